using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Directories;

/// <summary>Whether the facts of a directory take effect on seats.</summary>
internal enum Standing
{
    /// <summary>They do.</summary>
    Live,

    /// <summary>Nothing moves: it only observes, or is disabled and frozen.</summary>
    Frozen,

    /// <summary>Its people count as inactive.</summary>
    Out,
}

/// <summary>
/// A directory as this module knows it, from what was last said of it. One that is not known here is live and has no breaker.
/// </summary>
internal sealed class SourceDirectory : AggregateRoot, IOwnedByOrganization
{
    private SourceDirectory()
    {
    }

    public SourceDirectory(OrganizationId organization, DirectoryId id) => (OrganizationId, Id) = (organization, id);

    public OrganizationId OrganizationId { get; private set; }

    public DirectoryId Id { get; private set; }

    /// <summary>The version of the directory that these facts are of.</summary>
    public long FactVersion { get; private set; }

    public Standing Standing { get; private set; }

    /// <summary>Disabled, and what its people hold is theirs as if given by hand.</summary>
    public bool Kept { get; private set; }

    /// <summary>The breaker has tripped: seats that are lost are kept until an administrator has decided.</summary>
    public bool Holding { get; private set; }

    public int? BreakerRemovals { get; private set; }

    public int? BreakerPercent { get; private set; }

    /// <summary>Who left within the last hour: numbers by slots of five minutes.</summary>
    public RemovalWindow Removals { get; private set; } = RemovalWindow.Empty;

    /// <summary>How many active people it had when the window's newest slot began.</summary>
    public int People { get; private set; }

    public bool HasBreaker => BreakerRemovals is not null || BreakerPercent is not null;

    /// <summary>Takes over facts; false when newer ones are known.</summary>
    public bool Hear(DirectoryFacts facts, long version)
    {
        if (!Advance(version))
            return false;

        Kept = facts is { Status: "disabled", Members: "keep" };
        Standing = facts.Status switch
        {
            "active" => Standing.Live,
            "disabled" when Kept => Standing.Live,
            "disabled" when facts.Members == "deprovision" => Standing.Out,
            _ => Standing.Frozen,
        };
        (BreakerRemovals, BreakerPercent) = facts.Breaker;
        // Its own breaker may have tripped before the directory knows of it: only a decision ends that, or a breaker that is taken away.
        Holding = facts.Holding || (Holding && HasBreaker);
        return true;
    }

    /// <summary>An administrator has decided; false when that is known already.</summary>
    public bool Decide(long version)
    {
        if (!Advance(version))
            return false;
        (Holding, Removals, People) = (false, RemovalWindow.Empty, 0);
        return true;
    }

    /// <summary>Whether somebody who leaves now opens a slot, which begins with a count of those who are there.</summary>
    public bool OpensSlot(DateTimeOffset now) => HasBreaker && !Holding && !Removals.Covers(now);

    /// <summary>Somebody left. Trips the breaker when it was one too many.</summary>
    public void Count(DateTimeOffset now, int? people)
    {
        if (!HasBreaker || Holding)
            return;
        People = people ?? People;
        Removals = Removals.Add(now);
        var gone = Removals.Total;
        if (gone < (BreakerRemovals ?? int.MaxValue) && !IsShare(gone))
            return;

        Holding = true;
        Raise(version => new MassReleaseSuspected(Id.Value, version, gone, People, now));
    }

    private bool IsShare(int gone) => BreakerPercent is { } percent && (long)gone * 100 >= (long)percent * Math.Max(People, 1);

    private bool Advance(long version)
    {
        if (version <= FactVersion)
            return false;
        FactVersion = version;
        return true;
    }
}

/// <summary>The directories that this module knows.</summary>
internal interface IDirectoryRepository
{
    Task<SourceDirectory?> FindAsync(DirectoryId id, CancellationToken ct);

    /// <summary>The directory, known from now on if it wasn't.</summary>
    Task<SourceDirectory> KnowAsync(DirectoryId id, CancellationToken ct);

    /// <summary>Those of these that are known.</summary>
    Task<IReadOnlyDictionary<DirectoryId, SourceDirectory>> OfAsync(IReadOnlyCollection<DirectoryId> ids, CancellationToken ct);

    void Remove(SourceDirectory directory);

    /// <summary>How many active people it has.</summary>
    Task<int> CountPeopleAsync(DirectoryId id, CancellationToken ct);
}
