using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Audit;

/// <summary>What an entry says: who did what to what, and what it made of it.</summary>
internal sealed record AuditLine(
    Guid EventId, DateTimeOffset At, string Actor, string Action, string Target, Guid RequestId, string? Before, string? After);

/// <summary>One line of an organization's audit log. Each carries the hash of the one before, so none can be changed or left out unseen.</summary>
internal sealed class AuditEntry : IOwnedByOrganization
{
    private AuditEntry()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Its place in the chain, from 1, without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>The event that it stands for: none is sealed twice.</summary>
    public Guid EventId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Actor { get; private set; } = "";

    /// <summary>What happened, such as <c>licensing.PlanChanged</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>To what, such as <c>plan:0199…</c>.</summary>
    public string Target { get; private set; } = "";

    public Guid RequestId { get; private set; }

    /// <summary>The state before, as JSON; null for what was not there.</summary>
    public string? Before { get; private set; }

    public string? After { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public static AuditEntry Of(OrganizationId organization, long sequence, AuditLine line, byte[] previous)
    {
        var entry = new AuditEntry
        {
            OrganizationId = organization,
            Sequence = sequence,
            EventId = line.EventId,
            At = line.At,
            Actor = line.Actor,
            Action = line.Action,
            Target = line.Target,
            RequestId = line.RequestId,
            Before = line.Before,
            After = line.After,
        };
        entry.Hash = entry.HashAfter(previous);
        return entry;
    }

    /// <summary>
    /// SHA-256 of the hash before and of every field, each as its length in bytes (32 bits, big-endian; -1 for null) and its UTF-8: no
    /// two entries read alike. Times are milliseconds since 1970, numbers decimal, ids lower case with hyphens.
    /// </summary>
    public byte[] HashAfter(byte[] previous)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in Fields())
        {
            var text = field is null ? [] : Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : text.Length);
            sha.AppendData(length);
            sha.AppendData(text);
        }

        return sha.GetHashAndReset();
    }

    private string?[] Fields() =>
    [
        OrganizationId.ToString(), Sequence.ToString(CultureInfo.InvariantCulture), EventId.ToString("D"),
        At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), Actor, Action, Target, RequestId.ToString("D"), Before, After,
    ];
}
