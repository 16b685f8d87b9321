using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>What the service would answer now to a logged call, beside what it answered then.</summary>
/// <param name="Request">The call as it was played.</param>
/// <param name="Redacted">Secrets were taken out of it before it was kept: the answer to what was really sent may be another.</param>
/// <param name="Then">What was answered, as the log has it.</param>
/// <param name="Now">What would be answered; secrets are taken out of it too.</param>
/// <param name="Same">
/// Whether both say the same, apart from what is new in every answer: versions and times, and the id of what is created. Null when the status is
/// the same and one of the bodies is not kept, or not whole.
/// </param>
/// <param name="Differences">What differs between two bodies of the same status; null where they can't be compared.</param>
internal sealed record Replay(
    ReplayedRequest Request, bool Redacted, ReplayAnswer Then, ReplayAnswer Now, bool? Same, IReadOnlyList<ReplayDifference>? Differences)
{
    private const int Created = 201;

    public static Replay Of(RequestDetail logged, ReplayAnswer now)
    {
        var then = new ReplayAnswer(logged.Status, logged.ResponseBody, logged.Summary, logged.Notes);
        var lines = now.Status == then.Status ? Compare(then, now) : null;
        return new(
            new(logged.Method, logged.Path, logged.RequestBody), Redaction.HasHidden(logged.Path) || Redaction.HasHidden(logged.RequestBody), then, now,
            now.Status == then.Status ? lines is null ? null : lines.Count == 0 : false, lines);
    }

    /// <summary>Why what is kept of a call can't be played; null when it can.</summary>
    public static Error? WhyNot(RequestDetail logged)
    {
        if (logged.Path.EndsWith('…') || (logged.RequestBody is { } kept && Redaction.IsCut(kept)))
        {
            return new(
                ErrorKind.Conflict, "request_cut",
                "Only the beginning of this request is kept, as it is long: it can't be replayed. Let the identity provider send it again.");
        }

        if (logged.RequestBody is { } body ? Redaction.IsOnlyItsSize(body) : logged.Method is "POST" or "PUT" or "PATCH")
        {
            return new(
                ErrorKind.Conflict, "body_not_kept",
                "The body of this request is not kept, as it was no JSON or was refused unread: it can't be replayed. Let the identity provider send it again.");
        }

        if (logged.Status is 304 or 412)
        {
            return new(
                ErrorKind.Conflict, "condition_not_kept",
                "It was answered so because of its header If-Match or If-None-Match, and headers are not kept: it can't be replayed.");
        }

        return logged.Status != 501 && IsOfSubject(logged.Path)
            ? new(
                ErrorKind.Conflict, "subject_not_kept",
                "/Me is the user for whom the token stands, and the log does not keep which token a request came with: it can't be replayed.")
            : null;
    }

    private static List<ReplayDifference>? Compare(ReplayAnswer then, ReplayAnswer now) =>
        then.Body == now.Body
            ? []
            : Difference.Of(then.Body, now.Body)?
                .Where(line => now.Status != Created || line.Path != "id")
                .Select(line => new ReplayDifference(line.Path, line.Before, line.After)).ToList();

    // /scim/v2/Me, or /scim/v2/{directory}/Me.
    private static bool IsOfSubject(string path)
    {
        var segments = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = segments.Length > 2 && Guid.TryParseExact(segments[2], "D", out _) ? 3 : 2;
        return segments.Length > first && segments[first].Equals("Me", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A call as it was played: without its headers, of which none are kept.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Its path with the query.</param>
/// <param name="Body">Its body, if it had one.</param>
internal sealed record ReplayedRequest(string Method, string Path, string? Body);

/// <summary>An answer, secrets taken out.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body as text; null when there was none, or when it was one to a read, which the log doesn't keep.</param>
/// <param name="Summary">A sentence: what was done, or why it was refused.</param>
/// <param name="Notes">What was left out or parked.</param>
internal sealed record ReplayAnswer(int Status, string? Body, string Summary, IReadOnlyList<string> Notes);

/// <summary>What differs between both answers.</summary>
/// <param name="Path">The attribute.</param>
/// <param name="Then">As it was answered; null: it was not there.</param>
/// <param name="Now">As it would be answered; null: it is not there.</param>
internal sealed record ReplayDifference(string Path, string? Then, string? Now);
