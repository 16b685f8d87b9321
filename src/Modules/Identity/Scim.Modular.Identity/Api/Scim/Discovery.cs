using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>What this build can do (RFC 7644 §4): it promises nothing that it does not keep.</summary>
internal static class Discovery
{
    private static readonly ResourceTypeDefinition[] Types = [CoreSchemas.UserResourceType, CoreSchemas.GroupResourceType];

    public static ScimAnswer ServiceProviderConfig(ScimCall call)
    {
        var config = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.ServiceProviderConfig),
            ["documentationUri"] = $"{Root(call)}/docs",
            ["patch"] = new JsonObject { ["supported"] = true },
            ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
            ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = call.Limits.PageSize },
            ["changePassword"] = new JsonObject { ["supported"] = false },
            ["sort"] = new JsonObject { ["supported"] = false },
            ["etag"] = new JsonObject { ["supported"] = false },
            ["authenticationSchemes"] = new JsonArray(
                Scheme("oauthbearertoken", "Bearer token", "The token of the directory, as Authorization: Bearer, or without that word.", true),
                Scheme("httpbasic", "Basic", "The token of the directory as the password; the user name is not looked at.", false)),
            ["meta"] = Meta(call, "ServiceProviderConfig", "/ServiceProviderConfig"),
        };
        return new(StatusCodes.Status200OK, config.ToJsonString(), "Service provider configuration read");
    }

    public static ScimAnswer ResourceTypes(ScimCall call, string? name) =>
        ListOrOne(call, name, Types.ToDictionary(type => type.Name, type => Shown(call, type.ToJson(), "ResourceType", $"/ResourceTypes/{type.Name}"),
            StringComparer.OrdinalIgnoreCase), "resource type");

    public static ScimAnswer Schemas(ScimCall call, string? urn) =>
        ListOrOne(call, urn, Types.SelectMany(type => type.Extensions.Select(extension => extension.Schema).Prepend(type.Schema))
            .ToDictionary(schema => schema.Id, schema => Shown(call, schema.ToJson(), "Schema", $"/Schemas/{schema.Id}"),
                StringComparer.OrdinalIgnoreCase), "schema");

    private static ScimAnswer ListOrOne(ScimCall call, string? name, Dictionary<string, JsonObject> all, string kind)
    {
        // RFC 7644 §4: a filter on discovery is refused, so that nobody takes a part for the whole.
        if (call.Parameter("filter") is { Length: > 0 })
            throw new ScimException(StatusCodes.Status403Forbidden, null, $"A {kind} can't be searched for: leave out the filter.");
        if (name is null)
        {
            return new(StatusCodes.Status200OK, ResourceJson.List([.. all.Values.Select(one => one.ToJsonString())], all.Count, 1), $"All {kind}s read");
        }

        return all.TryGetValue(name, out var found)
            ? new(StatusCodes.Status200OK, found.ToJsonString(), $"A {kind} read")
            : throw new ScimException(StatusCodes.Status404NotFound, null, $"There is no {kind} {ScimCall.Shortened(name, 80)}.");
    }

    private static JsonObject Shown(ScimCall call, JsonObject shown, string type, string path)
    {
        shown["meta"] = Meta(call, type, path);
        return shown;
    }

    private static JsonObject Meta(ScimCall call, string type, string path) =>
        new() { ["resourceType"] = type, ["location"] = call.BaseAddress + path };

    private static JsonObject Scheme(string type, string name, string description, bool primary) =>
        new() { ["type"] = type, ["name"] = name, ["description"] = description, ["primary"] = primary };

    private static string Root(ScimCall call) => call.BaseAddress[..call.BaseAddress.IndexOf("/scim/", StringComparison.OrdinalIgnoreCase)];
}
