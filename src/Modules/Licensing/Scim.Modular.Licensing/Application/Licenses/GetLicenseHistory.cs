using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Licenses;

/// <summary>What happened to a person's seat, newest first, before the line numbered <paramref name="Before"/>; null: there is no such user.</summary>
internal sealed record GetLicenseHistory(UserId User, long? Before, int Most) : IQuery<IReadOnlyList<LicenseChange>?>;

/// <summary>One line of it.</summary>
/// <param name="Number">Its place in the story.</param>
/// <param name="At">When.</param>
/// <param name="From">How it stood before; null for who never had one.</param>
/// <param name="To">How it stands since then.</param>
/// <param name="Reason">Why, in a fixed word.</param>
/// <param name="Actor">Who caused it: <c>directory:…</c>, <c>admin:…</c> or <c>system</c>.</param>
/// <param name="RequestId">The request that caused it, directly or through others.</param>
internal sealed record LicenseChange(
    long Number, DateTimeOffset At, LicenseState? From, LicenseState To, string Reason, string Actor, Guid RequestId);

/// <summary>How a seat stood.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Status"><c>assigned</c>, <c>waitlisted</c>, <c>releasing</c> or <c>released</c>.</param>
/// <param name="WaitsFor">The plan in whose line the person stood.</param>
/// <param name="Source">What entitled the person: <c>manual</c>, <c>mapping</c> or <c>default</c>.</param>
internal sealed record LicenseState(string Plan, string Status, string? WaitsFor, string? Source);
