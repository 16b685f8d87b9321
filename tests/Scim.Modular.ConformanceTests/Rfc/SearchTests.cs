namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.4.2.1 and §3.4.3: queries by POST, of one endpoint and of the root.</summary>
public abstract class SearchTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7644-3.4.3-1", "7644-3.4.3-2", "7644-3.4.3-3", "7644-3.4.3-6", "7644-3.4.3-7", "7644-3.4.3-8")]
    public async Task A_search_of_an_endpoint_filters_sorts_pages_and_projects()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await tenant.SetActiveAsync(await tenant.CreateUserAsync("dan"), false);

        var answer = await tenant.Scim.SearchAsync("/Users", new
        {
            filter = "active eq true",
            sortBy = "urn:ietf:params:scim:schemas:core:2.0:User:userName",
            sortOrder = "descending",
            startIndex = 2,
            count = 2,
            attributes = new[] { "userName", "name.givenName" },
        });

        Assert.Equal(["ben", "ada"], ScimAssert.List(answer, 3).UserNames());
        Assert.Equal(2, answer.Json.Number("startIndex"));
        Assert.Equal(["id", "name", "schemas", "userName"], answer.Json.List("Resources")[0].AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact, Rfc("7644-3.4.3-4", "7644-3.4.3-5")]
    public async Task What_a_search_excludes_is_left_out_but_not_the_id()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var found = ScimAssert.List(await tenant.Scim.SearchAsync("/Users", new { excludedAttributes = new[] { "id", "emails", "name.familyName" } }), 1)[0];

        Assert.Equal(id, found.Text("id"));
        Assert.False(found.AsObject().ContainsKey("emails"));
        Assert.Equal("Given ada", found.Text("name.givenName"));
        Assert.Null(found.At("name.familyName"));
    }

    [Theory, Rfc("7644-3.4.3-2")]
    [InlineData("""{"filter":"userName eq \"ada\""}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"filter":"userName eq \"ada\""}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":5}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":"many"}""")]
    [InlineData("""["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]""")]
    public async Task What_is_no_SearchRequest_is_400(string body)
    {
        var tenant = await TenantAsync();
        foreach (var path in new[] { "/.search", "/Users/.search", "/Groups/.search" })
            ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, path, body, ScimClient.MediaType), 400);
    }

    [Fact, Rfc("7644-3.4.2.1-1", "7644-3.4.2.1-3", "7644-3.4.2.1-4", "7644-3.4.3-1")]
    public async Task A_search_of_the_root_finds_all_types_and_reads_what_a_type_does_not_have_as_unassigned()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var eng = await tenant.CreateGroupAsync("Eng", ada);

        async Task<string[]> FoundAsync(string? filter) =>
            [.. ScimAssert.List(await tenant.Scim.SearchAsync("", filter is null ? new { count = 100 } : new { filter, count = 100 }))
                .Select(one => one.Text("id")).Order(StringComparer.Ordinal)];
        string[] both = [.. new[] { ada, eng }.Order(StringComparer.Ordinal)];

        Assert.Superset(both.ToHashSet(StringComparer.Ordinal), (await FoundAsync(null)).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(both, await FoundAsync("meta.resourceType eq \"User\" or meta.resourceType eq \"Group\""));
        Assert.Equal([ada], await FoundAsync("meta.resourceType eq \"User\""));
        Assert.Equal([ada], await FoundAsync("userName eq \"ada\""));
        Assert.Equal([eng], await FoundAsync("displayName eq \"ENG\" and not (userName pr)"));
        Assert.Equal([eng], await FoundAsync("(meta.resourceType eq \"User\" or meta.resourceType eq \"Group\") and not (userName pr)"));
    }

    [Fact, Rfc("7644-3.4.2.1-1", "7644-3.4.2.4-3")]
    public async Task Pages_of_the_root_go_on_from_one_type_to_the_next()
    {
        var tenant = await TenantAsync();
        var ids = new List<string>(await tenant.CreateUsersAsync("ada", "ben")) { await tenant.CreateGroupAsync("Eng"), await tenant.CreateGroupAsync("Ops") };
        const string people = "meta.resourceType eq \"User\" or meta.resourceType eq \"Group\"";

        List<string> seen = [];
        for (var start = 1; start <= 4; start++)
            seen.AddRange(ScimAssert.List(await tenant.Scim.SearchAsync("", new { filter = people, startIndex = start, count = 1 }), 4).Select(one => one.Text("id")));

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }
}

public sealed class SearchTestsOnSqlite(SqliteService service) : SearchTests(service);

public sealed class SearchTestsOnPostgreSql(PostgreSqlService service) : SearchTests(service);

public sealed class SearchTestsOnSqlServer(SqlServerService service) : SearchTests(service);
