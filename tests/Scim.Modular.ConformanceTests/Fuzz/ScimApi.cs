using System.Text;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>Requests to the SCIM endpoints, made from what <c>/ResourceTypes</c> and <c>/Schemas</c> say of the resources.</summary>
internal sealed class ScimApi
{
    private readonly Pools _pools;
    private readonly ScimResources _resources;
    private readonly string _directory;
    private readonly Credential _mine;
    private readonly Credential _others;

    private ScimApi(Tenant tenant, Tenant others, ScimResources resources, Pools pools)
    {
        (_resources, _pools, _directory) = (resources, pools, tenant.DirectoryId);
        (_mine, _others) = (new("TOKEN", ScimClient.Bearer(tenant.Token)), new("OTHERS_TOKEN", ScimClient.Bearer(others.Token)));
    }

    public static async Task<ScimApi> ReadAsync(Tenant tenant, Tenant others, Pools pools) =>
        new(tenant, others, await ScimResources.ReadAsync(tenant, pools), pools);

    public FuzzedRequest Next(Dice dice)
    {
        var type = dice.One(_resources.Types);
        if (type.Kind == "license" && dice.Chance(80))      // it is read and nothing else
            type = dice.One(_resources.Types);
        var one = () => $"{type.Endpoint}/{Escaped(_pools.Mostly(type.Kind, dice))}";
        return dice.Weighted<Func<FuzzedRequest>>(
            (18, () => With("POST", type.Endpoint, _resources.Body(type, dice), dice, type.Kind)),
            (14, () => With("PUT", one(), _resources.Body(type, dice), dice)),
            (24, () => With("PATCH", one(), ScimPatches.Body(_resources, type, dice), dice)),
            (4, () => With("DELETE", one(), null, dice)),
            (10, () => With("GET", one() + Query(type, dice, single: true), null, dice)),
            (16, () => With("GET", type.Endpoint + Query(type, dice, single: false), null, dice)),
            (4, () => With("POST", dice.One(["", type.Endpoint]) + "/.search", Search(type, dice), dice)),
            (6, () => With("POST", "/Bulk", Bulk(dice), dice)),
            (4, () => With("GET", dice.One(["/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/ResourceTypes/User", "/ResourceTypes/x", "/Schemas/" + Tenant.UserSchema,
                "/Schemas/urn:x", "/Me", "/", "", "/Nothing", "/Users/x/y", "/../admin", "//Users", "/users", "/Users/", "/%F0%9F%98%80"]) + Query(type, dice, single: false), null, dice)),
            (2, () => With(dice.One(["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "post"]), dice.One([type.Endpoint, one(), "/Schemas", "/Bulk"]), null, dice)))();
    }

    private FuzzedRequest With(string method, string path, JsonObject? body, Dice dice, string? makes = null)
    {
        var bytes = body is null ? null : dice.Weighted(
            (58, () => Utf8(body)), (30, () => Utf8(Damage.OfValues(body, dice))), (11, () => Damage.OfText(body.ToJsonString(), dice)), (1, () => null))();
        // With the directory in the path another one's token is refused; without it, it would rightly open another one's data.
        var isNamed = dice.Chance(70);
        var who = dice.Weighted((94, _mine), (1, new Credential("NOBODY", null)), (1, new("GARBAGE", "Bearer scm_garbage")), (1, new("BASIC", ScimClient.Basic("a", "b"))), (3, isNamed ? _others : _mine));
        var address = (isNamed ? "/scim/v2/" + _directory : "/scim/v2") + path;
        return new FuzzedRequest(method, address, who, [.. Headers(bytes, dice)], bytes) { Makes = makes };
    }

    private static IEnumerable<(string, string)> Headers(byte[]? body, Dice dice)
    {
        if (body is not null && dice.Chance(98))
            yield return ("Content-Type", dice.Chance(95) ? "application/scim+json" : dice.One(["application/json", "application/json; charset=UTF-8", "text/plain", "application/scim+json; charset=utf-16", "x", "application/xml"]));
        yield return ("Accept", dice.Chance(92) ? "application/scim+json" : dice.One(["application/json", "text/html", "*/*", "x/y;q=z", "application/xml"]));
        if (dice.Chance(8))
            yield return (dice.One(["If-Match", "If-None-Match"]), dice.One(["*", "W/\"1\"", "\"1\"", "W/\"99\"", "garbage", "", "W/\"1\", W/\"2\"", "W/\"99999999999999999999\""]));
        if (dice.Chance(2))
            yield return ("Content-Encoding", dice.One(["gzip", "identity", "br"]));
        if (dice.Chance(3))
            yield return ("User-Agent", dice.One(["Okta SCIM Client 1.0.0", new string('u', 4000), "<script>", ""]));
    }

    private string Query(ScimType type, Dice dice, bool single)
    {
        var pairs = new List<(string Name, string Value)>();
        var filter = dice.Chance(10) ? dice.Text() : _resources.Filter(type, dice);
        Maybe(single ? 1 : 45, "filter", filter);
        Maybe(25, "attributes", Names());
        Maybe(20, "excludedAttributes", Names());
        Maybe(single ? 1 : 30, "startIndex", dice.Number());
        Maybe(single ? 1 : 40, "count", dice.Chance(60) ? "5" : dice.Number());
        Maybe(single ? 1 : 15, "sortBy", _resources.Path(type, dice));
        Maybe(single ? 1 : 12, "sortOrder", dice.One(["ascending", "descending", "DESCENDING", "up", ""]));
        Maybe(single ? 1 : 12, "cursor", dice.One(["", "", "", "garbage", "AAAA", "😀", new string('c', 5000)]));
        Maybe(2, dice.One(["Filter", "unknown", "", "count"]), dice.Text());
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs.Select(pair => $"{pair.Name}={(dice.Chance(97) ? Uri.EscapeDataString(pair.Value) : Escaped(pair.Value))}"));

        void Maybe(int percent, string name, string value)
        {
            if (dice.Chance(percent))
                pairs.Add((name, value));
            if (percent > 1 && dice.Chance(1))
                pairs.Add((name, value));
        }

        string Names() => string.Join(dice.One([",", ", ", ",,"]), Enumerable.Range(0, dice.Between(1, 4)).Select(_ => dice.Chance(85) ? _resources.Path(type, dice) : dice.Text()));
    }

    private JsonObject Search(ScimType type, Dice dice) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:SearchRequest"),
        ["filter"] = _resources.Filter(type, dice),
        ["attributes"] = new JsonArray(_resources.Path(type, dice)),
        ["startIndex"] = dice.One([0, 1, 5, -1, int.MaxValue]),
        ["count"] = dice.One([0, 1, 5, 1000, -1]),
    };

    private JsonObject Bulk(Dice dice) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:BulkRequest"),
        ["failOnErrors"] = dice.One([0, 1, 2, -1]),
        ["Operations"] = new JsonArray([.. Enumerable.Range(0, dice.Between(1, 4)).Select(number => (JsonNode)Operation(number, dice))]),
    };

    private JsonObject Operation(int number, Dice dice)
    {
        var type = dice.One(_resources.Types);
        var method = dice.One(["POST", "POST", "PUT", "PATCH", "DELETE", "GET", "post"]);
        var operation = new JsonObject
        {
            ["method"] = method,
            ["path"] = method.Equals("POST", StringComparison.OrdinalIgnoreCase) ? type.Endpoint : $"{type.Endpoint}/{(dice.Chance(80) ? _pools.Mostly(type.Kind, dice) : "bulkId:b0")}",
            ["bulkId"] = "b" + (dice.Chance(90) ? number : 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (method != "DELETE")
            operation["data"] = method == "PATCH" ? ScimPatches.Body(_resources, type, dice) : _resources.Body(type, dice);
        return operation;
    }

    private static byte[] Utf8(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    /// <summary>Only what would not be an address at all is escaped.</summary>
    private static string Escaped(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value is > 32 and < 127 and not ('#' or '?' or '%' or '&' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
            ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
