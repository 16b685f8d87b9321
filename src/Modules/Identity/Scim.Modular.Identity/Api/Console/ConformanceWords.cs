using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Domain.Conformance;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of conformance runs.</summary>
internal static class ConformanceWords
{
    public static readonly IReadOnlyList<(string Client, string Name)> Clients =
    [
        (ConformanceClients.Okta, "Okta, an app of your own"), (ConformanceClients.OktaCatalogue, "Okta, an app of its catalogue"),
        (ConformanceClients.Entra, "Microsoft Entra ID"), (ConformanceClients.OneLogin, "OneLogin"), (ConformanceClients.JumpCloud, "JumpCloud"),
    ];

    public static string NameOf(string client) => Clients.FirstOrDefault(one => one.Client == client).Name ?? client;

    public static string NamesOf(IReadOnlyList<string> clients) => string.Join("; ", clients.Select(NameOf));

    public static string Of(ConformanceStatus status) => status switch
    {
        ConformanceStatus.Running => "running",
        ConformanceStatus.Passed => "passed",
        ConformanceStatus.Failed => "failed",
        _ => "interrupted",
    };

    public static string ToneOf(ConformanceStatus status) => status switch
    {
        ConformanceStatus.Running => "",
        ConformanceStatus.Passed => "good",
        ConformanceStatus.Failed => "bad",
        _ => "warn",
    };

    public static string Of(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Ok => "✓ as expected",
        ExchangeOutcome.Failed => "✗ not as expected",
        _ => "not played",
    };

    public static string ToneOf(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Ok => "good",
        ExchangeOutcome.Failed => "bad",
        _ => "warn",
    };
}
