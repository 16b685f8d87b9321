using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>Stores a new group with its members.</summary>
internal sealed record CreateGroup(DirectoryId Directory, ServedType Type, GroupDocument Document, IReadOnlyList<string> Members, Dialect Dialect)
    : ICommand<Result<ChangedGroup>>;

/// <summary>A written group, and what of its members was parked.</summary>
internal sealed record ChangedGroup(Group Group, IReadOnlyList<string> Notes);

internal sealed class CreateGroupHandler(IGroupRepository groups, GroupMembership membership, UniqueValues unique, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateGroup, Result<ChangedGroup>>
{
    public async Task<Result<ChangedGroup>> Handle(CreateGroup command, CancellationToken ct)
    {
        if (await GroupNames.ConflictAsync(groups, command.Directory, command.Document, except: null, ct) is { } conflict)
            return conflict;

        var group = Group.Create(call.Organization, command.Directory, command.Document, clock.Now());
        if (await unique.TakeAsync(command.Directory, command.Type, group.Id.Value, command.Document.Attributes, isNew: true, ct) is { } taken)
            return taken;
        groups.Add(group);
        return await membership.ReplaceAsync(group, command.Members, command.Dialect, isNew: true, ct);
    }
}

/// <summary>The rule that a name and an externalId are one group's in a directory.</summary>
internal static class GroupNames
{
    public static async Task<Error?> ConflictAsync(
        IGroupRepository groups, DirectoryId directory, GroupDocument document, GroupId? except, CancellationToken ct)
    {
        var key = FoldedKey.Of(document.DisplayName, "displayName");
        if (await groups.NamesakeAsync(directory, except, key, document.ExternalId, ct) is not { } holder)
            return null;
        return holder.DisplayNameKey == key ? GroupErrors.NameTaken(holder) : GroupErrors.ExternalIdTaken(holder);
    }
}
