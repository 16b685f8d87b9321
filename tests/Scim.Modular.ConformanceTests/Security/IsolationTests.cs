namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Cases E01 to E05: for the organization A, the organization B is not there.</summary>
public abstract class IsolationTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Marker = "Marker-of-B-5521";
    private static readonly string[] NotCompared = ["Date", "X-Request-Id", "traceparent", "Server-Timing"];
    private Tenant _a = null!;
    private Tenant _b = null!;
    private string _userOfB = "";
    private string _groupOfB = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _a = await TenantAsync();
        _b = await TenantAsync();
        var body = Tenant.UserBody("ben", "ext-b");
        body["title"] = Marker;
        _userOfB = (await _b.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");
        _groupOfB = await _b.CreateGroupAsync(Marker, _userOfB);
    }

    public static TheoryData<string, string> CallsOnAnId => new()
    {
        { "GET", "/Users/{user}" },
        { "GET", "/Users/{user}?attributes=userName" },
        { "PUT", "/Users/{user}" },
        { "PATCH", "/Users/{user}" },
        { "DELETE", "/Users/{user}" },
        { "GET", "/Groups/{group}" },
        { "PUT", "/Groups/{group}" },
        { "PATCH", "/Groups/{group}" },
        { "DELETE", "/Groups/{group}" },
        { "GET", "/Groups/{user}" },
        { "GET", "/Users/{group}" },
    };

    [Theory, Rfc("7644-2-4", "7644-2-6"), MemberData(nameof(CallsOnAnId))]
    public async Task An_id_of_another_organization_is_answered_exactly_like_one_that_nobody_has(string method, string template)
    {
        var before = (await _b.Scim.GetAsync("/Users/" + _userOfB)).Expect(200).Text + (await _b.Scim.GetAsync("/Groups/" + _groupOfB)).Expect(200).Text;
        var nobody = Guid.CreateVersion7().ToString();
        JsonNode? Body() => method switch
        {
            "PUT" when template.StartsWith("/Users", StringComparison.Ordinal) => Tenant.UserBody("evil"),
            "PUT" => Tenant.GroupBody("Evil", []),
            "PATCH" => JsonNode.Parse($$"""{"schemas":["{{ScimClient.PatchOp}}"],"Operations":[{"op":"replace","path":"displayName","value":"Evil"}]}"""),
            _ => null,
        };

        foreach (var scim in new[] { _a.Scim, _a.Scim.At(Service.BaseAddress + "/scim/v2") })
        {
            var theirs = await scim.SendAsync(new HttpMethod(method), Fill(template, _userOfB, _groupOfB), Body());
            var unknown = await scim.SendAsync(new HttpMethod(method), Fill(template, nobody, nobody), Body());

            ScimAssert.Error(theirs, 404);
            Assert.Equal(Comparable(unknown, nobody, nobody), Comparable(theirs, _userOfB, _groupOfB));
        }

        var after = (await _b.Scim.GetAsync("/Users/" + _userOfB)).Expect(200).Text + (await _b.Scim.GetAsync("/Groups/" + _groupOfB)).Expect(200).Text;
        Assert.Equal(before, after);
    }

    [Fact, Rfc("7644-2-4")]
    public async Task A_token_on_the_address_of_another_directory_is_401()
    {
        foreach (var (method, path) in new[] { ("GET", "/Users"), ("GET", "/Users/" + _userOfB), ("DELETE", "/Users/" + _userOfB), ("GET", "/Schemas") })
        {
            var refused = await _a.Scim.At(_b.Scim.BaseAddress).SendAsync(new HttpMethod(method), path);
            ScimAssert.Error(refused, 401);
            Assert.DoesNotContain(_a.Token, refused.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_a.Token, Service.Output, StringComparison.Ordinal);
        var second = await Tenant.CreateDirectoryAsync(_a.Admin, "okta");       // nor is it good for the organization's other directory
        ScimAssert.Error(await _a.Scim.At(second.ScimBaseAddress).GetAsync("/Users"), 401);
        ScimAssert.Error(await _a.Scim.At(Service.BaseAddress + "/scim/v2/" + Guid.CreateVersion7()).GetAsync("/Users"), 401);
    }

    [Fact, Rfc("7643-3.1-10", "7643-7-13")]
    public async Task The_same_names_in_two_organizations_are_both_201_and_two_different_people()
    {
        var mine = await _a.CreateUserAsync("ben", "ext-b");
        var group = await _a.CreateGroupAsync(Marker);

        Assert.NotEqual(_userOfB, mine);
        Assert.NotEqual(_groupOfB, group);
        (await _a.Scim.PatchAsync("/Users/" + mine, Tenant.Replace(new JsonObject { ["active"] = false, ["emails"] = new JsonArray() }))).Expect(200);
        var theirs = (await _b.Scim.GetAsync("/Users/" + _userOfB)).Expect(200).Json;
        Assert.True(theirs.Flag("active"));
        Assert.Equal("ben@mail.example", theirs.Text("emails[0].value"));
        var refused = await _a.Scim.PostAsync("/Users", Tenant.UserBody("ben", "ext-other"));
        ScimAssert.Error(refused, 409, "uniqueness");
        Assert.DoesNotContain(_userOfB, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_another_organization_is_found_counted_or_listed()
    {
        await _a.CreateUserAsync("ada");
        foreach (var query in new[]
        {
            "/Users", "/Groups", $"/Users?filter=title%20eq%20%22{Marker}%22", "/Users?filter=userName%20eq%20%22ben%22",
            $"/Users?filter=id%20eq%20%22{_userOfB}%22", "/Users?filter=userName%20pr%20or%20title%20pr",
            $"/Groups?filter=members.value%20eq%20%22{_userOfB}%22", $"/Groups?filter=displayName%20co%20%22Marker%22",
        })
        {
            var reply = (await _a.Scim.GetAsync(query)).Expect(200);
            Assert.DoesNotContain(Marker, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(_userOfB, reply.Text, StringComparison.Ordinal);
            Assert.InRange(reply.Json.Number("totalResults"), 0, 1);
        }

        foreach (var path in new[] { "/users", "/groups", "/licenses", "/teams", "/group-mappings", "/plans", "/directories", $"/directories/{_a.DirectoryId}/requests" })
        {
            // The log of requests shows the addresses that A has just asked for, and A named B's marker in them.
            var text = string.Join('\n', (await _a.Admin.ListAsync(path)).Select(item => item.Without("path").ToJsonString()));
            Assert.DoesNotContain(Marker, text, StringComparison.Ordinal);
            Assert.DoesNotContain(_userOfB, text, StringComparison.Ordinal);
            Assert.DoesNotContain(_b.DirectoryId, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_member_of_another_organization_is_accepted_and_has_no_effect()
    {
        var team = await _a.CreateTeamAsync("Engineering");
        (await _a.MapNameAsync("Eng", team)).Expect(201);
        var ada = await _a.CreateUserAsync("ada");
        var group = await _a.CreateGroupAsync("Eng", _userOfB, ada);
        await _a.AddMembersAsync(group, _groupOfB);
        await Eventually.EqualAsync("ada", () => _a.TeamAsync(team));

        var theirs = (await _b.Scim.GetAsync("/Users/" + _userOfB)).Expect(200).Json;
        Assert.Equal([_groupOfB], theirs.List("groups").Select(membership => membership.Text("value")));
        Assert.Empty((await _b.Admin.GetAsync("/users/" + _userOfB)).Expect(200).Json.List("teams"));
        Assert.DoesNotContain(Marker, (await _a.Scim.GetAsync("/Groups/" + group)).Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ben", (await _a.Scim.GetAsync("/Groups/" + group)).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_another_organization_in_the_admin_API_are_404_like_unknown_ones()
    {
        var team = await _b.CreateTeamAsync("Team of B");
        var mapping = (await _b.MapGroupAsync(_groupOfB, team)).Expect(201).Json.Text("id");
        await _b.PutPlanAsync(seats: 3, key: "of-b");
        await Eventually.EqualAsync("ben", () => _b.TeamAsync(team));
        var nobody = Guid.CreateVersion7().ToString();

        foreach (var (method, path, id, body) in new (string, string, string, object?)[]
        {
            ("GET", "/users/{id}", _userOfB, null),
            ("GET", "/groups/{id}", _groupOfB, null),
            ("GET", "/directories/{id}", _b.DirectoryId, null),
            ("DELETE", "/directories/{id}", _b.DirectoryId, null),
            ("POST", "/directories/{id}/tokens", _b.DirectoryId, new { name = "x" }),
            ("GET", "/directories/{id}/requests", _b.DirectoryId, null),
            ("GET", "/teams/{id}", team, null),
            ("DELETE", "/teams/{id}", team, null),
            ("GET", "/teams/{id}/members", team, null),
            ("PUT", $"/teams/{{id}}/members/{_userOfB}", team, new { role = "member" }),
            ("GET", "/group-mappings/{id}", mapping, null),
            ("DELETE", "/group-mappings/{id}", mapping, null),
            ("GET", "/plans/{id}", "of-b", null),
            ("DELETE", "/plans/{id}", "of-b", null),
        })
        {
            var json = body is null ? null : JsonNodes.Of(body);
            var theirs = await _a.Admin.SendAsync(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal), json?.DeepClone());
            var unknown = await _a.Admin.SendAsync(new HttpMethod(method), path.Replace("{id}", nobody, StringComparison.Ordinal), json?.DeepClone());
            ScimAssert.Problem(theirs, 404);
            Assert.Equal(unknown.Json.Text("code"), theirs.Json.Text("code"));
            Assert.Equal(unknown.Status, theirs.Status);
        }

        var ours = await _a.CreateTeamAsync("Team of A");
        foreach (var body in new object[]
        {
            new { directoryId = _b.DirectoryId, groupName = "x", teamId = ours, role = "member", mode = "managed" },
            new { directoryId = _a.DirectoryId, groupName = "x", teamId = team, role = "member", mode = "managed" },
            new { directoryId = _a.DirectoryId, groupId = _groupOfB, teamId = ours, role = "member", mode = "managed" },
        })
            ScimAssert.Problem(await _a.Admin.PostAsync("/group-mappings", body), 400, 404, 422);
        Assert.Empty(await _a.Admin.ListAsync("/group-mappings"));
        ScimAssert.Problem(await _a.Admin.PutAsync($"/teams/{ours}/members/{_userOfB}", new { role = "member" }), 400, 404, 422);
        Assert.Equal("", await _a.TeamAsync(ours));
        Assert.Equal("ben", await _b.TeamAsync(team));
    }

    private static string Fill(string template, string user, string group) =>
        template.Replace("{user}", user, StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal);

    /// <summary>Status, headers and body, with the id that the client sent itself taken out.</summary>
    private static string Comparable(Reply reply, params string[] ids)
    {
        var headers = reply.Headers
            .Where(header => !NotCompared.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key}: {header.Value}");
        var text = $"{reply.Status}\n{string.Join('\n', headers)}\n{reply.Text}";
        return ids.Aggregate(text, (current, id) => current.Replace(id, "{id}", StringComparison.OrdinalIgnoreCase));
    }
}

public sealed class IsolationTestsOnSqlite(SqliteService service) : IsolationTests(service);

public sealed class IsolationTestsOnPostgreSql(PostgreSqlService service) : IsolationTests(service);

public sealed class IsolationTestsOnSqlServer(SqlServerService service) : IsolationTests(service);
