namespace Scim.Modular.Identity.Application.Conformance;

/// <summary>One request of a client and what it was answered.</summary>
/// <param name="Client">Whose request.</param>
/// <param name="Part">What it belongs to, such as <c>Users</c>.</param>
/// <param name="Step">What the client does by it.</param>
/// <param name="Method">The method; null when it was not sent.</param>
/// <param name="Path">The path below the directory's SCIM address, with its query; null when it was not sent.</param>
/// <param name="RequestBody">The body that was sent.</param>
/// <param name="Expected">What the client needs for an answer, in words.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="ResponseBody">Its body.</param>
/// <param name="Outcome">Whether the answer was as expected.</param>
/// <param name="Problems">What is wrong with it, a sentence each.</param>
/// <param name="DurationMs">How long the answer took, in milliseconds.</param>
internal sealed record ConformanceExchange(
    string Client, string Part, string Step, string? Method, string? Path, string? RequestBody, string Expected, int? Status, string? ResponseBody,
    ExchangeOutcome Outcome, IReadOnlyList<string> Problems, int DurationMs);

internal enum ExchangeOutcome
{
    Ok,
    Failed,

    /// <summary>It was not sent: it needs what an earlier answer did not have.</summary>
    Skipped,
}
