using FluentValidation;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>What the commands about webhooks demand alike.</summary>
internal static class WebhookRules
{
    private const int LongestUrl = 2000;
    private const int MostPatterns = 50;

    public static IRuleBuilderOptionsConditions<T, string?> IsAddress<T>(this IRuleBuilder<T, string?> rule, WebhookOptions options) =>
        rule.Custom((url, context) =>
        {
            if (Wrong(url, options) is { } wrong)
                context.AddFailure("url: " + wrong);
        });

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<string>?> ArePatterns<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) =>
        rule.Custom((events, context) =>
        {
            if (events is null or { Count: 0 or > MostPatterns })
                context.AddFailure($"events: 1 to {MostPatterns} event types are needed, such as user.created, seat.* or *.");
            else if (events.FirstOrDefault(pattern => pattern is null || !EventCatalogue.IsPattern(pattern)) is var unknown && unknown is not null)
                context.AddFailure($"events: there is no type '{(unknown.Length > 60 ? unknown[..60] : unknown)}'. GET …/webhooks/event-types lists them.");
            else if (events.Contains(null!))
                context.AddFailure("events: null is no event type.");
        });

    public static IRuleBuilderOptions<T, string?> IsDescription<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || (text.Length <= 200 && !text.Any(char.IsControl)))
            .WithMessage("description: at most 200 characters are kept, without control characters.");

    private static string? Wrong(string? text, WebhookOptions options)
    {
        if (text is null or "" || text.Length > LongestUrl || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            return $"an absolute address of at most {LongestUrl} characters is needed, such as https://hooks.example.com/scim.";
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && options.AllowHttp))
            return "it must begin with https://.";
        if (url.UserInfo.Length > 0)
            return "it must not hold a user name or password; receivers know a message by its signature.";
        if (url.Fragment.Length > 0)
            return "it must not have a fragment (#…), which is never sent.";
        // Names are looked at when they are connected to, as what they stand for may change; an address says it at once.
        if (!options.AllowPrivateAddresses && System.Net.IPAddress.TryParse(url.DnsSafeHost, out var address) && !ReachableAddresses.IsPublic(address))
            return "this address is not on the public internet. Where receivers are in the service's own network, set Webhooks__AllowPrivateAddresses.";
        return null;
    }
}
