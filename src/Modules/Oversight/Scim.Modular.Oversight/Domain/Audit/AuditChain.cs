using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Audit;

/// <summary>
/// The head of an organization's chain of entries. Whoever appends locks this row first, so there is one order, whatever process seals.
/// </summary>
internal sealed class AuditChain : IOwnedByOrganization
{
    private AuditChain()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The place of the last entry; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last entry: 32 zero bytes before the first.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The place of the last entry that was removed because of its age: the chain is verified from there.</summary>
    public long AnchorSequence { get; private set; }

    public byte[] AnchorHash { get; private set; } = [];

    /// <summary>When what the oldest kept entry says happened; null while there is none.</summary>
    public DateTimeOffset? OldestAt { get; private set; }

    /// <summary>The organization is deleted; its entries stay until they are too old.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public static AuditChain Begin(OrganizationId organization) =>
        new() { OrganizationId = organization, Hash = new byte[32], AnchorHash = new byte[32] };

    public AuditEntry Append(AuditLine line)
    {
        var entry = AuditEntry.Of(OrganizationId, Sequence + 1, line, Hash);
        (Sequence, Hash) = (entry.Sequence, entry.Hash);
        OldestAt ??= entry.At;
        return entry;
    }

    /// <summary>The entries up to <paramref name="last"/> are gone; the next one, if there is one, happened at <paramref name="oldest"/>.</summary>
    public void Truncate(AuditEntry last, DateTimeOffset? oldest) =>
        (AnchorSequence, AnchorHash, OldestAt) = (last.Sequence, last.Hash, oldest);

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}
