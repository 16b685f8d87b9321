using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Identity.Domain.Users;

/// <summary>
/// The attributes of a user as the identity provider wants them: checked against the schema, in canonical names and order, without what
/// the service itself owns (id, meta, groups). What is searched or constrained is read out of it once, here.
/// </summary>
internal sealed class UserDocument
{
    private UserDocument(JsonObject attributes, ResourceTypeDefinition type) => (Attributes, Type, Json) = (attributes, type, attributes.ToJsonString());

    public JsonObject Attributes { get; }

    /// <summary>The schemas that it is read by: the organization may have extensions of its own.</summary>
    public ResourceTypeDefinition Type { get; }

    public required string UserName { get; init; }

    public required string? ExternalId { get; init; }

    /// <summary>What to call the user: as sent, or made of the parts of the name.</summary>
    public required string? DisplayName { get; init; }

    /// <summary>The primary address, or the first one.</summary>
    public required string? Email { get; init; }

    /// <summary>The addresses that an index can hold, folded, each once.</summary>
    public required IReadOnlyList<string> EmailKeys { get; init; }

    /// <summary>Null when the client did not say.</summary>
    public required bool? Active { get; init; }

    public string Json { get; }

    /// <summary>The folded copy that filters are run against.</summary>
    public string Search => NormalForm.Of(Attributes, Type).ToJsonString();

    /// <summary>Takes attributes that the binder has checked.</summary>
    public static UserDocument Of(JsonObject attributes, ResourceTypeDefinition type)
    {
        var emails = EmailsOf(attributes);
        var primary = emails.FirstOrDefault(email => email["primary"]?.GetValue<bool>() == true) ?? emails.FirstOrDefault();
        return new UserDocument(attributes, type)
        {
            UserName = Text(attributes["userName"])!,
            ExternalId = Text(attributes["externalId"]),
            DisplayName = Text(attributes["displayName"]) ?? NameOf(attributes["name"] as JsonObject),
            Email = Text(primary?["value"]),
            EmailKeys = EmailKeysOf(attributes),
            Active = attributes["active"]?.GetValue<bool>(),
        };
    }

    /// <summary>The same attributes with <c>active</c> said.</summary>
    public UserDocument WithActive(bool active)
    {
        if (Active == active)
            return this;
        var attributes = (JsonObject)Attributes.DeepClone();
        attributes["active"] = active;
        return Of(attributes, Type);
    }

    /// <summary>The addresses in these attributes that an index can hold, folded, each once.</summary>
    public static IReadOnlyList<string> EmailKeysOf(JsonObject attributes) =>
    [
        .. EmailsOf(attributes).Select(email => Text(email["value"])).OfType<string>().Select(CaseFolding.Fold)
            .Where(FoldedKey.Fits).Distinct(StringComparer.Ordinal),
    ];

    private static JsonObject[] EmailsOf(JsonObject attributes) => [.. (attributes["emails"] as JsonArray ?? []).OfType<JsonObject>()];

    private static string? NameOf(JsonObject? name) =>
        Text(name?["formatted"])
        ?? (string.Join(' ', new[] { Text(name?["givenName"]), Text(name?["familyName"]) }.OfType<string>()) is { Length: > 0 } parts ? parts : null);

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
