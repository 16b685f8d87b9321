using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Groups;

/// <summary>The attributes of a group, checked against the schema, without its members: those are rows of their own.</summary>
internal sealed record GroupDocument(JsonObject Attributes, ResourceTypeDefinition Type)
{
    public string DisplayName => Attributes["displayName"]!.GetValue<string>();

    public string? ExternalId => Attributes["externalId"]?.GetValue<string>();
}

/// <summary>A pushed group. It knows how many members it has, never which: a change of one member is a change of one row.</summary>
internal sealed class Group : AggregateRoot, IOwnedByOrganization
{
    private const int MembersPerEvent = 1000;

    private Group()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public GroupId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public string DisplayName { get; private set; } = "";

    /// <summary>Folded: what is unique, and what is looked up.</summary>
    public string DisplayNameKey { get; private set; } = "";

    public string? ExternalId { get; private set; }

    public int MemberCount { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    public string Document { get; private set; } = "";

    public string Search { get; private set; } = "";

    private GroupFacts Facts => new(DirectoryId, DisplayName, ExternalId);

    public static Group Create(OrganizationId organization, DirectoryId directory, GroupDocument document, DateTimeOffset now)
    {
        var group = new Group { OrganizationId = organization, Id = Ids.New<GroupId>(), DirectoryId = directory, CreatedAt = now };
        group.Take(document, now);
        group.Raise(version => new GroupCreated(group.Id, version, group.Facts, now));
        return group;
    }

    /// <summary>Takes new attributes; the same as before are no change.</summary>
    public void Replace(GroupDocument document, DateTimeOffset now)
    {
        if (document.Attributes.ToJsonString() == Document)
            return;
        Take(document, now);
        Raise(version => new GroupChanged(Id, version, Facts, now));
    }

    /// <summary>Says who came and went. A large push becomes several events, so that no consumer gets one too large to handle.</summary>
    public void ChangeMembers(IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, DateTimeOffset now)
    {
        if (added.Count == 0 && removed.Count == 0)
            return;
        MemberCount += added.Count - removed.Count;
        LastModifiedAt = now;
        foreach (var gone in removed.Chunk(MembersPerEvent))
            Raise(version => new GroupMembersChanged(Id, version, DirectoryId, [], gone, now));
        foreach (var come in added.Chunk(MembersPerEvent))
            Raise(version => new GroupMembersChanged(Id, version, DirectoryId, come, [], now));
    }

    /// <summary>Says which groups came into it and left it.</summary>
    public void ChangeNesting(IReadOnlyCollection<GroupId> added, IReadOnlyCollection<GroupId> removed, DateTimeOffset now)
    {
        if (added.Count == 0 && removed.Count == 0)
            return;
        MemberCount += added.Count - removed.Count;
        LastModifiedAt = now;
        Raise(version => new GroupNestingChanged(Id, version, DirectoryId, [.. added], [.. removed], now));
    }

    public void Delete(DateTimeOffset now) => Raise(version => new GroupDeleted(Id, version, DirectoryId, now));

    private void Take(GroupDocument document, DateTimeOffset now)
    {
        DisplayName = document.DisplayName;
        DisplayNameKey = FoldedKey.Of(document.DisplayName, "displayName");
        ExternalId = document.ExternalId;
        Document = document.Attributes.ToJsonString();
        Search = NormalForm.Of(document.Attributes, document.Type).ToJsonString();
        LastModifiedAt = now;
    }
}

/// <summary>A user in a group: a fact, kept while the user is inactive.</summary>
internal sealed class GroupMember(OrganizationId organizationId, GroupId groupId, UserId userId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public GroupId GroupId { get; private set; } = groupId;

    public UserId UserId { get; private set; } = userId;
}

/// <summary>A member value that is no user of the directory. It takes effect if that user ever comes (back).</summary>
internal sealed class ParkedMember(OrganizationId organizationId, GroupId groupId, string value) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public GroupId GroupId { get; private set; } = groupId;

    public string Value { get; private set; } = value;
}
