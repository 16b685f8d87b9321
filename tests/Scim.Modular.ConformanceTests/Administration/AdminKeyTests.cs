namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>What a key may do is what its scopes say, and where it may do it what its organization says.</summary>
public abstract class AdminKeyTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_key_is_shown_once_with_its_secret_and_then_without()
    {
        var tenant = await TenantAsync();
        var end = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        var reply = (await Service.Admin.PostAsync("/keys", new { name = "CI", scopes = new[] { "read" }, organization = tenant.Id, expiresAt = end })).Expect(201);

        var made = reply.Json;
        Assert.Matches("^sca_[0-9A-Za-z]{49}$", made.Text("key"));
        Assert.StartsWith(made.Text("prefix"), made.Text("key"), StringComparison.Ordinal);
        Assert.Equal(("CI", "read", tenant.Id), (made.Text("name"), made.Text("scopes[0]"), made.Text("organizationId")));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        var listed = (await Service.Admin.ListAsync("/keys")).Single(key => key.Text("id") == made.Text("id"));
        Assert.DoesNotContain(made.Text("key"), listed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((made.Text("prefix"), made.Text("expiresAt")), (listed.Text("prefix"), listed.Text("expiresAt")));
    }

    [Theory]
    [InlineData("read", 200, 403, 403, 403)]
    [InlineData("licenses", 200, 200, 403, 403)]
    [InlineData("write", 200, 200, 201, 403)]
    [InlineData("owner", 200, 200, 201, 200)]
    public async Task A_key_does_what_its_scope_says(string scope, int reads, int plans, int teams, int keys)
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var client = await KeyAsync(scope);
        var organization = client.At("/organizations/" + tenant.Id);

        Assert.Equal(reads, (await organization.GetAsync("/users")).Status);
        Assert.Equal(plans, (await organization.PutAsync("/plans/standard", new { name = "Standard", seats = 2, rank = 1, isDefault = true, overflow = "waitlist" })).Status);
        var made = await organization.PostAsync("/teams", new { name = "Team " + scope });
        Assert.Equal(teams, made.Status);
        var listed = await client.GetAsync("/keys");
        Assert.Equal(keys, listed.Status);
        foreach (var (refused, needed) in new[] { (made, "write"), (listed, "owner") }.Where(one => one.Item1.Status == 403))
        {
            ScimAssert.Problem(refused, 403);
            Assert.Equal("insufficient_scope", refused.Json.Text("code"));
            Assert.Contains(needed, refused.Json.Text("detail"), StringComparison.Ordinal);
        }

        Assert.Equal(scope == "owner" ? 201 : 403, (await client.PostAsync("/organizations", new { slug = "s" + Guid.NewGuid().ToString("N")[..12], name = "New" })).Status);
        if (scope != "owner")
            ScimAssert.Problem(await organization.DeleteAsync(""), 403);
        Assert.Equal(scope is "read" or "licenses" ? 0 : 1, (await tenant.Admin.ListAsync("/teams")).Count);
    }

    [Fact]
    public async Task A_key_of_one_organization_knows_no_other_and_no_installation()
    {
        var (mine, theirs) = (await TenantAsync(), await TenantAsync());
        var client = await KeyAsync("owner", mine.Id);

        (await client.At("/organizations/" + mine.Id).GetAsync("/users")).Expect(200);
        (await client.At("/organizations/" + mine.Id).PostAsync("/teams", new { name = "Mine" })).Expect(201);
        foreach (var reply in new[]
        {
            await client.GetAsync("/organizations/" + theirs.Id), await client.GetAsync($"/organizations/{theirs.Id}/users"),
            await client.PostAsync($"/organizations/{theirs.Id}/teams", new { name = "Theirs" }), await client.DeleteAsync("/organizations/" + theirs.Id),
        })
        {
            ScimAssert.Problem(reply, 404);
            Assert.Equal("organization_not_found", reply.Json.Text("code"));
        }

        foreach (var reply in new[]
        {
            await client.GetAsync("/organizations"), await client.GetAsync("/keys"), await client.PostAsync("/keys", new { name = "x", scopes = new[] { "owner" } }),
        })
        {
            ScimAssert.Problem(reply, 403);
            Assert.Equal("wrong_scope", reply.Json.Text("code"));
        }

        Assert.Empty(await theirs.Admin.ListAsync("/teams"));
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_any_more()
    {
        var (client, id) = await MadeAsync("read", null);
        (await client.GetAsync("/organizations")).Expect(200);

        (await Service.Admin.DeleteAsync("/keys/" + id)).Expect(204);

        ScimAssert.Problem(await client.GetAsync("/organizations"), 401);
        (await Service.Admin.DeleteAsync("/keys/" + id)).Expect(204);
        ScimAssert.Problem(await Service.Admin.DeleteAsync("/keys/" + Guid.CreateVersion7()), 404);
        Assert.NotNull((await Service.Admin.ListAsync("/keys")).Single(key => key.Text("id") == id)["revokedAt"]);
    }

    [Fact]
    public async Task A_key_goes_with_its_organization()
    {
        var tenant = await TenantAsync();
        var client = await KeyAsync("read", tenant.Id);
        (await Service.Admin.DeleteAsync("/organizations/" + tenant.Id)).Expect(204);
        ScimAssert.Problem(await client.GetAsync("/organizations/" + tenant.Id), 401);
    }

    [Theory]
    [InlineData("""{"name":"k","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"k","scopes":["read","read"]}""", "scopes")]
    [InlineData("""{"name":"k","scopes":["everything"]}""", "scopes")]
    [InlineData("""{"name":"k"}""", "scopes")]
    [InlineData("""{"name":"k","scopes":null}""", "scopes")]
    [InlineData("""{"scopes":["read"]}""", "name")]
    [InlineData("""{"name":"Bootstrap","scopes":["read"]}""", "name")]
    [InlineData("""{"name":"k","scopes":["read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"k","scopes":["read"],"organization":"nobody-knows-it"}""", "organization")]
    public async Task A_key_that_is_not_understood_is_not_made(string body, string property)
    {
        var refused = await Service.Admin.SendAsync(HttpMethod.Post, "/keys", JsonNode.Parse(body));
        ScimAssert.Problem(refused, 400);
        Assert.Contains(property, refused.Json.Text("detail"), StringComparison.Ordinal);
    }

    private async Task<AdminClient> KeyAsync(string scope, string? organization = null) => (await MadeAsync(scope, organization)).Client;

    private async Task<(AdminClient Client, string Id)> MadeAsync(string scope, string? organization)
    {
        var made = (await Service.Admin.PostAsync("/keys", new { name = "Key " + scope, scopes = new[] { scope }, organization })).Expect(201).Json;
        return (Service.Admin.WithAuthorization(ScimClient.Bearer(made.Text("key"))), made.Text("id"));
    }
}

