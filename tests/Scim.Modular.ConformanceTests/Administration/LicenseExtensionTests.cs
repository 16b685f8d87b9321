namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>The seat of a user as its SCIM resource shows it.</summary>
public abstract class LicenseExtensionTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Urn = "urn:scim:modular:params:scim:schemas:extension:license:2.0:User";

    [Fact]
    public async Task Every_answer_about_a_user_shows_its_seat()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);

        var ada = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada"))).Expect(201).Json;
        Assert.Equal("standard assigned", Shown(ada));
        Assert.Contains(Urn, ada.List("schemas").Select(urn => urn.GetValue<string>()));
        var ben = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ben"))).Expect(201).Json;
        var cyd = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("cyd"))).Expect(201).Json.Text("id");
        Assert.Equal("standard waitlisted standard 1", Shown(ben));

        var id = ben.Text("id");
        Assert.Equal("standard waitlisted standard 2", Shown((await tenant.Scim.GetAsync("/Users/" + cyd)).Expect(200).Json));
        Assert.Equal("standard waitlisted standard 1", Shown((await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("title", "Boss"))).Expect(200).Json));
        var released = (await tenant.Scim.PatchAsync("/Users/" + ada.Text("id"), Tenant.Replace("active", false))).Expect(200).Json;
        Assert.Equal("standard released", Shown(released));
        Assert.Equal("standard assigned", Shown((await tenant.Scim.PutAsync("/Users/" + id, Tenant.UserBody("ben"))).Expect(200).Json));
        Assert.Equal(
            ["ada standard released", "ben standard assigned", "cyd standard waitlisted standard 1"],
            ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 3).Select(user => $"{user.Text("userName")} {Shown(user)}"));
    }

    [Fact]
    public async Task Who_never_had_a_seat_shows_none()
    {
        var tenant = await TenantAsync();
        var ada = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada"))).Expect(201).Json;
        Assert.Equal("", Shown(ada));
        Assert.DoesNotContain(Urn, ada.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_can_read_it_and_not_write_it()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        var body = Tenant.UserBody("ada");
        body["schemas"] = new JsonArray(Tenant.UserSchema, Urn);
        body[Urn] = new JsonObject { ["plan"] = "gold", ["status"] = "released", ["waitlistPosition"] = 7 };

        var made = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json;
        Assert.Equal("standard assigned", Shown(made));
        var path = "/Users/" + made.Text("id");
        Assert.Equal("standard assigned", Shown((await tenant.Scim.PutAsync(path, (JsonObject)body.DeepClone())).Expect(200).Json));
        ScimAssert.Error(await tenant.Scim.PatchAsync(path, Tenant.Replace(Urn + ":plan", "gold")), 400, "mutability");
        ScimAssert.Error(await tenant.Scim.PatchAsync(path, new JsonObject { ["op"] = "remove", ["path"] = Urn + ":status" }), 400, "mutability");
        Assert.Equal("standard assigned", Shown((await tenant.Scim.GetAsync(path)).Expect(200).Json));
    }

    [Fact]
    public async Task The_version_of_a_user_does_not_move_by_it()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 0);
        var before = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada"))).Expect(201).Json;
        await tenant.PutPlanAsync(seats: 1);
        await Eventually.EqualAsync("standard assigned", async () => Shown((await tenant.Scim.GetAsync("/Users/" + before.Text("id"))).Json));
        var after = (await tenant.Scim.GetAsync("/Users/" + before.Text("id"))).Json;
        Assert.Equal(before.Text("meta.version"), after.Text("meta.version"));
        Assert.Equal(before.Text("meta.lastModified"), after.Text("meta.lastModified"));
    }

    [Fact]
    public async Task It_can_be_left_out_or_asked_for_in_part()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var path = "/Users/" + await tenant.CreateUserAsync("ada");

        foreach (var without in new[] { Urn, "urn:SCIM:modular:params:scim:schemas:extension:license:2.0:user" })
            Assert.Equal("", Shown((await tenant.Scim.GetAsync($"{path}?excludedAttributes={without}")).Expect(200).Json));
        Assert.Equal("", Shown((await tenant.Scim.GetAsync(path + "?attributes=userName")).Expect(200).Json));
        var part = (await tenant.Scim.GetAsync($"{path}?attributes={Urn}:status")).Expect(200).Json;
        Assert.Equal("""{"status":"assigned"}""", part[Urn]!.ToJsonString());
        var whole = ScimAssert.List(await tenant.Scim.GetAsync($"/Users?attributes={Urn}"), 1)[0];
        Assert.Equal("standard assigned", Shown(whole));
        Assert.Null(whole["userName"]);
    }

    [Fact]
    public async Task It_can_be_looked_for_and_sorted_by_but_for_the_place_in_line()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("early");
        (await tenant.Scim.PatchAsync("/Users/" + await tenant.CreateUserAsync("off"), Tenant.Replace("active", false))).Expect(200);
        var now = DateTimeOffset.UtcNow.AddDays(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await tenant.PutPlanAsync(seats: 2);
        await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("2/1", () => tenant.UsageAsync());

        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:status eq \"assigned\"", "early", "ada");
        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:status eq \"Waitlisted\"", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, $"not ({Urn}:status eq \"assigned\")", "ben", "off");
        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:plan ne \"standard\"", "off");
        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:plan pr", "early", "ada", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:waitsFor sw \"stand\"", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, $"{Urn}:since gt \"{now}\"", "early", "ada", "ben");
        await ScimAssert.FindsAsync(tenant.Scim, $"not ({Urn}:since gt \"{now}\")", "off");
        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", $"{Urn}:waitlistPosition eq 1"), 400, "invalidFilter");
        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", $"userName pr and not ({Urn}:waitlistPosition pr)"), 400, "invalidFilter");
        ScimAssert.Error(await tenant.Scim.GetAsync($"/Users?sortBy={Urn}:waitlistPosition"), 400);
        var sorted = ScimAssert.List(await tenant.Scim.GetAsync($"/Users?sortBy={Urn}:status&sortOrder=descending"), 4);
        Assert.Equal(["off", "ben"], sorted.Take(2).Select(user => user.Text("userName")));
    }

    [Fact]
    public async Task It_is_discovered_as_a_read_only_extension_that_nobody_must_have()
    {
        var tenant = await TenantAsync();
        var schema = (await tenant.Scim.GetAsync("/Schemas/" + Urn)).Expect(200).Json;
        Assert.Equal(["plan", "status", "since", "waitsFor", "waitlistPosition"], schema.List("attributes").Select(attribute => attribute.Text("name")));
        Assert.All(schema.List("attributes"), attribute => Assert.Equal("readOnly", attribute.Text("mutability")));
        var type = (await tenant.Scim.GetAsync("/ResourceTypes/User")).Expect(200).Json;
        Assert.False(type.List("schemaExtensions").Single(extension => extension.Text("schema") == Urn).Flag("required"));

        // It is not the organization's to define, and an attribute of its own goes before one of ours with the same name.
        ScimAssert.Problem(await tenant.Admin.PutAsync("/schemas/" + Urn, new { name = "Mine", attributes = Array.Empty<object>() }), 400, 409);
        const string own = "urn:example:params:scim:schemas:extension:own:2.0:User";
        (await tenant.Admin.PutAsync("/schemas/" + own, new { name = "Own", attributes = new[] { new { name = "status", type = "string" } } })).Expect(201);
        (await tenant.Admin.PutAsync("/resource-types/User", new { schemaExtensions = new[] { new { schema = own, required = false } } })).Expect(201);
        await Eventually.Async(async () => (await tenant.Scim.GetAsync("/Schemas/" + own)).Status == 200);
        var ada = (await tenant.Scim.PatchAsync("/Users/" + await tenant.CreateUserAsync("ada"), Tenant.Replace("status", "new"))).Expect(200).Json;
        Assert.Equal("new", ada[own].Text("status"));
    }

    private static string Shown(JsonNode user)
    {
        if (user[Urn] is not { } license)
            return "";
        Assert.NotNull(license["since"]);
        var waits = license["waitsFor"] is null ? "" : $" {license.Text("waitsFor")} {license.Number("waitlistPosition")}";
        return $"{license.Text("plan")} {license.Text("status")}{waits}";
    }
}

public sealed class LicenseExtensionTestsOnSqlite(SqliteService service) : LicenseExtensionTests(service);

public sealed class LicenseExtensionTestsOnPostgreSql(PostgreSqlService service) : LicenseExtensionTests(service);

public sealed class LicenseExtensionTestsOnSqlServer(SqlServerService service) : LicenseExtensionTests(service);
