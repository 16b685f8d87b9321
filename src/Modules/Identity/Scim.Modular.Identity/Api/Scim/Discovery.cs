using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>What this build can do (RFC 7644 §4): it promises nothing that it does not keep.</summary>
internal static class Discovery
{
    public static ScimAnswer ServiceProviderConfig(ScimCall call)
    {
        var limits = call.Limits;
        var config = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.ServiceProviderConfig),
            ["documentationUri"] = $"{Root(call)}/docs",
            ["patch"] = Supported(),
            ["bulk"] = new JsonObject { ["supported"] = true, ["maxOperations"] = limits.BulkOperations, ["maxPayloadSize"] = limits.BulkBodyBytes },
            ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = limits.PageSize },
            ["changePassword"] = new JsonObject { ["supported"] = false },
            ["sort"] = Supported(),
            ["etag"] = Supported(),
            ["pagination"] = new JsonObject
            {
                ["cursor"] = true,
                ["index"] = true,
                ["defaultPaginationMethod"] = "index",
                ["defaultPageSize"] = limits.PageSizeDefault,
                ["maxPageSize"] = limits.PageSize,
            },
            ["authenticationSchemes"] = new JsonArray(
                Scheme("oauthbearertoken", "Bearer token", "The token of the directory, as Authorization: Bearer, or without that word.", true),
                Scheme("httpbasic", "Basic", "The token of the directory as the password; the user name is not looked at.", false)),
        };
        if (call.Dialect == Dialect.Interop)
            config["interopProfileConformant"] = true;
        config["meta"] = Meta(call, "ServiceProviderConfig", "/ServiceProviderConfig");
        return new(StatusCodes.Status200OK, config.ToJsonString(), "Service provider configuration read");
    }

    public static ScimAnswer ResourceTypes(ScimCall call, string? name) => ListOrOne(
        call, name,
        call.Catalog.Types.Select(type => (type.Name, Shown(call, type.Definition.ToJson(), "ResourceType", $"/ResourceTypes/{type.Name}"))),
        "resource type");

    public static ScimAnswer Schemas(ScimCall call, string? urn) => ListOrOne(
        call, urn, call.Catalog.Schemas.Select(schema => (schema.Id, Shown(call, schema.ToJson(), "Schema", $"/Schemas/{schema.Id}"))), "schema");

    private static ScimAnswer ListOrOne(ScimCall call, string? name, IEnumerable<(string Name, JsonObject Shown)> all, string kind)
    {
        // RFC 7644 §4: a filter on discovery is refused, so that nobody takes a part for the whole.
        if (call.Parameter("filter") is { Length: > 0 })
            throw new ScimException(StatusCodes.Status403Forbidden, null, $"A {kind} can't be searched for: leave out the filter.");
        if (name is null)
        {
            string[] shown = [.. all.Select(one => one.Shown.ToJsonString())];
            return new(StatusCodes.Status200OK, ResourceJson.List(shown, shown.Length, 1), $"All {kind}s read");
        }

        var found = all.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Shown;
        return found is not null
            ? new(StatusCodes.Status200OK, found.ToJsonString(), $"A {kind} read")
            : throw new ScimException(StatusCodes.Status404NotFound, null, $"There is no {kind} {ScimCall.Shortened(name, 80)}.");
    }

    private static JsonObject Shown(ScimCall call, JsonObject shown, string type, string path)
    {
        shown["meta"] = Meta(call, type, path);
        return shown;
    }

    private static JsonObject Supported() => new() { ["supported"] = true };

    private static JsonObject Meta(ScimCall call, string type, string path) =>
        new() { ["resourceType"] = type, ["location"] = call.BaseAddress + path };

    private static JsonObject Scheme(string type, string name, string description, bool primary) =>
        new() { ["type"] = type, ["name"] = name, ["description"] = description, ["primary"] = primary };

    private static string Root(ScimCall call) => call.BaseAddress[..call.BaseAddress.IndexOf("/scim/", StringComparison.OrdinalIgnoreCase)];
}
