using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Commands;

/// <summary>
/// The name that a request gave itself by an <c>Idempotency-Key</c>. The first command that it commits takes it: the row is the first
/// statement of the transaction, so that of two requests at once the later one waits for the earlier, and then knows of it.
/// </summary>
internal sealed class RequestKey(TimeProvider clock)
{
    private byte[]? _key;
    private byte[]? _fingerprint;

    /// <summary>Whether there is one, and no command has taken it yet.</summary>
    public bool IsOpen => _key is not null && TakenIn is null;

    /// <summary>The module whose command took it.</summary>
    public Module? TakenIn { get; private set; }

    /// <summary>Names the request.</summary>
    public void Open(byte[] key, byte[] fingerprint) => (_key, _fingerprint) = (key, fingerprint);

    /// <summary>Takes it, in the transaction that runs. <see cref="KeyTakenException"/>: somebody else has.</summary>
    public async Task TakeAsync(ModuleDbContext db, CancellationToken ct)
    {
        db.Idempotency.Add(new IdempotencyRow
        {
            OrganizationId = db.CurrentOrganization, Key = _key!, Fingerprint = _fingerprint!, At = clock.Now(),
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception taken) when (DatabaseErrors.IsConflict(taken))
        {
            throw new KeyTakenException(taken);
        }
    }

    /// <summary>The transaction in which it was taken is committed.</summary>
    public void Committed(Module module)
    {
        if (IsOpen)
            TakenIn = module;
    }
}

/// <summary>Another request has the same key: this one has done nothing.</summary>
internal sealed class KeyTakenException(Exception inner) : Exception("The idempotency key is taken.", inner);