/// <summary>Somebody must own the installation. It has a service of its own: the tests of the others make keys beside it.</summary>
public abstract class LastKeyTests(ServiceFixture fixture)
{
    [Fact]
    public async Task The_last_key_that_owns_the_installation_stays()
    {
        await using var database = await fixture.NewDatabaseAsync();
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database });
        var first = Assert.Single(await service.Admin.ListAsync("/keys"));
        Assert.Equal(("bootstrap", "owner"), (first.Text("name"), first.Text("scopes[0]")));
        (await service.Admin.PostAsync("/keys", new { name = "reader", scopes = new[] { "read" } })).Expect(201);

        var refused = await service.Admin.DeleteAsync("/keys/" + first.Text("id"));
        ScimAssert.Problem(refused, 409);
        Assert.Equal("last_key", refused.Json.Text("code"));

        var second = (await service.Admin.PostAsync("/keys", new { name = "second", scopes = new[] { "owner" } })).Expect(201).Json;
        var owner = service.Admin.WithAuthorization(ScimClient.Bearer(second.Text("key")));
        (await owner.DeleteAsync("/keys/" + first.Text("id"))).Expect(204);
        ScimAssert.Problem(await service.Admin.GetAsync("/keys"), 401);
        ScimAssert.Problem(await owner.DeleteAsync("/keys/" + second.Text("id")), 409);
    }
}

public sealed class AdminKeyTestsOnSqlite(SqliteService service) : AdminKeyTests(service);

public sealed class AdminKeyTestsOnPostgreSql(PostgreSqlService service) : AdminKeyTests(service);

public sealed class AdminKeyTestsOnSqlServer(SqlServerService service) : AdminKeyTests(service);

public sealed class LastKeyTestsOnSqlite(SqliteService service) : LastKeyTests(service);

public sealed class LastKeyTestsOnPostgreSql(PostgreSqlService service) : LastKeyTests(service);

public sealed class LastKeyTestsOnSqlServer(SqlServerService service) : LastKeyTests(service);
