using System.Text.Json.Nodes;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>
/// Entries, the newest first, from the one before <paramref name="Before"/>. <paramref name="Action"/> may end in <c>*</c>.
/// </summary>
internal sealed record ListAudit(
    string? Actor, string? Action, string? Target, DateTimeOffset? Since, DateTimeOffset? Until, long? Before, int Count)
    : IQuery<IReadOnlyList<AuditView>>;

/// <summary>Computes the whole chain anew.</summary>
internal sealed record VerifyAudit : IQuery<AuditVerification>;

/// <param name="Sequence">Its place in the organization's log, from 1.</param>
/// <param name="At">When it happened.</param>
/// <param name="Actor">Who did it: <c>admin:…</c>, <c>directory:…</c> or <c>system</c>.</param>
/// <param name="Action">What happened, such as <c>licensing.PlanChanged</c>; <c>refused</c> for a change that was refused.</param>
/// <param name="Target">To what, such as <c>plan:0199…</c>.</param>
/// <param name="Before">What was said of it last.</param>
/// <param name="After">What is so since.</param>
/// <param name="Hash">SHA-256 over the hash before and this entry.</param>
/// <param name="RequestId">The request that caused it, directly or not.</param>
internal sealed record AuditView(
    long Sequence, DateTimeOffset At, string Actor, string Action, string Target, JsonNode? Before, JsonNode? After, string Hash, Guid RequestId);

/// <param name="Valid">Every kept entry is as it was sealed, and none is missing.</param>
/// <param name="Entries">How many were looked at.</param>
/// <param name="Head">The last entry: compare it with one that was noted outside of the database.</param>
/// <param name="FirstBroken">The place of the first entry that is missing or not as it was sealed.</param>
internal sealed record AuditVerification(bool Valid, long Entries, AuditHead Head, long? FirstBroken);

/// <param name="Sequence">Its place; 0 while there is none.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Sequence, string Hash);
