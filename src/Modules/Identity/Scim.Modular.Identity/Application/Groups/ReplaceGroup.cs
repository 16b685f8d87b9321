using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>PUT: name and members are these. The difference to what is there is what changes, row by row.</summary>
internal sealed record ReplaceGroup(DirectoryId Directory, GroupId Id, GroupDocument Document, IReadOnlyList<string> Members)
    : ICommand<Result<ChangedGroup>>;

internal sealed class ReplaceGroupHandler(IGroupRepository groups, GroupMembership membership, TimeProvider clock)
    : ICommandHandler<ReplaceGroup, Result<ChangedGroup>>
{
    public async Task<Result<ChangedGroup>> Handle(ReplaceGroup command, CancellationToken ct)
    {
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);
        if (await GroupNames.ConflictAsync(groups, command.Directory, command.Document, except: group.Id, ct) is { } conflict)
            return conflict;

        group.Replace(command.Document, clock.Now());
        return await membership.ReplaceAsync(group, command.Members, isNew: false, ct);
    }
}
