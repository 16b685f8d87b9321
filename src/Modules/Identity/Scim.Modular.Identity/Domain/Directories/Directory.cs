using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Directories;

internal enum DirectoryStatus
{
    Active,

    /// <summary>Its SCIM calls get 403; <see cref="MemberPolicies"/> say what becomes of those whom it provisioned.</summary>
    Disabled,

    /// <summary>What is pushed is stored, and takes no effect yet.</summary>
    Observe,
}

/// <summary>The words for the states of a directory.</summary>
internal static class DirectoryStatuses
{
    public static readonly IReadOnlyList<string> All = ["active", "observe", "disabled"];

    public static string WordOf(DirectoryStatus status) => status switch
    {
        DirectoryStatus.Active => "active",
        DirectoryStatus.Observe => "observe",
        _ => "disabled",
    };

    public static DirectoryStatus Of(string word) => word switch
    {
        "active" => DirectoryStatus.Active,
        "observe" => DirectoryStatus.Observe,
        _ => DirectoryStatus.Disabled,
    };
}

/// <summary>What becomes of the people of a directory while it is disabled.</summary>
internal static class MemberPolicies
{
    public const string Freeze = "freeze";

    public static readonly IReadOnlyList<string> All = [Freeze, "keep", "deprovision"];
}

/// <summary>The identity providers that a directory can stand for.</summary>
internal static class Providers
{
    public static readonly IReadOnlyList<string> All = ["okta", "entra", "onelogin", "jumpcloud", "generic"];
}

/// <summary>How exactly a directory takes its client at its word.</summary>
internal static class Profiles
{
    /// <summary>The known habits of clients are read as they are meant: the default.</summary>
    public const string Lenient = "lenient";

    /// <summary>With <c>interop</c>, the interoperability profile, and <c>strict</c>, the RFC: each of them and nothing else.</summary>
    public static readonly IReadOnlyList<string> All = [Lenient, "interop", "strict"];
}

/// <summary>One identity provider's connection: the space in which userNames, externalIds and group names are unique.</summary>
internal sealed class Directory : AggregateRoot, IOwnedByOrganization
{
    private Directory()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public DirectoryId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Provider { get; private set; } = "";

    public string Profile { get; private set; } = Profiles.Lenient;

    public DirectoryStatus Status { get; private set; }

    /// <summary>One of <see cref="MemberPolicies"/> while disabled.</summary>
    public string? Members { get; private set; }

    public bool TeamPerGroup { get; private set; }

    public int? BreakerRemovals { get; private set; }

    public int? BreakerPercent { get; private set; }

    /// <summary>Since when removals wait for an administrator; null: they don't.</summary>
    public DateTimeOffset? HoldingSince { get; private set; }

    /// <summary>When an administrator last decided about what was held.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public long Revision { get; private set; } = 1;

    private DirectoryFacts Facts => new(
        Name, Provider, DirectoryStatuses.WordOf(Status), Members, TeamPerGroup, new BreakerFacts(BreakerRemovals, BreakerPercent),
        HoldingSince is not null);

    public static Directory Create(OrganizationId organization, string name, string provider, string profile, DateTimeOffset now)
    {
        var directory = new Directory
        {
            OrganizationId = organization,
            Id = Ids.New<DirectoryId>(),
            Name = name,
            Provider = provider,
            Profile = profile,
            CreatedAt = now,
        };
        directory.Raise(version => new DirectoryCreated(directory.Id, version, name, provider, now));
        return directory;
    }

    /// <summary>Takes other settings; what is null stays. A refusal when they contradict each other.</summary>
    public Error? Change(DirectorySettings settings, DateTimeOffset now)
    {
        var status = settings.Status is { } word ? DirectoryStatuses.Of(word) : Status;
        if (settings.Members is not null && status != DirectoryStatus.Disabled)
            return DirectoryErrors.MembersOfEnabled;

        var (before, profile) = (Facts, Profile);
        (Name, Provider, Profile, Status) = (settings.Name ?? Name, settings.Provider ?? Provider, settings.Profile ?? Profile, status);
        Members = status == DirectoryStatus.Disabled ? settings.Members ?? Members ?? MemberPolicies.Freeze : null;
        TeamPerGroup = settings.TeamPerGroup ?? TeamPerGroup;
        if (settings.Breaker is { } breaker)
            (BreakerRemovals, BreakerPercent) = (breaker.Removals, breaker.Percent);

        if (Profile != profile)
            Raise(version => new DirectoryProfileChanged(Id, version, Profile, profile, now));
        if (Facts != before)
            Raise(version => new DirectoryChanged(Id, version, Facts, now));
        if (Profile != profile || Facts != before)
            Revision++;
        return null;
    }

