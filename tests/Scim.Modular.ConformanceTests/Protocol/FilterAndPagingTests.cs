using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Modular.ConformanceTests.Protocol;

public abstract class FilterAndPagingTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    /// <summary>Escapes what JSON must, quotes and backslashes with a backslash.</summary>
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact, Rfc("7643-3-6", "7643-7-8", "7644-3.4.2.2-1", "7644-3.4.2.2-8", "7644-3.4.2.2-11", "7644-3.4.2.2-12", "7644-3.4.2.2-15")]
    public async Task Filters_find_exactly_who_matches()
    {
        var tenant = await TenantAsync();
        var scim = tenant.Scim;
        var ada = await tenant.CreateUserAsync("Ada.Lovelace", "00uA");
        await PostAsync(tenant, "ben", user => (user["active"], user["title"]) = (false, "Lead"));
        await PostAsync(tenant, "cyd", user => user["emails"] = JsonNode.Parse(
            """[{"value":"cyd@work.example","type":"work","primary":true},{"value":"cyd@home.example","type":"home"}]"""));
        await PostAsync(tenant, "dan", user =>
        {
            user["schemas"]!.AsArray().Add("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
            user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = new JsonObject { ["department"] = "R&D" };
        });

        await ScimAssert.FindsAsync(scim, "userName eq \"ada.lovelace\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, "USERNAME EQ \"ADA.LOVELACE\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada.lovelace\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, $"id eq \"{ada}\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, "externalId eq \"00uA\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, "externalId eq \"00ua\"");                     // externalId is caseExact
        await ScimAssert.FindsAsync(scim, "email eq \"CYD@home.example\"", "cyd");
        await ScimAssert.FindsAsync(scim, "emails.value eq \"cyd@home.example\"", "cyd");
        await ScimAssert.FindsAsync(scim, "emails eq \"cyd@work.example\"", "cyd");
        await ScimAssert.FindsAsync(scim, "emails[type eq \"home\" and value co \"@home\"]", "cyd");
        await ScimAssert.FindsAsync(scim, "emails[type eq \"home\" and value co \"@work\"]");    // of one and the same element
        await ScimAssert.FindsAsync(scim, "active eq false", "ben");
        await ScimAssert.FindsAsync(scim, "active eq true", "Ada.Lovelace", "cyd", "dan");
        await ScimAssert.FindsAsync(scim, "title pr", "ben");
        await ScimAssert.FindsAsync(scim, "not (title pr) and userName ne \"cyd\"", "Ada.Lovelace", "dan");
        await ScimAssert.FindsAsync(scim, "userName eq \"ben\" or userName eq \"cyd\" and active eq false", "ben");
        await ScimAssert.FindsAsync(scim, "(userName eq \"ben\" or userName eq \"cyd\") and active eq true", "cyd");
        await ScimAssert.FindsAsync(scim, "name.familyName sw \"family ada\"", "Ada.Lovelace");
        await ScimAssert.FindsAsync(scim, "name.givenName ew \"cyd\"", "cyd");
        await ScimAssert.FindsAsync(scim, "userName gt \"b\" and userName le \"cyd\"", "ben", "cyd");
        await ScimAssert.FindsAsync(scim, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"r&d\"", "dan");
        await ScimAssert.FindsAsync(scim, "meta.created gt \"2001-01-01T00:00:00Z\" and userName sw \"d\"", "dan");
        await ScimAssert.FindsAsync(scim, "meta.lastModified lt \"2001-01-01T00:00:00Z\"");
    }

    [Theory, Rfc("7644-1.2-9", "7644-3.4.2.2-1")]
    [InlineData("quote \" inside")]
    [InlineData("back\\slash")]
    [InlineData("per%cent")]
    [InlineData("under_score")]
    [InlineData("[bracket]")]
    [InlineData("it's")]
    [InlineData("; drop table users --")]
    [InlineData("Zoë Ångström 名前 🙂")]
    [InlineData("tab\tand\nline")]
    [InlineData("${7*7} {{7*7}} {0} %s")]
    public async Task A_value_is_taken_literally_whatever_it_contains(string text)
    {
        var tenant = await TenantAsync();
        var id = await PostAsync(tenant, "marked", user => user["displayName"] = text);
        await PostAsync(tenant, "decoy", user => user["displayName"] = "a per-cent under-score bracket backXslash itXs underXscore perXcent");
        var literal = JsonValue.Create(text).ToJsonString(AsWritten);

        await ScimAssert.FindsAsync(tenant.Scim, $"displayName eq {literal}", "marked");
        await ScimAssert.FindsAsync(tenant.Scim, $"displayName co {literal}", "marked");
        await ScimAssert.FindsAsync(tenant.Scim, $"displayName sw {literal}", "marked");
        await ScimAssert.FindsAsync(tenant.Scim, $"displayName ew {literal}", "marked");
        Assert.Equal(text, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.Text("displayName"));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    public async Task A_wildcard_of_the_database_is_none_of_the_filter(string wildcard)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        foreach (var comparison in new[] { "co", "sw", "ew", "eq" })
            await ScimAssert.FindsAsync(tenant.Scim, $"userName {comparison} \"{wildcard}\"");
    }

    [Theory, Rfc("7644-5-1", "7644-7.8-1")]
    [InlineData("Straße@mail.example", "STRASSE@mail.example", false)]
    [InlineData("ÉLAN@mail.example", "élan@mail.example", true)]
    [InlineData("e\u0301lan@mail.example", "\u00c9LAN@mail.example", true)]
    [InlineData("\uff41da@mail.example", "ADA@mail.example", true)]
    [InlineData("a\u0131da", "aida", false)]
    public async Task Lookup_and_uniqueness_fold_alike_and_the_spelling_stays_as_it_was_sent(string sent, string other, bool same)
    {
        var tenant = await TenantAsync();
        Assert.Equal(sent, (await PostAsync(tenant, "x", user => user["userName"] = sent, "userName")));

        ScimAssert.List(await tenant.Scim.FilterAsync("Users", $"userName eq \"{sent}\""), 1);
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", $"userName eq \"{other}\""), same ? 1 : 0);
        var body = Tenant.UserBody("y");
        body["userName"] = other;
        var second = await tenant.Scim.PostAsync("/Users", body);
        if (same)
            ScimAssert.Error(second, 409, "uniqueness");
        else
            second.Expect(201);
    }

    [Fact, Rfc("7644-3.4.2-5", "7644-3.4.2-6", "7644-3.4.2.4-3")]
    public async Task Pages_are_disjoint_complete_and_in_one_order()
    {
        var tenant = await TenantAsync();
        var ids = await tenant.CreateUsersAsync([.. Enumerable.Range(0, 25).Select(i => $"u{i}")]);

        foreach (var more in new[] { "", "&filter=active%20eq%20true" })
        {
            List<string> seen = [];
            for (var start = 1; start <= 25; start += 10)
            {
                var page = await tenant.Scim.GetAsync($"/Users?startIndex={start}&count=10{more}");
                var found = ScimAssert.List(page, 25);
                Assert.Equal(Math.Min(10, 26 - start), found.Count);
                Assert.Equal(start, page.Json.Number("startIndex"));
                seen.AddRange(found.Select(user => user.Text("id")));
            }

            Assert.Equal(ids.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        }
    }

    [Theory, Rfc("7644-3.4.2.4-2", "7644-3.4.2.4-4")]
    [InlineData("count=0", 1, 0)]
    [InlineData("count=-5", 1, 0)]
    [InlineData("startIndex=0", 1, 3)]
    [InlineData("startIndex=-7", 1, 3)]
    [InlineData("startIndex=3", 3, 1)]
    [InlineData("startIndex=4", 4, 0)]
    [InlineData("startIndex=1000000", 1_000_000, 0)]
    [InlineData("startIndex=1000001", 1_000_001, 0)]
    [InlineData("startIndex=99999999999999999999", int.MaxValue, 0)]
    [InlineData("count=1000000", 1, 3)]
    [InlineData("", 1, 3)]
    public async Task The_edges_of_paging_are_those_of_RFC_7644(string query, int startIndex, int items)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");

        var page = await tenant.Scim.GetAsync("/Users?" + query);

        Assert.Equal(items, ScimAssert.List(page, 3).Count);
        Assert.Equal(startIndex, page.Json.Number("startIndex"));
    }

    [Fact]
    public async Task A_page_never_has_more_than_200_resources()
    {
        var tenant = await TenantAsync();
        await Clients.EachAsync(8, Enumerable.Range(0, 205).Select(i => (Func<Task<string>>)(() => tenant.CreateUserAsync($"u{i}"))));

        Assert.Equal(200, ScimAssert.List(await tenant.Scim.GetAsync("/Users?count=1000"), 205).Count);
        Assert.Equal(100, ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 205).Count);
        Assert.Equal(5, ScimAssert.List(await tenant.Scim.GetAsync("/Users?startIndex=201&count=100"), 205).Count);
    }

    [Fact, Rfc("7644-3.4.2-3", "7644-3.4.2-7")]
    public async Task An_empty_store_is_a_list_with_an_empty_array()
    {
        var tenant = await TenantAsync();
        foreach (var path in new[] { "/Users?startIndex=1&count=2", "/Groups?startIndex=1&count=100", "/Users", "/Groups" })
            Assert.Empty(ScimAssert.List(await tenant.Scim.GetAsync(path), 0));
    }

    [Theory, Rfc("7644-3.4.2.5-1", "7644-3.4.2.5-2", "7644-3.5.2-16", "7644-3.9-1")]
    [InlineData("attributes=userName", "id schemas userName")]
    [InlineData("attributes=name.givenName", "id name schemas")]
    [InlineData("attributes=emails.value,userName", "emails id schemas userName")]
    [InlineData("attributes=USERNAME", "id schemas userName")]
    [InlineData("attributes=password", "id schemas")]
    public async Task Only_the_asked_for_attributes_are_answered_besides_id_and_schemas(string query, string expected)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        foreach (var user in new[]
        {
            (await tenant.Scim.GetAsync($"/Users/{id}?{query}")).Expect(200).Json,
            ScimAssert.List(await tenant.Scim.GetAsync("/Users?" + query), 1)[0],
            (await tenant.Scim.SendAsync(HttpMethod.Patch, $"/Users/{id}?{query}", JsonNode.Parse(
                $$"""{"schemas":["{{ScimClient.PatchOp}}"],"Operations":[{"op":"replace","path":"title","value":"T"}]}"""))).Expect(200).Json,
        })
            Assert.Equal(expected, string.Join(' ', user.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    [Fact, Rfc("7644-3.4.2.5-2", "7644-3.4.2.5-4", "7644-3.9-3")]
    public async Task Excluded_attributes_are_left_out_but_not_the_id()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng", id);

        var user = (await tenant.Scim.GetAsync($"/Users/{id}?excludedAttributes=emails,name.familyName,id,groups")).Expect(200).Json.AsObject();
        Assert.Equal(id, user.Text("id"));
        Assert.False(user.ContainsKey("emails"));
        Assert.False(user.ContainsKey("groups"));
        Assert.Equal("Given ada", user.Text("name.givenName"));
        Assert.Null(user.At("name.familyName"));

        foreach (var answer in new[]
        {
            (await tenant.Scim.GetAsync($"/Groups/{group}?excludedAttributes=members")).Expect(200).Json,
            ScimAssert.List(await tenant.Scim.FilterAsync("Groups", "displayName eq \"ENG\"", "&excludedAttributes=members"), 1)[0],
        })
        {
            Assert.False(answer.AsObject().ContainsKey("members"));
            Assert.Equal("Eng", answer.Text("displayName"));
        }
    }

    private static async Task<string> PostAsync(Tenant tenant, string userName, Action<JsonObject> change, string answer = "id")
    {
        var body = Tenant.UserBody(userName);
        change(body);
        return (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text(answer);
    }
}

public sealed class FilterAndPagingTestsOnSqlite(SqliteService service) : FilterAndPagingTests(service);

public sealed class FilterAndPagingTestsOnPostgreSql(PostgreSqlService service) : FilterAndPagingTests(service);

public sealed class FilterAndPagingTestsOnSqlServer(SqlServerService service) : FilterAndPagingTests(service);
