using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Filters and parameters that have ended or opened other servers, by every way that they can come.</summary>
public abstract class QueryAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private static readonly (string Name, string Filter)[] Monsters =
    [
        ("21 levels", Nested("(", 21)),
        ("3,000 levels", Nested("(", 3_000)),
        ("200,000 levels", Nested("(", 200_000)),
        ("200,000 that open only", new string('(', 200_000)),
        ("not 1,000 times", Nested("not (", 1_000)),
        ("not not not", "not not not active pr"),
        ("brackets in brackets", string.Concat(Enumerable.Repeat("emails[", 1_000))),
        ("201 alternatives", Joined("or", 201)),
        ("10,000 alternatives", Joined("or", 10_000)),
        ("201 conjunctions", Joined("and", 201)),
        ("10,000 conjunctions", Joined("and", 10_000)),
        ("4,097 characters", $"userName eq \"{new string('x', 4_097 - "userName eq \"\"".Length)}\""),
        ("a megabyte", $"userName eq \"{new string('x', 1 << 20)}\""),
        ("unterminated", "userName eq \"ada"),
        ("100,000 backslashes", $"userName eq \"{new string('\\', 100_000)}\""),
        ("an escape at the end", "userName eq \"ada\\"),
    ];

    [Fact, Trait("Case", "C01"), Trait("Case", "C02"), Trait("Case", "C03")]
    public async Task A_monstrous_filter_is_refused_by_every_way_in_and_the_service_lives()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text;
        var process = Service.ProcessId;

        foreach (var (name, filter) in Monsters)
        {
            var remove = new JsonObject { ["op"] = "remove", ["path"] = $"emails[{filter}]" };
            var search = new JsonObject { ["schemas"] = new JsonArray(ScimRequests.SearchRequest), ["filter"] = filter };
            var patch = ScimRequests.PatchBody(remove);
            Refused(name, await SendAsync(tenant, HttpMethod.Patch, "/Users/" + id, patch), 400, 413);
            foreach (var path in new[] { "/Users/.search", "/Groups/.search", "/.search" })
                Refused(name, await SendAsync(tenant, HttpMethod.Post, path, search), 400, 413);
            if (filter.Length < 5_000)
                Refused(name, await tenant.Scim.FilterAsync("Users", filter), 400, 414);

            var bulk = await SendAsync(tenant, HttpMethod.Post, "/Bulk", new JsonObject
            {
                ["schemas"] = new JsonArray(ScimRequests.BulkRequest),
                ["Operations"] = new JsonArray(ScimRequests.Operation("PATCH", "/Users/" + id, patch)),
            });
            if (bulk.Status == 200)
                Assert.Equal("400", Assert.Single(bulk.Json.List("Operations")).Text("status"));
            else
                Refused(name, bulk, 400, 413);
        }

        Assert.Equal(before, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text);
        Assert.False(Service.HasExited);
        Assert.Equal(process, Service.ProcessId);
    }

    [Theory, Trait("Case", "C05")]
    [InlineData("passwordHash eq \"x\"")]
    [InlineData("password pr")]
    [InlineData("tenantId eq \"1\"")]
    [InlineData("OrganizationId pr")]
    [InlineData("tenant.name eq \"x\"")]
    [InlineData("__proto__ pr")]
    [InlineData("constructor.prototype pr")]
    [InlineData("$where eq \"1\"")]
    [InlineData("id) or 1=1 --")]
    [InlineData("userName.value eq \"x\"")]
    [InlineData("name eq \"x\"")]
    [InlineData("urn:nobody:knows:userName eq \"ada\"")]
    [InlineData("active eq \"perhaps\"")]
    [InlineData("active co true")]
    [InlineData("userName gt true")]
    [InlineData("userName eq {\"a\":1}")]
    [InlineData("userName eq [\"ada\"]")]
    [InlineData("meta.created gt \"yesterday\"")]
    [InlineData("meta.created eq 5")]
    [InlineData("emails.primary eq \"perhaps\"")]
    public async Task A_filter_on_what_is_hidden_or_of_the_wrong_type_is_400_invalidFilter(string filter)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var refused = await tenant.Scim.FilterAsync("Users", filter);
        ScimAssert.Error(refused, 400, "invalidFilter");
        Assert.DoesNotContain("SQL", refused.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, Trait("Case", "C05")]
    [InlineData("password")]
    [InlineData("OrganizationId")]
    [InlineData("document")]
    [InlineData("id;drop table users")]
    [InlineData("emails[type eq \"work\"].value")]
    [InlineData("userName desc")]
    [InlineData("(select 1)")]
    [InlineData("urn:nobody:knows:userName")]
    public async Task An_order_by_what_is_no_attribute_is_400(string sortBy)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users?sortBy=" + Uri.EscapeDataString(sortBy)), 400);
        ScimAssert.Error(await tenant.Scim.SearchAsync("/Users", new { sortBy }), 400);
    }

    [Theory, Trait("Case", "C07")]
    [InlineData("startIndex=2147483648", 200)]
    [InlineData("startIndex=-2147483649", 200)]
    [InlineData("startIndex=9223372036854775808", 200)]
    [InlineData("startIndex=1e9", 400)]
    [InlineData("startIndex=0x10", 400)]
    [InlineData("startIndex=%D9%A1", 400)]
    [InlineData("startIndex=1,2", 400)]
    [InlineData("startIndex=1&startIndex=2", 400)]
    [InlineData("count=1000000000", 200)]
    [InlineData("count=abc", 400)]
    [InlineData("count=1&COUNT=2", 400)]
    [InlineData("count[]=1", 200)]
    [InlineData("count=%00", 400)]
    [InlineData("attributes=userName&attributes=emails", 400)]
    [InlineData("sortBy=userName&sortBy=title", 400)]
    [InlineData("sortBy=userName&sortOrder=sideways", 400)]
    [InlineData("filter=userName%20pr&filter=title%20pr", 400)]
    [InlineData("filter[0]=userName%20pr", 200)]
    [InlineData("cursor=&cursor=x", 400)]
    [InlineData("cursor=&startIndex=1", 400)]
    [InlineData("%00=%00", 200)]
    [InlineData("=&&&=&?", 200)]
    public async Task A_parameter_is_read_as_one_or_refused_and_never_joined_or_guessed(string query, int status)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var answer = await tenant.Scim.GetAsync("/Users?" + query);
        if (status == 200)
            Assert.Equal(1, ScimAssert.List(answer).Count + (query.StartsWith("startIndex=2", StringComparison.Ordinal) || query.StartsWith("startIndex=9", StringComparison.Ordinal) ? 1 : 0));
        else
            ScimAssert.Error(answer, status);
    }

    /// <summary>A cursor is the client's to keep, so also to change.</summary>
    [Fact, Trait("Case", "C07")]
    public async Task A_cursor_that_was_tampered_with_is_400_or_a_page_and_never_a_failure()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var next = (await tenant.Scim.GetAsync("/Users?cursor=&count=1&sortBy=userName")).Expect(200).Json.Text("nextCursor");
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(next);

        List<byte[]> changed = [.. Enumerable.Range(0, bytes.Length).Select(length => bytes[..length])];
        for (var i = 0; i < bytes.Length; i++)
        {
            changed.Add([.. bytes[..i], (byte)(bytes[i] ^ 1), .. bytes[(i + 1)..]]);
            changed.Add([.. bytes[..i], .. @"\u0000"u8, .. bytes[i..]]);
            changed.Add([.. bytes[..i], .. @"\ud800"u8, .. bytes[i..]]);
            changed.Add([.. bytes[..i], .. "9999999999"u8, .. bytes[i..]]);
        }

        foreach (var cursor in changed)
        {
            var answer = await tenant.Scim.GetAsync($"/Users?cursor={System.Buffers.Text.Base64Url.EncodeToString(cursor)}&count=1&sortBy=userName");
            if (answer.Status != 200)
                ScimAssert.Error(answer, 400);
        }
    }

    private static Task<Reply> SendAsync(Tenant tenant, HttpMethod method, string path, JsonNode body) =>
        tenant.Scim.SendBytesAsync(method, path, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), ScimClient.MediaType, askFirst: true);

    private static void Refused(string what, Reply reply, params int[] statuses)
    {
        Assert.True(statuses.Contains(reply.Status), $"{what}: {reply}");
        if (reply.Status != 414)
            ScimAssert.Error(reply, reply.Status);
        Assert.True(reply.Text.Length < 2_000, $"{what}: the answer echoes what was sent");
    }

    private static string Nested(string open, int levels) => string.Concat(Enumerable.Repeat(open, levels)) + "active pr" + new string(')', levels);

    private static string Joined(string word, int count) => string.Join($" {word} ", Enumerable.Repeat("active pr", count));
}

public sealed class QueryAbuseTestsOnSqlite(SqliteService service) : QueryAbuseTests(service);

public sealed class QueryAbuseTestsOnPostgreSql(PostgreSqlService service) : QueryAbuseTests(service);

public sealed class QueryAbuseTestsOnSqlServer(SqlServerService service) : QueryAbuseTests(service);
