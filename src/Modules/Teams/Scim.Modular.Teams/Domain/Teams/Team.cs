using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Teams;

/// <summary>A team. A deleted one stays, unseen, until its members have left.</summary>
internal sealed class Team : AggregateRoot, IOwnedByOrganization
{
    private Team()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public TeamId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Slug { get; private set; } = "";

    public bool Deleted { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static Team Create(OrganizationId organization, string name, string slug, DateTimeOffset now)
    {
        var team = new Team { OrganizationId = organization, Id = Ids.New<TeamId>(), Name = name, Slug = slug, CreatedAt = now };
        team.Raise(version => new TeamCreated(team.Id, version, name, now));
        return team;
    }

    public void Rename(string name, DateTimeOffset now)
    {
        if (Name == name)
            return;
        Name = name;
        Raise(version => new TeamRenamed(Id, version, name, now));
    }

    public void Delete(DateTimeOffset now)
    {
        if (Deleted)
            return;
        Deleted = true;
        Slug = Id.ToString();       // The slug is free at once, although the row is still there.
        Raise(version => new TeamDeleted(Id, version, now));
    }

    /// <summary>There are members left to send away.</summary>
    public void ContinueEmptying(DateTimeOffset now) => Raise(version => new TeamUnsettled(Id, version, now));
}

/// <summary>A deleted team still has members. They leave in portions, each in a transaction of its own.</summary>
internal sealed record TeamUnsettled(TeamId TeamId, long Version, DateTimeOffset At) : ITeamEvent;
