using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Directories;

/// <summary>
/// A directory as this module knows it: from its own events, or from the first user or group that names it, whichever comes first.
/// A deleted one is remembered, because events of its users and groups may still be under way.
/// </summary>
internal sealed class SourceDirectory : AggregateRoot, IOwnedByOrganization
{
    private SourceDirectory()
    {
    }

    public SourceDirectory(OrganizationId organization, DirectoryId id) => (OrganizationId, Id) = (organization, id);

    public OrganizationId OrganizationId { get; private set; }

    public DirectoryId Id { get; private set; }

    public string? Name { get; private set; }

    public string? Provider { get; private set; }

    public bool Deleted { get; private set; }

    public DirectoryEffect Effect { get; private set; }

    /// <summary>Every group that it pushes gets a team of its name.</summary>
    public bool TeamPerGroup { get; private set; }

    public int? BreakerRemovals { get; private set; }

    public int? BreakerPercent { get; private set; }

    /// <summary>The breaker has tripped, here or in another module: whom a push takes out of a group stays until an administrator decides.</summary>
    public bool Holding { get; private set; }

    /// <summary>It has tripped here, and the directory's own news does not say so yet.</summary>
    public bool Tripped { get; private set; }

    /// <summary>The version of the directory in the newest event.</summary>
    public long FactsVersion { get; private set; }

    public bool Holds => Holding || Tripped;

    /// <summary>What it pushes is learned, and moves nothing.</summary>
    public bool IsFrozen => Effect != DirectoryEffect.Live;

    public bool HasBreaker => BreakerRemovals is not null || BreakerPercent is not null;

    public void Learn(string name, string provider) => (Name, Provider) = (name, provider);

    /// <summary>Takes the settings over; false when something newer is known already.</summary>
    public bool Learn(long version, DirectoryFacts facts)
    {
        if (Deleted || version <= FactsVersion)
            return false;
        FactsVersion = version;
        Learn(facts.Name, facts.Provider);
        Effect = (facts.Status, facts.Members) switch
        {
            ("observe", _) => DirectoryEffect.Frozen,
            ("disabled", "keep") => DirectoryEffect.Kept,
            ("disabled", "deprovision") => DirectoryEffect.Deprovisioned,
            ("disabled", _) => DirectoryEffect.Frozen,
            _ => DirectoryEffect.Live,
        };
        TeamPerGroup = facts.TeamPerGroup;
        (BreakerRemovals, BreakerPercent) = (facts.Breaker.Removals, facts.Breaker.Percent);
        Holding = facts.Holding;
        Tripped &= !Holding;
        return true;
    }

    /// <summary>For a forecast: never saved.</summary>
    public void Suppose(DirectoryEffect effect) => Effect = effect;

    /// <summary>So many were taken out of mapped groups that an administrator must look first.</summary>
    public void Trip(int removals, int people, DateTimeOffset now)
    {
        if (Holds)
            return;
        Tripped = true;
        Raise(version => new MassRemovalSuspected(Id.Value, version, removals, people, now));
    }

    /// <summary>An administrator has looked: what was held is dealt with, in portions. False when something newer is known already.</summary>
    public bool Decide(long version, bool approved, DateTimeOffset now)
    {
        if (Deleted || version <= FactsVersion)
            return false;
        FactsVersion = version;
        Holding = Tripped = false;
        ContinueDeciding(approved, now, now);
        return true;
    }

    public void ContinueDeciding(bool approved, DateTimeOffset decidedAt, DateTimeOffset now) =>
        Raise(version => new HeldSourcesUnsettled(Id, version, approved, now, decidedAt));

    /// <summary>There are people, beyond this one, who have to be looked at because the directory takes effect otherwise.</summary>
    public void ContinueWithPeople(UserId? after, DateTimeOffset now) =>
        Raise(version => new DirectoryPeopleUnsettled(Id, version, after, now));

    /// <summary>There are groups, beyond this one, that may need a team.</summary>
    public void ContinueWithGroups(GroupId? after, DateTimeOffset now) =>
        Raise(version => new DirectoryGroupsUnsettled(Id, version, after, now));

    public void Delete(DateTimeOffset now)
    {
        if (Deleted)
            return;
        Deleted = true;
        ContinueEmptying(now);
    }

    /// <summary>There are people left to forget.</summary>
    public void ContinueEmptying(DateTimeOffset now) => Raise(version => new DirectoryUnsettled(Id, version, now));
}

/// <summary>What a directory's facts do.</summary>
internal enum DirectoryEffect
{
    /// <summary>They take effect.</summary>
    Live,

    /// <summary>It observes, or is disabled: everything stays as it is.</summary>
    Frozen,

    /// <summary>It is disabled, and what its people have is theirs as if given by hand.</summary>
    Kept,

    /// <summary>It is disabled, and its people count as inactive.</summary>
    Deprovisioned,
}

/// <summary>How many people were taken out of mapped groups of a directory within one minute: what the breaker counts.</summary>
internal sealed class RemovalCount(OrganizationId organizationId, DirectoryId directoryId, DateTimeOffset minute) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public DirectoryId DirectoryId { get; private set; } = directoryId;

    public DateTimeOffset Minute { get; private set; } = minute;

    public int Count { get; private set; }

    public void Add(int removals) => Count += removals;
}
