using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Domain.People;

/// <summary>What this module knows of a user's seat, from the events of Licensing: so that people can be listed with it.</summary>
internal sealed class UserLicense(OrganizationId organizationId, UserId userId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public UserId UserId { get; private set; } = userId;

    public string Plan { get; private set; } = "";

    /// <summary><c>assigned</c>, <c>waitlisted</c>, <c>releasing</c> or <c>released</c>.</summary>
    public string Status { get; private set; } = "";

    public DateTimeOffset? Since { get; private set; }

    /// <summary>The plan in whose line the user stands, be it with a seat of another one; null for none.</summary>
    public string? WaitsFor { get; private set; }

    public DateTimeOffset? WaitsSince { get; private set; }

    /// <summary>Of those who wait, the higher one is served first.</summary>
    public int Priority { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes news; what is older than what is known is none.</summary>
    public void Take(SeatFacts seat, long version)
    {
        if (version <= Version)
            return;
        (Plan, Status, Since, Version) = (seat.Plan, seat.Status, seat.Since, version);
        (WaitsFor, WaitsSince, Priority) = (seat.WaitsFor, seat.WaitsSince, seat.Priority);
    }
}

/// <summary>What this module knows of a user's place in a team, from the events of Teams. No role: not in it any more.</summary>
internal sealed class UserTeam(OrganizationId organizationId, UserId userId, Guid teamId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public UserId UserId { get; private set; } = userId;

    public Guid TeamId { get; private set; } = teamId;

    public string? Role { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes news; what is older than what is known is none.</summary>
    public void Take(string? role, long version)
    {
        if (version > Version)
            (Role, Version) = (role, version);
    }
}

/// <summary>A team's name, from the events of Teams. No name: deleted.</summary>
internal sealed class TeamName(OrganizationId organizationId, Guid teamId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid TeamId { get; private set; } = teamId;

    public string? Name { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes news; what is older than what is known is none.</summary>
    public void Take(string? name, long version)
    {
        if (version > Version)
            (Name, Version) = (name, version);
    }
}

/// <summary>A mapping, from the events of Teams: so that groups are shown with theirs. No status: deleted.</summary>
internal sealed class MappingCopy(OrganizationId organizationId, Guid mappingId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid MappingId { get; private set; } = mappingId;

    public DirectoryId DirectoryId { get; private set; }

    /// <summary>The group that it follows; null while it follows none.</summary>
    public GroupId? GroupId { get; private set; }

    public Guid TeamId { get; private set; }

    public string Role { get; private set; } = "";

    public string Mode { get; private set; } = "";

    public int Priority { get; private set; }

    public string? Plan { get; private set; }

    public string? Status { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes news; what is older than what is known is none.</summary>
    public void Take(MappingFacts mapping, bool isDeleted, long version)
    {
        if (version <= Version)
            return;
        (DirectoryId, TeamId, Version) = (new DirectoryId(mapping.DirectoryId), mapping.TeamId.Value, version);
        GroupId = mapping.BoundGroupId is { } group && !isDeleted ? new GroupId(group) : null;
        (Role, Mode, Priority, Plan, Status) = (mapping.Role, mapping.Mode, mapping.Priority, mapping.Plan, isDeleted ? null : mapping.Status);
    }
}

/// <summary>
/// A plan as identity providers see it: an entitlement that a user can be given, from the events of Licensing. No name: deleted.
/// </summary>
internal sealed class OfferedLicense(OrganizationId organizationId, Guid planId, string key) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid PlanId { get; private set; } = planId;

    /// <summary>The plan's key, which is the id of the entitlement.</summary>
    public string Key { get; private set; } = key;

    public string? Name { get; private set; }

    /// <summary>What /Licenses shows of it.</summary>
    public string Document { get; private set; } = "";

    /// <summary>Its folded form: what filters are run against.</summary>
    public string Search { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes news; what is older than what is known is none.</summary>
    public void Take(string? name, long version, DateTimeOffset at)
    {
        if (version <= Version)
            return;
        if (Version == 0)
            CreatedAt = at;
        (Name, Version, LastModifiedAt) = (name, version, at);
        var attributes = LicenseType.Show(name ?? "");
        Document = attributes.ToJsonString();
        Search = NormalForm.Of(attributes, LicenseType.Definition).ToJsonString();
    }
}

internal interface ICopyRepository
{
    Task<IReadOnlyList<UserLicense>> LicensesAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>The places of these users in these teams.</summary>
    Task<IReadOnlyList<UserTeam>> TeamsAsync(IReadOnlyCollection<UserId> users, IReadOnlyCollection<Guid> teams, CancellationToken ct);

    Task<TeamName?> TeamNameAsync(Guid team, CancellationToken ct);

    /// <summary>Those of whom anything is kept, be they deleted. News of others are late: what they were about is gone.</summary>
    Task<IReadOnlySet<UserId>> KeptAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    Task<OfferedLicense?> OfferedAsync(Guid plan, CancellationToken ct);

    Task<MappingCopy?> MappingAsync(Guid mapping, CancellationToken ct);

    void Add(UserLicense license);

    void Add(MappingCopy mapping);

    void Add(OfferedLicense license);

    void Add(UserTeam team);

    void Add(TeamName name);

    /// <summary>Removes everybody's place in a team.</summary>
    Task RemoveTeamAsync(Guid team, CancellationToken ct);
}
