using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>The calls of a directory's identity provider, newest first; null when there is no such directory.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Status">Only those with a status in this range.</param>
/// <param name="User">Only those that were about this user, or had an effect on it.</param>
/// <param name="Since">Only those at or after this time.</param>
/// <param name="Until">Only those before this time.</param>
/// <param name="Page">Which page.</param>
internal sealed record ListRequests(
    DirectoryId Directory, StatusRange? Status, Guid? User, DateTimeOffset? Since, DateTimeOffset? Until, PageRequest Page)
    : IQuery<Page<RequestView>?>;

/// <summary>One logged call with its bodies, or null.</summary>
internal sealed record GetRequest(DirectoryId Directory, Guid Id) : IQuery<RequestDetail?>;

/// <summary>
/// What the same resource looked like before a logged call: the body of the newest answer before it that has one; null when the log has none.
/// </summary>
internal sealed record GetAnswerBefore(DirectoryId Directory, Guid Resource, Guid Request, DateTimeOffset At) : IQuery<string?>;

/// <summary>A status, or a range of them, such as <c>404</c>, <c>4xx</c> or <c>error</c>.</summary>
internal sealed record StatusRange(int From, int To)
{
    /// <summary>Reads it as an administrator types it; null for what is none.</summary>
    public static StatusRange? Parse(string text) => text.ToLowerInvariant() switch
    {
        "error" => new(400, 599),
        [>= '1' and <= '5' and var hundreds, 'x', 'x'] => new((hundreds - '0') * 100, (hundreds - '0') * 100 + 99),
        [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9'] exact =>
            new(int.Parse(exact, System.Globalization.CultureInfo.InvariantCulture), int.Parse(exact, System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };
}

/// <summary>A logged call and what came of it.</summary>
internal sealed record RequestView(
    Guid Id, DateTimeOffset At, string Method, string Path, int Status, int DurationMs, string? UserAgent, string Summary, Guid? ResourceId,
    IReadOnlyList<string> Notes, IReadOnlyList<Effect> Effects);

/// <summary>The same with the bodies, secrets taken out.</summary>
internal sealed record RequestDetail(
    Guid Id, DateTimeOffset At, string Method, string Path, int Status, int DurationMs, string? UserAgent, string Summary, Guid? ResourceId,
    IReadOnlyList<string> Notes, IReadOnlyList<Effect> Effects, string? RequestBody, string? ResponseBody);
