using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>DELETE of a group. Its users stay, and so do the groups that were in it; those that it was in lose it.</summary>
internal sealed record DeleteGroup(DirectoryId Directory, ServedType Type, GroupId Id, EntityTagCondition? IfMatch = null) : ICommand<Result>;

internal sealed class DeleteGroupHandler(
    IGroupRepository groups, IGroupMemberRepository members, INestingRepository nested, GroupNesting nesting, UniqueValues unique, TimeProvider clock)
    : ICommandHandler<DeleteGroup, Result>
{
    public async Task<Result> Handle(DeleteGroup command, CancellationToken ct)
    {
        var above = (await nested.AboveAsync([command.Id], ct)).Select(row => row.GroupId).ToArray();
        // In the order of their ids, as everywhere: two units of work that lock in different orders wait for each other.
        var locked = above.Length == 0
            ? []
            : await groups.InOrderForChangeAsync([.. above, command.Id], ct);
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(group.Version))
            return ResourceErrors.Stale;

        foreach (var parent in locked.Where(other => other.Id != group.Id))
            await nesting.ChangeAsync(parent, [], [group.Id], ct);
        await nesting.ChangeAsync(group, [], [.. await nested.MembersAsync(group.Id, ct)], ct);
        group.Delete(clock.Now());
        await members.RemoveAllAsync(group.Id, ct);
        await members.UnparkAllAsync(group.Id, ct);
        await unique.FreeAsync(command.Type, group.Id.Value, ct);
        groups.Remove(group);
        return Result.Ok;
    }
}
