namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>A key of the admin API. Operators and provisioned users are different tables: SCIM can reach neither a key nor its owner.</summary>
internal sealed class AdminKey
{
    private AdminKey()
    {
    }

    /// <summary>The name of the key that the installation begins with.</summary>
    public const string Bootstrap = "bootstrap";

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static AdminKey Create(string name, byte[] hash, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), Name = name, Hash = hash, CreatedAt = now };

    /// <summary>Takes it back: the installation is configured with it again.</summary>
    public void Restore() => RevokedAt = null;
}

internal interface IAdminKeyRepository
{
    Task<bool> IsAnyLiveAsync(CancellationToken ct);

    /// <summary>The key with this hash, also a revoked one.</summary>
    Task<AdminKey?> FindAsync(byte[] hash, CancellationToken ct);

    /// <summary>Revokes the keys of this name, but the one with this hash.</summary>
    Task RevokeOthersAsync(string name, byte[] hash, DateTimeOffset now, CancellationToken ct);

    void Add(AdminKey key);
}
