using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>DELETE of a group. Its users stay.</summary>
internal sealed record DeleteGroup(DirectoryId Directory, GroupId Id) : ICommand<Result>;

internal sealed class DeleteGroupHandler(IGroupRepository groups, IGroupMemberRepository members, TimeProvider clock)
    : ICommandHandler<DeleteGroup, Result>
{
    public async Task<Result> Handle(DeleteGroup command, CancellationToken ct)
    {
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);

        group.Delete(clock.Now());
        await members.RemoveAllAsync(group.Id, ct);
        await members.UnparkAllAsync(group.Id, ct);
        groups.Remove(group);
        return Result.Ok;
    }
}
