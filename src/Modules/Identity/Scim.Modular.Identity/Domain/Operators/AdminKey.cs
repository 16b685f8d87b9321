using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>A key of the admin API. Operators and provisioned users are different tables: SCIM can reach neither a key nor its owner.</summary>
internal sealed class AdminKey : AggregateRoot
{
    private AdminKey()
    {
    }

    /// <summary>The name of the key that the installation begins with; no other key has it.</summary>
    public const string Bootstrap = "bootstrap";

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Hash { get; private set; } = [];

    /// <summary>What may be shown of the secret: its first characters. Of the configured key, none.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>The scopes, with a blank between them.</summary>
    public string Scopes { get; private set; } = AdminScopes.Owner;

    /// <summary>The one organization that it opens; null: the installation.</summary>
    public OrganizationId? OrganizationId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To the minute; null for one that was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public static AdminKey CreateBootstrap(byte[] hash, DateTimeOffset now) =>
        Create(new NewAdminKey(Bootstrap, hash, "", [AdminScopes.Owner], null, null), now);

    public static AdminKey Create(NewAdminKey made, DateTimeOffset now)
    {
        var key = new AdminKey
        {
            Id = Guid.CreateVersion7(),
            Name = made.Name,
            Hash = made.Hash,
            Prefix = made.Prefix,
            Scopes = string.Join(' ', made.Scopes),
            OrganizationId = made.Organization,
            CreatedAt = now,
            ExpiresAt = made.ExpiresAt,
        };
        key.Raise(version => new AdminKeyCreated(key.Id, version, key.Name, key.Prefix, made.Scopes, key.OrganizationId, key.ExpiresAt, now));
        return key;
    }

    /// <summary>Whether it opens everything of the installation at this time.</summary>
    public bool IsOwnerAt(DateTimeOffset time) =>
        RevokedAt is null && OrganizationId is null && (ExpiresAt is null || ExpiresAt > time)
        && Scopes.Split(' ').Contains(AdminScopes.Owner, StringComparer.Ordinal);

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt = now;
        Raise(version => new AdminKeyRevoked(Id, version, Name, Prefix, OrganizationId, now));
    }

    /// <summary>Takes it back: the installation is configured with it again.</summary>
    public void Restore() => RevokedAt = null;
}

/// <summary>What a new key is.</summary>
internal sealed record NewAdminKey(
    string Name, byte[] Hash, string Prefix, IReadOnlyList<string> Scopes, OrganizationId? Organization, DateTimeOffset? ExpiresAt);

/// <summary>
/// An event of an admin key's story. It is recorded with the organization that the key opens; one of the installation belongs to none.
/// </summary>
internal interface IAdminKeyEvent : IDomainEvent
{
    Guid KeyId { get; }

    string IDomainEvent.Stream => $"admin-key:{KeyId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A key was made. Of its secret nothing is told but how it begins.</summary>
internal sealed record AdminKeyCreated(
    Guid KeyId, long Version, string Name, string Prefix, IReadOnlyList<string> Scopes, OrganizationId? OrganizationId,
    DateTimeOffset? ExpiresAt, DateTimeOffset At) : IAdminKeyEvent;

/// <summary>A key was revoked.</summary>
internal sealed record AdminKeyRevoked(Guid KeyId, long Version, string Name, string Prefix, OrganizationId? OrganizationId, DateTimeOffset At)
    : IAdminKeyEvent;

internal interface IAdminKeyRepository
{
    Task<bool> IsAnyLiveAsync(CancellationToken ct);

    /// <summary>The key with this hash, also a revoked one.</summary>
    Task<AdminKey?> FindAsync(byte[] hash, CancellationToken ct);

    Task<AdminKey?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The keys of the installation that are not revoked, locked: of two that are revoked at a time one comes after the other.</summary>
    Task<IReadOnlyList<AdminKey>> OfInstallationForChangeAsync(CancellationToken ct);

    Task<int> CountLiveAsync(CancellationToken ct);

    /// <summary>Revokes the keys of this name, but the one with this hash.</summary>
    Task RevokeOthersAsync(string name, byte[] hash, DateTimeOffset now, CancellationToken ct);

    void Add(AdminKey key);

    /// <summary>Notes when keys were last used: nothing but that time of theirs changes.</summary>
    Task NoteUsesAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken ct);
}

internal static class AdminKeyErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "key_not_found", "There is no such key.");

    public static Error UnknownOrganization { get; } = new(
        ErrorKind.Invalid, "organization_not_found", "organization: there is no such organization; give its id or slug, or leave it out.");

    public static Error LastKey { get; } = new(
        ErrorKind.Conflict, "last_key", "It is the last key that owns the installation. Make another one with the scope owner first.");

    public static Error TooMany(int most) => new(
        ErrorKind.Conflict, "too_many", $"There are {most} keys in use. Revoke one that is not needed.");
}