    /// <summary>A module suspects that too many leave: what it and the others hold from now on waits for an administrator.</summary>
    public void Hold(DateTimeOffset suspectedAt, DateTimeOffset now)
    {
        // A suspicion from before the last decision was part of what was decided.
        if (HoldingSince is not null || suspectedAt <= DecidedAt)
            return;
        HoldingSince = now;
        Revision++;
        Raise(version => new DirectoryChanged(Id, version, Facts, now));
    }

    /// <summary>An administrator has looked at what is held.</summary>
    public Error? Decide(bool approved, DateTimeOffset now)
    {
        if (HoldingSince is null)
            return DirectoryErrors.NothingHeld;
        (HoldingSince, DecidedAt) = (null, now);
        Revision++;
        Raise(version => new HeldChangesDecided(Id, version, approved, now));
        Raise(version => new DirectoryChanged(Id, version, Facts, now));
        return null;
    }

    public DirectoryToken MakeToken(string name, byte[] hash, string hint, UserId? user, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var token = DirectoryToken.Create(this, name, hash, hint, user, expiresAt, now);
        Raise(version => new DirectoryTokenCreated(Id, version, token.Id, name, hint, expiresAt, user, now));
        return token;
    }

    /// <summary>Takes a token's power away; a second time is no news.</summary>
    public void Revoke(DirectoryToken token, DateTimeOffset now)
    {
        if (token.Revoke(now))
            Raise(version => new DirectoryTokenRevoked(Id, version, token.Id, token.Name, token.Hint, now));
    }

    /// <summary>Begins a conformance run. Nothing of the directory changes by it.</summary>
    public ConformanceRun StartConformanceRun(IReadOnlyList<string> clients, DateTimeOffset now)
    {
        var run = ConformanceRun.Start(this, clients, now);
        Raise(version => new ConformanceRunStarted(Id, version, run.Id, clients, now));
        return run;
    }

    public void Delete(DateTimeOffset now) => Raise(version => new DirectoryDeleted(Id, version, now));
}

/// <summary>A token of a directory. Only its hash is kept.</summary>
internal sealed class DirectoryToken : IOwnedByOrganization
{
    private DirectoryToken()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Hash { get; private set; } = [];

    /// <summary>What may be shown of the secret: its first characters, so that an administrator can tell two apart.</summary>
    public string Hint { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To the minute, and written a little later.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>The user who is meant by <c>/Me</c>, when the token stands for one.</summary>
    public UserId? UserId { get; private set; }

    public static DirectoryToken Create(
        Directory directory, string name, byte[] hash, string hint, UserId? user, DateTimeOffset? expiresAt, DateTimeOffset now) => new()
        {
            OrganizationId = directory.OrganizationId,
            Id = Guid.CreateVersion7(),
            DirectoryId = directory.Id,
            Name = name,
            Hash = hash,
            Hint = hint,
            UserId = user,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };

    /// <summary>False when it was revoked before.</summary>
    public bool Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return false;
        RevokedAt = now;
        return true;
    }
}

internal interface IDirectoryRepository
{
    Task<Directory?> FindAsync(DirectoryId id, CancellationToken ct);

    void Add(Directory directory);

    Task<DirectoryToken?> FindTokenAsync(DirectoryId directory, Guid id, CancellationToken ct);

    void Add(DirectoryToken token);

    /// <summary>Removes it with its users, groups, tokens and log, set-wise.</summary>
    Task RemoveAsync(Directory directory, CancellationToken ct);

    /// <summary>Notes when tokens were last used, of whatever organization: nothing but that time of theirs changes.</summary>
    Task NoteUsesAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken ct);
}

/// <summary>A token, or an admin key, was used, in this minute.</summary>
internal sealed record TokenUse(OrganizationId Organization, Guid Token, DateTimeOffset At, bool IsAdminKey = false);

internal static class DirectoryErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "directory_not_found", "There is no such directory.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error MembersOfEnabled { get; } = new(
        ErrorKind.Invalid, "invalid_request", "members: it says what becomes of people while the directory is disabled; give it with the status disabled.");

    public static Error NothingHeld { get; } = new(
        ErrorKind.Conflict, "nothing_held", "The directory's breaker holds nothing: there is nothing to decide.");

    public static Error TokenNotFound { get; } = new(ErrorKind.NotFound, "token_not_found", "There is no such token.");
}
