namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 9865: lists that are paged by a cursor.</summary>
public abstract class CursorTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("9865-2-3", "9865-2-4", "9865-2-5", "9865-2-6")]
    [InlineData("")]
    [InlineData("&filter=active%20eq%20true")]
    [InlineData("&sortBy=userName&sortOrder=descending")]
    public async Task Each_page_names_the_next_until_the_last_which_names_none(string more)
    {
        var tenant = await TenantAsync();
        var ids = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan", "eve");

        List<string> seen = [];
        string? cursor = "";
        for (var page = 1; cursor is not null; page++)
        {
            var answer = await tenant.Scim.GetAsync($"/Users?cursor={Uri.EscapeDataString(cursor)}&count=2{more}");
            var found = Resources(answer);
            Assert.InRange(found.Count, 1, 2);
            Assert.Equal(5, answer.Json.Number("totalResults"));
            if (page == 1)
                Assert.Null(answer["previousCursor"]);
            seen.AddRange(found.Select(user => user.Text("id")));
            cursor = answer["nextCursor"]?.GetValue<string>();
            Assert.Equal(seen.Count == 5, cursor is null);
            Assert.True(page <= 5, "the pages do not end");
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact, Rfc("9865-2-5", "9865-2-6")]
    public async Task A_list_of_one_page_names_neither_a_next_nor_a_previous_one()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        foreach (var path in new[] { "/Users?cursor=", "/Users?cursor", "/Groups?cursor=&count=10" })
        {
            var answer = (await tenant.Scim.GetAsync(path)).Expect(200);
            Assert.Null(answer["nextCursor"]);
            Assert.Null(answer["previousCursor"]);
        }
    }

    [Theory, Rfc("9865-2-2")]
    [InlineData("0")]
    [InlineData("-3")]
    public async Task A_count_of_none_or_less_answers_the_number_alone(string count)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben");
        var answer = await tenant.Scim.GetAsync($"/Users?cursor=&count={count}");
        Assert.Empty(Resources(answer));
        Assert.Equal(2, answer.Json.Number("totalResults"));
    }

    [Theory, Rfc("9865-2.1-1")]
    [InlineData("cursor=garbage", "invalidCursor")]
    [InlineData("cursor=%00", "invalidCursor")]
    [InlineData("cursor=AAAA", "invalidCursor")]
    [InlineData("cursor=&count=many", null)]
    public async Task A_wrong_cursor_or_count_is_400(string query, string? scimType)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var refused = await tenant.Scim.GetAsync("/Users?" + query);
        ScimAssert.Error(refused, 400, scimType);
        Assert.DoesNotContain("ada", refused.Text, StringComparison.Ordinal);
    }

    [Fact, Rfc("9865-5.2-1", "9865-5.2-2", "9865-5.2-4")]
    public async Task A_cursor_of_somebody_else_opens_nothing()
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await other.CreateUsersAsync("dan", "eve");
        var cursor = Uri.EscapeDataString((await tenant.Scim.GetAsync("/Users?cursor=&count=1")).Expect(200).Json.Text("nextCursor"));

        var theirs = await other.Scim.GetAsync($"/Users?cursor={cursor}&count=1");

        if (theirs.Status != 200)
            ScimAssert.Error(theirs, 400, "invalidCursor");
        foreach (var name in new[] { "ada", "ben", "cyd" })
            Assert.DoesNotContain(name, theirs.Text, StringComparison.Ordinal);
        ScimAssert.Error(await tenant.Scim.WithAuthorization(null).GetAsync($"/Users?cursor={cursor}&count=1"), 401);
    }

    [Fact, Rfc("9865-5.2-2", "9865-5.2-3")]
    public async Task A_cursor_ends_with_the_token_that_it_was_given_to()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben");
        var cursor = Uri.EscapeDataString((await tenant.Scim.GetAsync("/Users?cursor=&count=1")).Expect(200).Json.Text("nextCursor"));
        var token = (await tenant.Directory.ListAsync("/tokens"))[0].Text("id");

        (await tenant.Directory.DeleteAsync("/tokens/" + token)).Expect(204);

        ScimAssert.Error(await tenant.Scim.GetAsync($"/Users?cursor={cursor}&count=1"), 401);
    }

    [Fact, Rfc("9865-2.1-1")]
    public async Task A_cursor_is_good_for_the_query_that_it_was_given_for()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var cursor = Uri.EscapeDataString((await tenant.Scim.GetAsync("/Users?cursor=&count=1&filter=active%20eq%20true")).Expect(200).Json.Text("nextCursor"));

        Assert.Single(Resources(await tenant.Scim.GetAsync($"/Users?cursor={cursor}&count=1&filter=active%20eq%20true")));
        foreach (var query in new[] { "/Groups?", "/Users?sortBy=userName&", "/Users?filter=userName%20pr&" })
            ScimAssert.Error(await tenant.Scim.GetAsync($"{query}cursor={cursor}&count=1"), 400, "invalidCursor");
    }

    [Fact, Rfc("9865-2-4", "9865-2-5")]
    public async Task A_search_by_POST_is_paged_by_cursors_too()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben");

        var first = await tenant.Scim.SearchAsync("/Users", new { cursor = "", count = 1 });
        Assert.Single(Resources(first));
        var second = await tenant.Scim.SearchAsync("/Users", new { cursor = first.Json.Text("nextCursor"), count = 1 });

        Assert.Single(Resources(second));
        Assert.Null(second["nextCursor"]);
        Assert.NotEqual(first.Json.Text("Resources[0].id"), second.Json.Text("Resources[0].id"));
    }

    /// <summary>A page by cursor says no startIndex.</summary>
    private static IReadOnlyList<JsonNode> Resources(Reply answer)
    {
        var list = answer.Expect(200).Json;
        Assert.Equal([ScimAssert.ListSchema], list.Schemas());
        Assert.Equal(list.List("Resources").Count, list.Number("itemsPerPage"));
        return list.List("Resources");
    }
}

public sealed class CursorTestsOnSqlite(SqliteService service) : CursorTests(service);

public sealed class CursorTestsOnPostgreSql(PostgreSqlService service) : CursorTests(service);

public sealed class CursorTestsOnSqlServer(SqlServerService service) : CursorTests(service);
