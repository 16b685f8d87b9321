using System.Globalization;
using Scim.Modular.ConformanceTests.Security;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>
/// Every route with what its author did not think of. FUZZ_REQUESTS says how many requests (2,000; 30,000 for a long run), FUZZ_SEED
/// which ones; a failure names both.
/// </summary>
public abstract class FuzzTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private static readonly int Count = Setting("FUZZ_REQUESTS", 2_000);
    private static readonly int Seed = Setting("FUZZ_SEED", 20260301);

    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "1e400", "null", "true", "ada", "../..", "%00", "\u0000", "\ud800", "\uFFFE", "é名🙂", "'", "\"", "\\", "${7*7}", "<b>", "*",
        "userName eq \"ada\"", "userName pr", "((((", "emails[type eq \"work\"]", "urn:ietf:params:scim:schemas:core:2.0:User:userName",
        "00000000-0000-0000-0000-000000000000", "W/\"1\"", "2008-01-23T04:56:22Z", "9999999999999999999999", new('x', 300), new('(', 3_000),
    ];

    private static readonly string[] Names =
    [
        "schemas", "id", "userName", "displayName", "externalId", "active", "name", "emails", "members", "groups", "meta", "value", "type", "primary",
        "Operations", "op", "path", "filter", "sortBy", "startIndex", "count", "cursor", "attributes", "seats", "slug", "role", "mode", "teamId",
        "directoryId", "groupName", "provider", "profile", "status", "expiresAt", "userId", "overflow", "rank", "isDefault", "method", "bulkId", "data",
        "endpoint", "schema", "schemaExtensions", "required", "__proto__", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ];

    [Fact, Trait("Case", "C22")]
    public async Task Nothing_that_is_sent_anywhere_makes_the_service_fail()
    {
        var tenant = await TenantAsync();
        await tenant.CreateGroupAsync("Eng", await tenant.CreateUserAsync("ada"));
        var routes = (await Routes.AllAsync(tenant)).Where(route => !Routes.IsAnonymous(route.Path) && !EndsTheWorld(route, tenant)).ToList();
        var process = Service.ProcessId;
        var random = new Random(Seed);
        var requests = Enumerable.Range(0, Count).Select(number => Request(routes[random.Next(routes.Count)], tenant, random, number)).ToList();

        var findings = (await Clients.EachAsync(8, requests)).OfType<string>().ToList();

        Assert.True(findings.Count == 0, $"seed {Seed}: {findings.Count} of {Count}\n{string.Join('\n', findings.Take(10))}");
        Assert.False(Service.HasExited);
        Assert.Equal(process, Service.ProcessId);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users?count=1"));
    }

    private Func<Task<string?>> Request(Route route, Tenant tenant, Random random, int number)
    {
        var path = route.Path;
        if (random.Next(4) == 0)
            path = path[..(path.LastIndexOf('/') + 1)] + Uri.EscapeDataString(Text(random));
        for (var parameter = random.Next(4); parameter > 0; parameter--)
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Names[random.Next(Names.Length)]}={Uri.EscapeDataString(Text(random))}";
        var hasBody = route.Method is "POST" or "PUT" or "PATCH";
        var body = hasBody ? Node(random, 4)?.ToJsonString() ?? "null" : null;
        if (body is not null && random.Next(10) == 0)
            body = body[..random.Next(body.Length + 1)];
        var scim = Service.Scim(Service.BaseAddress, route.IsScim ? tenant.Scim.Authorization : ScimClient.Bearer(Service.Options.AdminKey));
        return async () =>
        {
            var reply = await scim.SendTextAsync(new HttpMethod(route.Method), path, body, route.IsScim ? ScimClient.MediaType : "application/json");
            var isFine = reply.Status < 500 || (reply.Status == 501 && route.IsScim);
            return isFine && !reply.Text.Contains("   at ", StringComparison.Ordinal) ? null : $"#{number} {reply}\n  sent: {body}";
        };
    }

    // Deleting the organization, or the directory that the others are sent to, would leave nothing to be asked.
    private static bool EndsTheWorld(Route route, Tenant tenant) =>
        !route.IsScim && route.Method is "DELETE" or "PATCH"
        && (route.Path.EndsWith(tenant.Id, StringComparison.Ordinal) || route.Path.EndsWith(tenant.DirectoryId, StringComparison.Ordinal));

    private static JsonNode? Node(Random random, int depth) => random.Next(depth > 0 ? 9 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(5) switch { 0 => 0, 1 => -1, 2 => int.MaxValue, 3 => 1.5, _ => 1e300 }),
        3 or 4 => JsonValue.Create(Text(random)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Node(random, depth - 1))]),
        _ => Object(random, depth),
    };

    private static JsonObject Object(Random random, int depth)
    {
        var node = new JsonObject();
        for (var i = random.Next(6); i >= 0; i--)
            node[Names[random.Next(Names.Length)]] = Node(random, depth - 1);
        if (random.Next(2) == 0)
            node["schemas"] = new JsonArray(random.Next(3) switch { 0 => Tenant.UserSchema, 1 => ScimClient.PatchOp, _ => Rfc.ScimRequests.BulkRequest });
        return node;
    }

    // Half of a surrogate pair can't be written as UTF-8; it goes as an escape in JSON, and as a replacement elsewhere.
    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

public sealed class FuzzTestsOnSqlite(SqliteService service) : FuzzTests(service);

public sealed class FuzzTestsOnPostgreSql(PostgreSqlService service) : FuzzTests(service);

public sealed class FuzzTestsOnSqlServer(SqlServerService service) : FuzzTests(service);
