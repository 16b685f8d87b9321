using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Directories;

internal enum DirectoryStatus
{
    Active,

    /// <summary>Its SCIM calls get 403; what it provisioned stays as it is.</summary>
    Disabled,
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

    public DateTimeOffset CreatedAt { get; private set; }

    public long Revision { get; private set; } = 1;

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

    public void Change(string? name, string? provider, string? profile, DirectoryStatus? status)
    {
        var changed = (Name: name ?? Name, Provider: provider ?? Provider, Profile: profile ?? Profile, Status: status ?? Status);
        if (changed == (Name, Provider, Profile, Status))
            return;
        (Name, Provider, Profile, Status) = changed;
        Revision++;
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

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
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

/// <summary>A token was used, in this minute.</summary>
internal sealed record TokenUse(OrganizationId Organization, Guid Token, DateTimeOffset At);

internal static class DirectoryErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "directory_not_found", "There is no such directory.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error TokenNotFound { get; } = new(ErrorKind.NotFound, "token_not_found", "There is no such token.");
}
