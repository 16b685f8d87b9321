using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>PATCH of a group: its attributes by the patch engine, its members as differences that touch no other member's row.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Type">The type Group as the organization has it.</param>
/// <param name="Id">The group.</param>
/// <param name="Members">What becomes of members.</param>
/// <param name="Patch">What becomes of its other attributes.</param>
/// <param name="IfMatch">The version that it must have, when the client demands one.</param>
internal sealed record PatchGroup(
    DirectoryId Directory, ServedType Type, GroupId Id, CollectionPatch Members, PatchWork Patch, EntityTagCondition? IfMatch)
    : ICommand<Result<ChangedGroup>>;

internal sealed class PatchGroupHandler(IGroupRepository groups, GroupChange change, GroupMembership membership)
    : ICommandHandler<PatchGroup, Result<ChangedGroup>>
{
    public async Task<Result<ChangedGroup>> Handle(PatchGroup command, CancellationToken ct)
    {
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(group.Version))
            return ResourceErrors.Stale;

        var notes = command.Members.Notes;
        if (command.Patch.Operations.Count > 0)
        {
            var patched = command.Patch.ApplyTo(group.Document, command.Type);
            if (await change.ApplyAsync(group, command.Type, new GroupDocument(patched.Resource, command.Type.Definition), ct) is { } refused)
                return refused;
            notes = [.. notes, .. patched.Notes];
        }

        var members = command.Members;
        var changed = members.ReplacesAll
            ? await membership.ReplaceAsync(group, [.. members.Changes.Where(pair => pair.Value).Select(pair => pair.Key)], command.Patch.Dialect, isNew: false, ct)
            : await membership.ChangeAsync(group, members.Changes, command.Patch.Dialect, ct);
        return changed.Error is { } error ? error : new ChangedGroup(group, [.. notes, .. changed.Value.Notes]);
    }
}
