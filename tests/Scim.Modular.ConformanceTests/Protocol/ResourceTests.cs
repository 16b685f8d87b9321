namespace Scim.Modular.ConformanceTests.Protocol;

public abstract class ResourceTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    [Fact, Rfc("7644-3.2-3", "7644-3.5.1-1")]
    public async Task PUT_never_creates()
    {
        var tenant = await TenantAsync();
        foreach (var id in new[] { Guid.CreateVersion7().ToString(), "not-a-uuid" })
        {
            ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + id, Tenant.UserBody("ada")), 404);
            ScimAssert.Error(await tenant.Scim.PutAsync("/Groups/" + id, Tenant.GroupBody("Eng", [])), 404);
        }

        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
    }

    [Fact]
    [Rfc(
        "7643-3.1-2", "7643-3.1-7", "7643-3.1-11", "7643-4.1.2-12", "7643-7-10", "7644-3.3-1", "7644-3.3-2",
        "7644-3.3.1-1", "7644-3.5.1-7")]
    public async Task What_the_service_owns_is_not_set_by_a_client()
    {
        var tenant = await TenantAsync();
        var other = await tenant.CreateUserAsync("other");
        var group = await tenant.CreateGroupAsync("Eng");
        JsonObject Meddled(string userName)
        {
            var body = Tenant.UserBody(userName, "1");
            body["id"] = other;
            body["meta"] = JsonNode.Parse("""{"resourceType":"Admin","created":"1999-01-01T00:00:00Z","version":"W/\"9\"","location":"http://evil.example"}""");
            body["groups"] = new JsonArray(new JsonObject { ["value"] = group });
            body["tenantId"] = "1";
            body["isAdmin"] = true;
            body["__proto__"] = new JsonObject { ["admin"] = true };
            body["urn:example:unknown:2.0:User"] = new JsonObject { ["x"] = 1 };
            return body;
        }

        var created = (await tenant.Scim.PostAsync("/Users", Meddled("ada"))).Expect(201).Json;
        var id = created.Text("id");
        Assert.NotEqual(other, id);
        var put = (await tenant.Scim.PutAsync("/Users/" + id, Meddled("ada"))).Expect(200).Json;

        foreach (var user in new[] { created, put, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json })
        {
            Assert.Equal(id, user.Text("id"));
            Assert.Equal("User", user.Text("meta.resourceType"));
            Assert.StartsWith("20", user.Text("meta.created"), StringComparison.Ordinal);
            Assert.DoesNotContain("evil", user.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("isAdmin", user.ToJsonString(), StringComparison.Ordinal);
            Assert.Empty(user["groups"]?.AsArray() ?? []);
        }

        Assert.Empty(await tenant.GroupMembersAsync(group));
        Assert.Equal("other", (await tenant.Scim.GetAsync("/Users/" + other)).Expect(200).Json.Text("userName"));
    }

    [Fact, Rfc("7643-4.1.1-8", "7643-4.1.1-13")]
    public async Task A_password_is_taken_and_never_seen_again()
    {
        var tenant = await TenantAsync();
        const string canary = "Canary!8842-abc";
        var body = Tenant.UserBody("ada");
        body["password"] = canary;
        var created = (await tenant.Scim.PostAsync("/Users", body)).Expect(201);
        var id = created.Json.Text("id");
        body["title"] = "Lead";

        foreach (var reply in new[]
        {
            created,
            await tenant.Scim.PutAsync("/Users/" + id, body),
            await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(new JsonObject { ["password"] = canary })),
            await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("password", canary)),
            await tenant.Scim.GetAsync("/Users/" + id),
            await tenant.Scim.GetAsync($"/Users/{id}?attributes=password"),
            await tenant.Scim.GetAsync("/Users"),
            await tenant.Admin.GetAsync("/users/" + id),
        })
        {
            reply.Expect(200, 201);
            Assert.DoesNotContain(canary, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"password\"", reply.Text, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var method in new[] { "POST", "PUT", "PATCH" })
        {
            foreach (var request in await LoggedAsync(tenant, method))
                Assert.DoesNotContain(canary, (await tenant.Directory.GetAsync("/requests/" + request.Text("id"))).Expect(200).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(canary, Service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Token, Service.Output, StringComparison.Ordinal);
    }

    [Fact, Rfc("7643-4.1.1-2", "7643-4.1.1-3", "7643-7-13", "7643-7-14", "7644-3.3-6")]
    public async Task A_taken_userName_or_externalId_is_409_on_POST_PUT_and_PATCH_and_changes_nothing()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada", "ext-ada");
        var ben = await tenant.CreateUserAsync("ben", "ext-ben");
        var before = (await tenant.Scim.GetAsync("/Users/" + ben)).Expect(200);

        foreach (var taken in new[] { Tenant.UserBody("ADA", "ext-new"), Tenant.UserBody("new", "ext-ada") })
        {
            ScimAssert.Error(await tenant.Scim.PostAsync("/Users", taken), 409, "uniqueness");
            ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + ben, taken), 409, "uniqueness");
        }

        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + ben, Tenant.Replace("userName", "Ada")), 409, "uniqueness");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + ben, Tenant.Replace(new JsonObject { ["externalId"] = "ext-ada" })), 409, "uniqueness");

        Assert.Equal(before.Text, (await tenant.Scim.GetAsync("/Users/" + ben)).Expect(200).Text);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 2);
        (await tenant.Scim.PatchAsync("/Users/" + ada, Tenant.Replace("userName", "ADA"))).Expect(200);     // one's own name, in another case
    }

    [Fact, Rfc("7643-4.1.1-2", "7643-7-14")]
    public async Task Ten_POSTs_of_one_user_at_once_are_one_201_and_nine_409()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);

        var statuses = await Clients.EachAsync(10, Enumerable.Repeat(async () =>
            (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada"))).Expect(201, 409).Status, 10));

        Assert.Equal([201, .. Enumerable.Repeat(409, 9)], statuses.Order());
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 1);
    }

    [Fact]
    public async Task Two_groups_of_a_directory_cannot_have_the_same_name_in_any_case()
    {
        var tenant = await TenantAsync();
        var first = await tenant.CreateGroupAsync("Engineering");
        var second = await tenant.CreateGroupAsync("Sales");

        ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("ENGINEERING", [])), 409, "uniqueness");
        ScimAssert.Error(await tenant.Scim.PutAsync("/Groups/" + second, Tenant.GroupBody("engineering", [])), 409, "uniqueness");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + second, Tenant.Replace("displayName", "engineering")), 409, "uniqueness");

        Assert.Equal("Sales", (await tenant.Scim.GetAsync("/Groups/" + second)).Expect(200).Json.Text("displayName"));
        Assert.Equal(first, ScimAssert.List(await tenant.Scim.FilterAsync("Groups", "displayName eq \"ENGINEERING\""), 1)[0].Text("id"));
        (await tenant.Scim.PatchAsync("/Groups/" + first, Tenant.Replace("displayName", "ENGINEERING"))).Expect(204);
    }

    [Fact, Rfc("7644-3.5-2", "7644-3.5.2-15")]
    public async Task A_group_patch_is_204_and_with_a_projection_200()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng");
        Assert.Equal("", (await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(ada))).Expect(204).Text);

        var projected = (await tenant.Scim.PatchAsync($"/Groups/{group}?excludedAttributes=members", Tenant.Replace("displayName", "Ops"))).Expect(200);

        Assert.Equal("Ops", projected.Json.Text("displayName"));
        Assert.False(projected.Json.AsObject().ContainsKey("members"));
    }

    [Fact, Rfc("7643-4.1.2-11")]
    public async Task A_user_shows_its_groups_and_a_group_its_members_with_their_addresses()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng", ada, ada);

        var member = Assert.Single((await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Json.List("members"));
        Assert.Equal(ada, member.Text("value"));
        Assert.Equal($"{tenant.ScimBaseAddress}/Users/{ada}", member.Text("$ref"));
        var membership = Assert.Single((await tenant.Scim.GetAsync("/Users/" + ada)).Expect(200).Json.List("groups"));
        Assert.Equal(group, membership.Text("value"));
        Assert.Equal("Eng", membership.Text("display"));
        Assert.Equal(group, ScimAssert.List(await tenant.Scim.FilterAsync("Groups", $"members.value eq \"{ada}\""), 1)[0].Text("id"));

        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        Assert.Empty(await tenant.GroupMembersAsync(group));
    }

    [Fact, Rfc("7643-2.5-1", "7644-3.5.1-3")]
    public async Task A_cleared_attribute_is_gone_whether_it_was_left_out_null_or_empty()
    {
        var tenant = await TenantAsync();
        foreach (var cleared in new[] { "absent", "null", "\"\"" })
        {
            var body = Tenant.UserBody("u-" + cleared.Trim('"'));
            body["title"] = "Lead";
            var id = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");
            body.Remove("title");
            if (cleared != "absent")
                body["title"] = JsonNode.Parse(cleared);

            (await tenant.Scim.PutAsync("/Users/" + id, body)).Expect(200);

            Assert.False((await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.AsObject().ContainsKey("title"), cleared);
        }
    }

    [Fact, Rfc("7643-3.3-5")]
    public async Task The_enterprise_extension_is_kept_under_its_URN_and_numbers_in_it_are_tolerated()
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada");
        body["schemas"]!.AsArray().Add(Enterprise);
        body[Enterprise] = JsonNode.Parse("""{"employeeNumber":701984,"costCenter":"4130","department":"Tour","manager":{"value":"26118915"}}""");

        var id = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");

        var read = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json;
        Assert.Equal("701984", read[Enterprise].Text("employeeNumber"));
        Assert.Equal("Tour", read[Enterprise].Text("department"));
        Assert.Equal("26118915", read[Enterprise].Text("manager.value"));
        Assert.Contains(Enterprise, read.List("schemas").Select(schema => schema.GetValue<string>()));
    }

    /// <summary>
    /// More members than a page, the effects of one request, or one event (1,000) hold. That a change of one member costs the same among 20,000 is
    /// asserted by counting statements, in the integration tests.
    /// </summary>
    [Fact]
    public async Task A_group_of_1100_members_can_be_patched()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Everybody");
        (await tenant.MapNameAsync("Everybody", team)).Expect(201);
        var users = await Clients.EachAsync(32, Enumerable.Range(0, 1_100).Select(i => (Func<Task<string>>)(() => tenant.CreateUserAsync($"u{i}"))));
        var group = await tenant.CreateGroupAsync("Everybody", users[..49]);
        await tenant.AddMembersAsync(group, users[49..1_099]);

        await tenant.AddMembersAsync(group, users[1_099]);
        Assert.Equal(1_100, (await tenant.GroupMembersAsync(group)).Length);
        (await tenant.Scim.PatchAsync("/Groups/" + group, [.. users[..51].Select(Tenant.RemoveMember)])).Expect(204);
        Assert.Equal(users[51..].Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
        var some = ScimAssert.List(await tenant.Scim.FilterAsync("Groups", $"members.value eq \"{users[1_099]}\"", "&excludedAttributes=members"), 1);
        Assert.Equal(group, some[0].Text("id"));
        await Eventually.EqualAsync(1_049, async () => (await tenant.Admin.GetAsync("/teams/" + team)).Expect(200).Json.Number("memberCount"));
    }

    /// <summary>The provisioning log is written in batches behind the requests.</summary>
    private static async Task<IReadOnlyList<JsonNode>> LoggedAsync(Tenant tenant, string method)
    {
        IReadOnlyList<JsonNode> found = [];
        await Eventually.Async(async () =>
        {
            found = [.. (await tenant.Directory.ListAsync("/requests")).Where(request => request.Text("method") == method)];
            return found.Count > 0;
        });
        return found;
    }
}

public sealed class ResourceTestsOnSqlite(SqliteService service) : ResourceTests(service);

public sealed class ResourceTestsOnPostgreSql(PostgreSqlService service) : ResourceTests(service);

public sealed class ResourceTestsOnSqlServer(SqlServerService service) : ResourceTests(service);
