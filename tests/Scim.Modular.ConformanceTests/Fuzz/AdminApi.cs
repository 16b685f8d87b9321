using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>Requests to the admin API, made from what the OpenAPI document says of each operation.</summary>
internal sealed partial class AdminApi
{
    private readonly JsonNode _document;
    private readonly Operation[] _operations;
    private readonly Pools _pools;
    private readonly Credential _admin;

    private AdminApi(JsonNode document, Pools pools, Credential admin)
    {
        (_document, _pools, _admin) = (document, pools, admin);
        _operations =
        [
            .. document["paths"]!.AsObject().Where(path => path.Key.StartsWith("/admin", StringComparison.Ordinal))
                .SelectMany(path => path.Value!.AsObject(), (path, operation) => new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!))
                .Where(operation => operation.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE"),
        ];
        Assert.NotEmpty(_operations);
    }

    public static async Task<AdminApi> ReadAsync(ScimService service, Pools pools)
    {
        using var reply = await service.Http.GetAsync(new Uri(service.BaseAddress + "/openapi/v1.json"));
        return new AdminApi(JsonNode.Parse(await reply.Content.ReadAsStringAsync())!, pools, new("ADMIN", ScimClient.Bearer(service.Options.AdminKey)));
    }

    public FuzzedRequest Next(Dice dice)
    {
        var operation = dice.One(_operations);
        var isOrganization = operation.Path.EndsWith("/organizations/{org}", StringComparison.Ordinal);
        var isDirectory = operation.Path.EndsWith("/directories/{dir}", StringComparison.Ordinal);
        // What the run stands on is not deleted or disabled under its feet: there are others of its kind for that.
        var spare = operation.Method is "DELETE" or "PATCH" && (isOrganization || isDirectory) ? "spare " : "";
        var path = Parameter().Replace(operation.Path, match => Uri.EscapeDataString(match.Groups["name"].Value switch
        {
            "org" when isOrganization && spare.Length > 0 => _pools.Any("spare organization", dice) ?? "nobody",
            "org" => dice.Chance(95) ? _pools.Any("organization", dice)! : dice.One(["nobody", Guid.CreateVersion7().ToString(), "é", "A"]),
            "dir" when spare.Length > 0 => _pools.Any("spare directory", dice) ?? "nobody",
            "dir" => _pools.Mostly("directory", dice),
            "key" => dice.Chance(80) ? dice.One(["standard", "pro", "free"]) : dice.One(["UPPER", "a b", "é", new string('k', 100), "-", "x.y"]),
            "urn" => Urn(dice),
            "name" => dice.One(["Device", "User", "Group", "Thing", "License", "a b", ""]),
            var name => _pools.Mostly(Kind(name), dice),
        }));
        var body = Body(operation, dice);
        var method = dice.Chance(98) ? operation.Method : dice.One(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]);
        if (method != operation.Method && spare.Length == 0 && (isOrganization || isDirectory))
            method = "PUT";
        return new FuzzedRequest(method, path + Query(operation, dice), WhoAsks(dice), [.. Headers(body, dice)], body)
        {
            Makes = operation.Method != "POST" ? null
                : operation.Path.EndsWith("/organizations", StringComparison.Ordinal) ? "spare organization"
                : operation.Path.EndsWith("/directories", StringComparison.Ordinal) ? "spare directory"
                : operation.Path.EndsWith("/tokens", StringComparison.Ordinal) ? "token"
                : operation.Path.EndsWith("/teams", StringComparison.Ordinal) ? "team"
                : operation.Path.EndsWith("/group-mappings", StringComparison.Ordinal) ? "mapping"
                : null,
        };
    }

    private static string Urn(Dice dice) =>
        dice.Chance(90) ? dice.One([OwnTypes.Extension, OwnTypes.Device, "urn:example:fuzz:1", "urn:example:fuzz:2"]) : dice.One([Tenant.UserSchema, "urn:", "x", dice.Text()]);

    private static string Kind(string parameter) => parameter is "eventId" ? "event" : parameter;

    private Credential WhoAsks(Dice dice) => dice.Weighted(
        (95, _admin), (1, new Credential("NOBODY", null)), (1, new Credential("GARBAGE", "Bearer sca_garbage")), (1, new Credential("EMPTY", "Bearer ")),
        (2, new Credential("DIRECTORY_TOKEN", _pools.Any("token value", dice))));

    private byte[]? Body(Operation operation, Dice dice)
    {
        if (operation.Json["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
            return dice.Chance(3) ? "{}"u8.ToArray() : null;
        if (dice.Chance(3))
            return null;
        var body = Made(schema, "", dice) as JsonObject ?? [];
        return dice.Weighted(
            (60, () => Utf8(body)), (28, () => Utf8(Damage.OfValues(body, dice))), (12, () => Damage.OfText(body.ToJsonString(), dice)))();
    }

    private static byte[] Utf8(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static IEnumerable<(string, string)> Headers(byte[]? body, Dice dice)
    {
        if (body is not null && dice.Chance(98))
            yield return ("Content-Type", dice.Chance(96) ? "application/json" : dice.One(["text/plain", "application/scim+json", "application/json; charset=utf-16", "x", "multipart/form-data; boundary=x", "application/xml"]));
        if (dice.Chance(10))
            yield return ("If-Match", dice.One(["*", "W/\"1\"", "\"1\"", "\"99\"", "garbage", "", "\"1\", \"2\"", "W/\"99999999999999999999\""]));
        if (dice.Chance(10))
            yield return ("Idempotency-Key", dice.Chance(90) ? "fuzz-" + dice.Below(200) : dice.One(["", "a b", "a;b,c", new string('k', 300)]));
        if (dice.Chance(5))
            yield return ("Accept", dice.One(["application/json", "text/html", "*/*", "x/y;q=z", "application/problem+json"]));
        if (dice.Chance(2))
            yield return ("Content-Encoding", dice.One(["gzip", "identity", "br"]));
    }

    private static string Query(Operation operation, Dice dice)
    {
        var pairs = new List<string>();
        foreach (var parameter in operation.Json["parameters"] as JsonArray ?? [])
        {
            if (parameter?["in"]?.GetValue<string>() != "query" || !dice.Chance(30))
                continue;
            var name = parameter.Text("name");
            for (var times = dice.Chance(95) ? 1 : 2; times > 0; times--)
                pairs.Add($"{name}={Uri.EscapeDataString(Value(name))}");
        }

        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);

        string Value(string name) => name switch
        {
            "limit" => dice.Number(),
            "dryRun" => dice.One(["false", "false", "false", "true", "x"]),
            "cursor" => dice.One(["", "garbage!", "AAAA", "MDFhMjAwYzk", Convert.ToBase64String(Guid.NewGuid().ToByteArray()), "😀"]),
            _ => dice.One(["assigned", "waitlisted", "released", "true", "false", "standard", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "400", "x", dice.Text(), dice.Number(), Guid.CreateVersion7().ToString()]),
        };
    }

    /// <summary>A value of a schema; names that mean something get what they mean.</summary>
    private JsonNode? Made(JsonNode schema, string name, Dice dice)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Made(_document.At("components.schemas." + reference[(reference.LastIndexOf('/') + 1)..])!, name, dice);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray { Count: > 0 } choices)
            return dice.One(choices.ToArray())! is var one && one["type"]?.ToString() == "null" ? null : Made(one, name, dice);
        if (schema["enum"] is JsonArray { Count: > 0 } words)
            return dice.One(words.ToArray())?.DeepClone();
        if (Named(name, dice) is { } known)
            return known;
        if (schema["properties"] is JsonObject properties)
        {
            var required = (schema["required"] as JsonArray ?? []).Select(node => node!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
            return new JsonObject(properties.Where(property => required.Contains(property.Key) || dice.Chance(60))
                .Select(property => KeyValuePair.Create(property.Key, Made(property.Value!, property.Key, dice))));
        }

        var types = schema["type"] is JsonArray several ? several.Select(type => type!.GetValue<string>()).ToArray() : [schema["type"]?.GetValue<string>() ?? "string"];
        return dice.One(types) switch
        {
            "null" => null,
            "boolean" => dice.Chance(50),
            "integer" or "number" => dice.One([0, 1, 2, 3, 5, 10, 100, -1, int.MaxValue]),
            "array" => new JsonArray([.. Enumerable.Range(0, dice.Below(3)).Select(_ => schema["items"] is { } items ? Made(items, "", dice) : null)]),
            "object" => new JsonObject(),
            _ => schema["format"]?.GetValue<string>() switch
            {
                "uuid" => _pools.Any(dice.One(["user", "group", "team", "directory"]), dice) ?? Guid.CreateVersion7().ToString(),
                "date-time" => dice.One(["2027-01-01T00:00:00Z", "2001-01-01T00:00:00Z", "2027-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"]),
                _ => dice.Text(),
            },
        };
    }

    private JsonValue? Named(string name, Dice dice) => name switch
    {
        "slug" => JsonValue.Create(dice.Chance(90) ? "f" + Guid.NewGuid().ToString("N")[..12] : dice.Name("slug")),
        "name" or "groupName" => JsonValue.Create(dice.Chance(80) ? dice.Name("G") : dice.Text()),
        "provider" => JsonValue.Create(dice.One(["okta", "entra", "onelogin", "jumpcloud", "other", "x"])),
        "profile" => JsonValue.Create(dice.One(["auto", "okta", "entra", "strict", "interop", "x"])),
        "overflow" => JsonValue.Create(dice.One(["waitlist", "overage", "reject", "x"])),
        "seats" => dice.Chance(20) ? null : JsonValue.Create(dice.One([0, 1, 3, 10, 50])),
        "role" => JsonValue.Create(dice.One(["member", "admin", "owner", "x"])),
        "mode" => JsonValue.Create(dice.One(["managed", "additive", "x"])),
        "status" => JsonValue.Create(dice.One(["active", "disabled", "x"])),
        "type" => JsonValue.Create(dice.One(["string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary", "x"])),
        "mutability" => JsonValue.Create(dice.One(["readWrite", "readOnly", "immutable", "writeOnly"])),
        "returned" => JsonValue.Create(dice.One(["default", "always", "never", "request"])),
        "uniqueness" => JsonValue.Create(dice.One(["none", "server", "global"])),
        "endpoint" => JsonValue.Create(dice.One(["/Things", "/Devices", "/Users", "Things", "/a/b"])),
        "schema" or "id" => JsonValue.Create(Urn(dice)),
        "directoryId" => JsonValue.Create(_pools.Mostly("directory", dice)),
        "groupId" => JsonValue.Create(_pools.Mostly("group", dice)),
        "teamId" => JsonValue.Create(_pools.Mostly("team", dice)),
        _ => null,
    };

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed record Operation(string Method, string Path, JsonNode Json);
}
