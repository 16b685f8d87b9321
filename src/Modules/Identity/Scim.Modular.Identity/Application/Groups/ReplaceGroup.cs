using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>PUT: name and members are these. The difference to what is there is what changes, row by row.</summary>
internal sealed record ReplaceGroup(
    DirectoryId Directory, ServedType Type, GroupId Id, GroupDocument Document, IReadOnlyList<string> Members, Dialect Dialect,
    EntityTagCondition? IfMatch)
    : ICommand<Result<ChangedGroup>>;

internal sealed class ReplaceGroupHandler(IGroupRepository groups, GroupChange change, GroupMembership membership)
    : ICommandHandler<ReplaceGroup, Result<ChangedGroup>>
{
    public async Task<Result<ChangedGroup>> Handle(ReplaceGroup command, CancellationToken ct)
    {
        if (await groups.FindForChangeAsync(command.Directory, command.Id, ct) is not { } group)
            return GroupErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(group.Version))
            return ResourceErrors.Stale;
        var attributes = Replacements.Of(group.Document, command.Document.Attributes, command.Type);
        if (await change.ApplyAsync(group, command.Type, new GroupDocument(attributes, command.Type.Definition), ct) is { } refused)
            return refused;
        return await membership.ReplaceAsync(group, command.Members, command.Dialect, isNew: false, ct);
    }
}

/// <summary>Gives a group new attributes, for PUT and PATCH alike.</summary>
internal sealed class GroupChange(IGroupRepository groups, UniqueValues unique, TimeProvider clock)
{
    public async Task<Error?> ApplyAsync(Group group, ServedType type, GroupDocument document, CancellationToken ct)
    {
        if (await GroupNames.ConflictAsync(groups, group.DirectoryId, document, except: group.Id, ct) is { } conflict)
            return conflict;
        if (await unique.TakeAsync(group.DirectoryId, type, group.Id.Value, document.Attributes, isNew: false, ct) is { } taken)
            return taken;
        group.Replace(document, clock.Now());
        return null;
    }
}
