using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>PATCH of a group: its attributes by the patch engine, its members as differences that touch no other member's row.</summary>
internal sealed record PatchGroup(DirectoryId Directory, GroupId Id, CollectionPatch Patch, BindingLimits Limits)
    : ICommand<Result<ChangedGroup>>;

internal sealed class PatchGroupHandler(IGroupRepository groups, GroupMembership membership, TimeProvider clock)
    : ICommandHandler<PatchGroup, Result<ChangedGroup>>
{
    public async Task<Result<ChangedGroup>> Handle(PatchGroup command, CancellationToken ct)
    {
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);

        var notes = command.Patch.Notes;
        if (command.Patch.Remaining.Count > 0)
        {
            var attributes = (JsonObject)JsonNode.Parse(group.Document)!;
            var patched = PatchEngine.Apply(attributes, command.Patch.Remaining, CoreSchemas.GroupResourceType, command.Limits);
            var document = new GroupDocument(patched.Resource);
            if (await GroupNames.ConflictAsync(groups, command.Directory, document, except: group.Id, ct) is { } conflict)
                return conflict;
            group.Replace(document, clock.Now());
            notes = [.. notes, .. patched.Notes];
        }

        var changed = command.Patch.ReplacesAll
            ? await membership.ReplaceAsync(group, [.. command.Patch.Changes.Where(pair => pair.Value).Select(pair => pair.Key)], isNew: false, ct)
            : await membership.ChangeAsync(group, command.Patch.Changes, ct);
        return changed.Error is { } error ? error : new ChangedGroup(group, [.. notes, .. changed.Value.Notes]);
    }
}
