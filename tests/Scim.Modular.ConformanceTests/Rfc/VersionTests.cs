namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.14: versions of resources, and requests that depend on them.</summary>
public abstract class VersionTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.14-1", "7643-3.1-15")]
    [InlineData("Users")]
    [InlineData("Groups")]
    public async Task The_version_of_a_resource_is_in_the_header_ETag_and_in_its_meta(string endpoint)
    {
        var tenant = await TenantAsync();
        JsonObject Body(string name) => endpoint == "Users" ? Tenant.UserBody(name, "ext") : Tenant.GroupBody(name, []);
        var created = (await tenant.Scim.PostAsync("/" + endpoint, Body("ada"))).Expect(201);
        var path = $"/{endpoint}/{created.Json.Text("id")}";
        var read = (await tenant.Scim.GetAsync(path)).Expect(200);
        var replaced = (await tenant.Scim.PutAsync(path, Body("ben"))).Expect(200);

        Assert.All(new[] { created, read, replaced }, reply => Assert.Equal(reply.Json.Text("meta.version"), reply.Header("ETag")));
        Assert.Equal(created.Header("ETag"), read.Header("ETag"));
        Assert.NotEqual(read.Header("ETag"), replaced.Header("ETag"));
        var patched = (await tenant.Scim.PatchAsync(path, Tenant.Replace("displayName", "Cyd"))).Expect(200, 204);
        Assert.Equal((await tenant.Scim.GetAsync(path)).Expect(200).Header("ETag"), patched.Header("ETag"));
    }

    [Theory, Rfc("7644-3.14-1"), Trait("Case", "C16")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_change_of_an_older_version_is_412_and_of_the_current_one_is_done(string method)
    {
        var tenant = await TenantAsync();
        var path = "/Users/" + await tenant.CreateUserAsync("ada");
        var first = (await tenant.Scim.GetAsync(path)).Expect(200).Header("ETag")!;
        (await tenant.Scim.PatchAsync(path, Tenant.Replace("title", "Lead"))).Expect(200);
        var before = (await tenant.Scim.GetAsync(path)).Expect(200);
        JsonNode? Body() => method switch
        {
            "PUT" => Tenant.UserBody("ada2", "00u-ada"),
            "PATCH" => ScimRequests.PatchBody(Tenant.Replace("title", "Head")),
            _ => null,
        };

        foreach (var stale in new[] { first, "W/\"999\"", "\"nothing\"", $"{first}, W/\"998\"" })
            ScimAssert.Error(await tenant.Scim.SendWithAsync(method, path, Body(), ("If-Match", stale)), 412);
        foreach (var garbage in new[] { "garbage", "W/999", "\"open", "*, \"1\"" })
        {
            var refused = await tenant.Scim.SendWithAsync(method, path, Body(), ("If-Match", garbage));
            ScimAssert.Error(refused, refused.Status == 400 ? 400 : 412);
        }

        Assert.Equal(before.Text, (await tenant.Scim.GetAsync(path)).Expect(200).Text);
        (await tenant.Scim.SendWithAsync(method, path, Body(), ("If-Match", $"W/\"997\", {before.Header("ETag")}"))).Expect(200, 204);
    }

    [Fact, Rfc("7644-3.14-1"), Trait("Case", "C16")]
    public async Task A_star_matches_what_there_is_and_nothing_that_there_is_not()
    {
        var tenant = await TenantAsync();
        var path = "/Users/" + await tenant.CreateUserAsync("ada");
        (await tenant.Scim.SendWithAsync("PATCH", path, ScimRequests.PatchBody(Tenant.Replace("title", "Lead")), ("If-Match", "*"))).Expect(200);
        var nobody = await tenant.Scim.SendWithAsync(
            "PATCH", "/Users/" + Guid.CreateVersion7(), ScimRequests.PatchBody(Tenant.Replace("title", "Lead")), ("If-Match", "*"));
        ScimAssert.Error(nobody, nobody.Status == 412 ? 412 : 404);
    }

    [Fact, Rfc("7644-3.14-1"), Trait("Case", "C16")]
    public async Task What_a_client_has_already_is_304_without_a_body()
    {
        var tenant = await TenantAsync();
        var path = "/Users/" + await tenant.CreateUserAsync("ada");
        var first = (await tenant.Scim.GetAsync(path)).Expect(200).Header("ETag")!;

        foreach (var known in new[] { first, first[2..], $"W/\"999\", {first}", "*" })
        {
            var unchanged = (await tenant.Scim.SendWithAsync("GET", path, null, ("If-None-Match", known))).Expect(304);
            Assert.Equal("", unchanged.Text);
            Assert.Equal(first, unchanged.Header("ETag"));
        }

        (await tenant.Scim.SendWithAsync("GET", path, null, ("If-None-Match", "W/\"999\""))).Expect(200);
        (await tenant.Scim.PatchAsync(path, Tenant.Replace("title", "Lead"))).Expect(200);
        (await tenant.Scim.SendWithAsync("GET", path, null, ("If-None-Match", first))).Expect(200);
    }

    [Fact, Rfc("7644-3.14-1"), Trait("Case", "C16")]
    public async Task Of_a_hundred_writers_with_one_version_exactly_one_wins()
    {
        var tenant = await TenantAsync();
        var path = "/Users/" + await tenant.CreateUserAsync("ada");
        var version = (await tenant.Scim.GetAsync(path)).Expect(200).Header("ETag")!;

        var statuses = await Clients.EachAsync(16, Enumerable.Range(0, 100).Select(i => (Func<Task<int>>)(async () =>
            (await tenant.Scim.SendWithAsync("PATCH", path, ScimRequests.PatchBody(Tenant.Replace("title", $"Writer {i}")), ("If-Match", version)))
                .Expect(200, 412).Status)));

        Assert.Single(statuses, 200);
        Assert.Equal(99, statuses.Count(status => status == 412));
    }

    [Fact, Rfc("7644-3.14-1")]
    public async Task An_operation_of_a_bulk_job_can_name_the_version_that_it_changes()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        JsonObject Change(string version)
        {
            var operation = ScimRequests.Operation("PATCH", "/Users/" + id, ScimRequests.PatchBody(Tenant.Replace("title", version)));
            operation["version"] = version;
            return operation;
        }

        var current = (await tenant.UserAsync(id)).Text("meta.version");
        var results = (await tenant.Scim.BulkAsync(null, Change("W/\"999\""), Change(current))).Expect(200).Json.List("Operations");

        Assert.Equal(["412", "200"], results.Select(result => result.Text("status")));
        Assert.NotEqual(current, results[1].Text("version"));
    }
}

public sealed class VersionTestsOnSqlite(SqliteService service) : VersionTests(service);

public sealed class VersionTestsOnPostgreSql(PostgreSqlService service) : VersionTests(service);

public sealed class VersionTestsOnSqlServer(SqlServerService service) : VersionTests(service);
