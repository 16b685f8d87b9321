namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.4.2: queries by GET, their filters, order and parameters.</summary>
public abstract class QueryTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.4.2-1")]
    [InlineData("/Users?aadOptscim062020")]
    [InlineData("/Users?colour=red&startIndex=1")]
    [InlineData("/Groups?includeInactive=true")]
    [InlineData("/ServiceProviderConfig?x=y")]
    public async Task A_parameter_that_is_not_known_is_ignored(string path)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        (await tenant.Scim.GetAsync(path)).Expect(200);
    }

    [Fact, Rfc("7644-3.4.2-2", "7644-3.4.2-3", "7644-3.4.2-4", "7644-3.4.2-5", "7644-3.4.2-6", "7644-3.4.2.4-3")]
    public async Task A_page_says_how_many_there_are_where_it_begins_and_how_many_it_has()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");

        var page = (await tenant.Scim.GetAsync("/Users?startIndex=2&count=1")).Expect(200).Json;

        Assert.Equal([ScimAssert.ListSchema], page.Schemas());
        Assert.Equal(3, page.Number("totalResults"));
        Assert.Equal(2, page.Number("startIndex"));
        Assert.Equal(1, page.Number("itemsPerPage"));
        Assert.Single(page.List("Resources"));
    }

    [Theory, Rfc("7644-3.4.2.2-4", "7644-3.4.2.2-5", "7644-3.4.2.2-6", "7644-3.4.2.2-7")]
    [InlineData("gt")]
    [InlineData("ge")]
    [InlineData("lt")]
    [InlineData("le")]
    public async Task Booleans_and_binaries_have_no_order(string comparison)
    {
        var tenant = await TenantAsync();
        foreach (var filter in new[] { $"active {comparison} true", $"emails[primary {comparison} false]", $"x509Certificates.value {comparison} \"MIIC\"" })
            ScimAssert.Error(await tenant.Scim.FilterAsync("Users", filter), 400, "invalidFilter");
    }

    [Theory, Rfc("7644-3.4.2.2-3", "7644-3.4.2.2-9", "7644-3.4.2.2-10", "7644-3.4.2.2-14", "7644-3.4.3-6")]
    [InlineData("userName regex \"a.*\"")]
    [InlineData("userName = \"ada\"")]
    [InlineData("eq \"ada\"")]
    [InlineData("\"ada\" eq userName")]
    [InlineData("emails[userName eq \"ada\"]")]
    [InlineData("emails[]")]
    [InlineData("emails[\"x\"]")]
    [InlineData("userName[value eq \"x\"]")]
    [InlineData("and")]
    [InlineData("userName eq \"ada\" userName eq \"ada\"")]
    public async Task What_is_no_filter_is_400_invalidFilter_by_GET_and_by_POST(string filter)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var refused = await tenant.Scim.FilterAsync("Users", filter);
        ScimAssert.Error(refused, 400, "invalidFilter");
        ScimAssert.Error(await tenant.Scim.SearchAsync("/Users", new { filter }), 400, "invalidFilter");
    }

    [Fact, Rfc("7644-3.4.2.2-8", "7644-3.4.2.2-11", "7644-3.4.2.2-12")]
    public async Task Not_binds_tighter_than_and_and_and_tighter_than_or()
    {
        var tenant = await TenantAsync();
        await tenant.PostUserAsync("ada", user => user["title"] = "x");
        await tenant.PostUserAsync("ben", user => user["nickName"] = "y");
        await tenant.PostUserAsync("cyd", user => (user["title"], user["nickName"]) = ("x", "y"));

        await ScimAssert.FindsAsync(tenant.Scim, "title pr or nickName pr and userName eq \"nobody\"", "ada", "cyd");
        await ScimAssert.FindsAsync(tenant.Scim, "(title pr or nickName pr) and userName eq \"ben\"", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, "not (title pr) and nickName pr", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, "not (title pr and nickName pr)", "ada", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, "name.givenName eq \"given ada\"", "ada");
        await ScimAssert.FindsAsync(tenant.Scim, "emails[type eq \"work\" and value sw \"cyd\"]", "cyd");
    }

    [Fact, Rfc("7644-3.4.2.2-13")]
    public async Task What_the_service_answered_as_a_default_is_found_as_that()
    {
        var tenant = await TenantAsync();
        var created = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada").Without("active"))).Expect(201).Json;
        var shown = created["active"];

        await ScimAssert.FindsAsync(tenant.Scim, "active pr", shown is null ? [] : ["ada"]);
        await ScimAssert.FindsAsync(tenant.Scim, "active eq true", shown?.GetValue<bool>() == true ? ["ada"] : []);
        await ScimAssert.FindsAsync(tenant.Scim, "active eq false");
    }

    [Fact, Rfc("7644-3.4.2.3-1", "7644-3.4.2.3-2", "7644-3.4.2.3-3")]
    public async Task Results_are_sorted_by_an_attribute_ascending_unless_it_is_said_otherwise()
    {
        var tenant = await TenantAsync();
        await tenant.PostUserAsync("Ben", user => user["title"] = "b");
        await tenant.PostUserAsync("ada", user => user["title"] = "C");
        await tenant.PostUserAsync("CYD", user => user["title"] = "a");

        async Task<string[]> SortedAsync(string query) => ScimAssert.List(await tenant.Scim.GetAsync("/Users?" + query), 3).UserNames();
        Assert.Equal(["ada", "Ben", "CYD"], await SortedAsync("sortBy=userName"));
        Assert.Equal(["ada", "Ben", "CYD"], await SortedAsync("sortBy=USERNAME&sortOrder=ascending"));
        Assert.Equal(["CYD", "Ben", "ada"], await SortedAsync("sortBy=userName&sortOrder=descending"));
        Assert.Equal(["CYD", "Ben", "ada"], await SortedAsync("sortBy=title"));
        Assert.Equal(["Ben", "ada", "CYD"], await SortedAsync("sortBy=meta.created"));
        Assert.Equal(["ada", "Ben", "CYD"], await SortedAsync("sortBy=name.givenName"));
        Assert.Equal(["ada", "Ben", "CYD"], await SortedAsync($"sortBy={Tenant.UserSchema}:userName"));
    }

    [Fact, Rfc("7644-3.4.2.3-3")]
    public async Task Case_exact_attributes_are_sorted_by_case()
    {
        var tenant = await TenantAsync();
        foreach (var externalId in new[] { "b", "A", "a", "B" })
            await tenant.CreateUserAsync("u-" + Guid.NewGuid().ToString("N"), externalId);

        var sorted = ScimAssert.List(await tenant.Scim.GetAsync("/Users?sortBy=externalId"), 4).Select(user => user.Text("externalId"));

        Assert.Equal(["A", "B", "a", "b"], sorted);
    }

    [Fact, Rfc("7644-3.4.2.3-1", "7644-3.4.2.4-3")]
    public async Task Sorted_pages_follow_each_other_and_what_has_no_value_is_last()
    {
        var tenant = await TenantAsync();
        foreach (var i in new[] { 3, 1, 2 })
            await tenant.PostUserAsync($"u{i}", user => user["title"] = $"t{i}");
        await tenant.CreateUserAsync("u0");

        List<string> seen = [];
        for (var start = 1; start <= 4; start++)
            seen.AddRange(ScimAssert.List(await tenant.Scim.GetAsync($"/Users?sortBy=title&startIndex={start}&count=1"), 4).UserNames());

        Assert.Equal(["u1", "u2", "u3", "u0"], seen);       // RFC 7644 §3.4.2.3: unassigned comes last when ascending
        Assert.Equal(["u0", "u3", "u2", "u1"], ScimAssert.List(await tenant.Scim.GetAsync("/Users?sortBy=title&sortOrder=descending"), 4).UserNames());
    }

    [Theory, Rfc("7644-3.4.2.5-3", "7644-3.4.2.5-5", "7644-3.9-3")]
    [InlineData("userName", "userName")]
    [InlineData("name.familyName", "name")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    [InlineData("userName,emails.value", "emails userName")]
    public async Task Attributes_are_named_in_every_notation_of_the_RFC(string names, string shown)
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user[ScimRequests.Enterprise] = new JsonObject { ["department"] = "D", ["division"] = "V" });

        var asked = (await tenant.Scim.GetAsync($"/Users/{id}?attributes={names}")).Expect(200).Json.AsObject();
        Assert.Equal(shown, string.Join(' ', asked.Select(one => one.Key).Except(["id", "schemas"]).Order(StringComparer.Ordinal)));
        var rest = (await tenant.Scim.GetAsync($"/Users/{id}?excludedAttributes={names}")).Expect(200).Json.AsObject();
        Assert.Equal(id, rest.Text("id"));
        Assert.False(rest.ContainsKey("userName") && names.Contains("userName", StringComparison.Ordinal));
        Assert.Null(rest[ScimRequests.Enterprise]?["department"] is { } kept && names.Contains("department", StringComparison.Ordinal) ? kept : null);
    }

    [Theory, Rfc("7644-3.4.2.5-2", "7644-3.4.2.5-4", "7644-3.9-1")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("GET")]
    public async Task A_part_can_be_asked_for_wherever_a_resource_is_answered(string method)
    {
        var tenant = await TenantAsync();
        var path = method == "POST" ? "/Users" : "/Users/" + await tenant.CreateUserAsync("ada");
        JsonNode? body = method switch
        {
            "GET" => null,
            "PATCH" => ScimRequests.PatchBody(Tenant.Replace("title", "Lead")),
            _ => Tenant.UserBody("ada"),
        };

        var asked = (await tenant.Scim.SendAsync(new HttpMethod(method), path + "?attributes=userName", body?.DeepClone())).Expect(200, 201).Json.AsObject();

        Assert.Equal(["id", "schemas", "userName"], asked.Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact, Rfc("7644-3.9-3", "7644-3.4.2.5-2")]
    public async Task Attributes_and_excludedAttributes_at_once_are_400()
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users?attributes=userName&excludedAttributes=emails"), 400);
    }
}

public sealed class QueryTestsOnSqlite(SqliteService service) : QueryTests(service);

public sealed class QueryTestsOnPostgreSql(PostgreSqlService service) : QueryTests(service);

public sealed class QueryTestsOnSqlServer(SqlServerService service) : QueryTests(service);
