namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Administrators by the admin API, and cases D11 and V2.</summary>
public abstract class AdministratorTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task Administrators_are_invited_changed_and_removed()
    {
        var tenant = await TenantAsync();
        var made = (await tenant.Admin.PostAsync("/administrators", new { email = "Ada@Example.com", role = "admin", name = "Ada" })).Expect(201);
        var id = made.Json.Text("id");
        Assert.Equal(new Uri(made.Header("Location")!, UriKind.RelativeOrAbsolute).OriginalString, $"/admin/v1/organizations/{tenant.Id}/administrators/{id}");
        Assert.Equal("Ada@Example.com", made.Json.Text("email"));
        Assert.Null(made["bound"]);
        Assert.Null(made["lastSignInAt"]);

        var one = tenant.Admin.At("/administrators/" + id);
        var tag = (await one.GetAsync()).Expect(200).Header("ETag")!;
        var changed = (await one.With("If-Match", tag).PatchAsync("", new { role = "auditor" })).Expect(200);
        Assert.Equal(("auditor", "Ada"), (changed.Json.Text("role"), changed.Json.Text("name")));
        ScimAssert.Problem(await one.With("If-Match", tag).PatchAsync("", new { role = "admin" }), 412);
        ScimAssert.Problem(await one.With("If-Match", tag).DeleteAsync(""), 412);

        Assert.Equal(id, Assert.Single(await tenant.Admin.ListAsync("/administrators")).Text("id"));
        Assert.DoesNotContain(await Service.Admin.ListAsync("/administrators"), row => row.Text("id") == id);
        ScimAssert.Problem(await Service.Admin.GetAsync("/administrators/" + id), 404);

        (await one.DeleteAsync("")).Expect(204);
        ScimAssert.Problem(await one.GetAsync(), 404);
        await Eventually.EqualAsync(
            "identity.AdministratorRemoved identity.AdministratorChanged identity.AdministratorInvited",
            async () => string.Join(' ', (await tenant.Admin.ListAsync("/audit?target=administrator:" + id)).Select(entry => entry.Text("action"))));
    }

    [Theory]
    [InlineData("""{"role":"admin"}""", "email")]
    [InlineData("""{"email":"ada","role":"admin"}""", "email")]
    [InlineData("""{"email":"a@b@c","role":"admin"}""", "email")]
    [InlineData("""{"email":"ada @example.com","role":"admin"}""", "email")]
    [InlineData("""{"email":"ada@example.com"}""", "role")]
    [InlineData("""{"email":"ada@example.com","role":"root"}""", "role")]
    [InlineData("""{"email":"ada@example.com","role":"admin","name":""}""", "name")]
    public async Task What_is_wrong_is_said_by_its_name(string body, string property)
    {
        var tenant = await TenantAsync();
        var refused = await tenant.Admin.SendAsync(HttpMethod.Post, "/administrators", JsonNode.Parse(body));
        ScimAssert.Problem(refused, 400);
        Assert.NotNull(refused["errors"]![property]);
    }

    [Fact]
    public async Task One_address_is_one_administrator_however_it_is_written_and_each_organization_has_its_own()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        (await tenant.Admin.PostAsync("/administrators", new { email = "ada@example.com", role = "admin" })).Expect(201);
        var refused = await tenant.Admin.PostAsync("/administrators", new { email = "ADA@EXAMPLE.COM", role = "owner" });
        ScimAssert.Problem(refused, 409);
        Assert.Equal("email_taken", refused.Json.Text("code"));
        (await other.Admin.PostAsync("/administrators", new { email = "ada@example.com", role = "auditor" })).Expect(201);
    }

    [Fact]
    public async Task The_last_owner_stays_one_also_when_two_go_at_a_time()
    {
        var tenant = await TenantAsync();
        var ada = await InviteAsync(tenant, "ada@example.com", "owner");
        var first = await tenant.Admin.DeleteAsync("/administrators/" + ada);
        ScimAssert.Problem(first, 409);
        Assert.Equal("last_owner", first.Json.Text("code"));
        ScimAssert.Problem(await tenant.Admin.PatchAsync("/administrators/" + ada, new { role = "admin" }), 409);

        for (var round = 0; round < 10; round++)
        {
            var bob = await InviteAsync(tenant, $"bob{round}@example.com", "owner");
            var replies = await Task.WhenAll(
                tenant.Admin.PatchAsync("/administrators/" + ada, new { role = "admin" }), tenant.Admin.DeleteAsync("/administrators/" + bob));
            Assert.Single(replies, reply => reply.Status == 409 && reply.Json.Text("code") == "last_owner");
            Assert.Single(await tenant.Admin.ListAsync("/administrators"), row => row.Text("role") == "owner");

            (await tenant.Admin.PatchAsync("/administrators/" + ada, new { role = "owner" })).Expect(200);
            (await tenant.Admin.DeleteAsync("/administrators/" + bob)).Expect(204, 404);
        }
    }

    [Fact]
    public async Task A_dry_run_invites_nobody_and_a_named_request_once()
    {
        var tenant = await TenantAsync();
        (await tenant.Admin.PostAsync("/administrators?dryRun=true", new { email = "ada@example.com", role = "admin" })).Expect(201);
        Assert.Empty(await tenant.Admin.ListAsync("/administrators"));
        var named = tenant.Admin.With("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await named.PostAsync("/administrators", new { email = "ada@example.com", role = "admin" })).Expect(201);
        var again = (await named.PostAsync("/administrators", new { email = "ada@example.com", role = "admin" })).Expect(201);
        Assert.Equal(first.Json.Text("id"), again.Json.Text("id"));
    }

    [Fact]
    public async Task What_an_identity_provider_pushes_changes_no_administrator()
    {
        var tenant = await TenantAsync();
        var ada = await InviteAsync(tenant, "ada@example.com", "owner");
        var before = (await tenant.Admin.GetAsync("/administrators/" + ada)).Expect(200).Text;

        var user = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada@example.com"))).Expect(201).Json.Text("id");
        (await tenant.Scim.PatchAsync("/Users/" + user, Tenant.Replace(new JsonObject
        {
            ["userName"] = "evil@example.org",
            ["emails"] = new JsonArray(new JsonObject { ["value"] = "evil@example.org", ["primary"] = true }),
        }))).Expect(200, 204);
        (await tenant.Scim.DeleteAsync("/Users/" + user)).Expect(204);

        Assert.Equal(before, (await tenant.Admin.GetAsync("/administrators/" + ada)).Expect(200).Text);
    }

    private static async Task<string> InviteAsync(Tenant tenant, string email, string role) =>
        (await tenant.Admin.PostAsync("/administrators", new { email, role })).Expect(201).Json.Text("id");
}

public sealed class AdministratorTestsOnSqlite(SqliteService service) : AdministratorTests(service);

public sealed class AdministratorTestsOnPostgreSql(PostgreSqlService service) : AdministratorTests(service);

public sealed class AdministratorTestsOnSqlServer(SqlServerService service) : AdministratorTests(service);
