namespace Scim.Modular.ConformanceTests.Teams;

public abstract class MappingLifeTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory]
    [InlineData("Okta Engineering")]
    [InlineData("  okta ENGINEERING\t")]
    public async Task A_name_typed_before_the_group_exists_is_matched_trimmed_and_in_any_case(string typed)
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var team = await tenant.CreateTeamAsync("Engineering");
        var mapping = (await tenant.MapNameAsync(typed, team)).Expect(201).Json;
        Assert.Equal("waiting", mapping.Text("status"));
        Assert.Null(mapping["boundGroupId"]);

        await tenant.CreateGroupAsync("Okta Engineers", ada);       // not that one
        var group = await tenant.CreateGroupAsync("Okta Engineering", ada);

        await Eventually.EqualAsync("ada", () => tenant.TeamAsync(team));
        var bound = await tenant.MappingAsync(mapping.Text("id"));
        Assert.Equal("bound", bound.Text("status"));
        Assert.Equal(group, bound.Text("boundGroupId"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Members_already_in_the_group_are_taken_over_when_the_mapping_is_made(bool byName)
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var group = await tenant.CreateGroupAsync("Eng", people[0], people[1]);
        var team = await tenant.CreateTeamAsync("Engineering");
        var mapping = (byName ? await tenant.MapNameAsync("eng", team) : await tenant.MapGroupAsync(group, team)).Expect(201).Json;

        Assert.Equal("bound", mapping.Text("status"));
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));
    }

    [Theory]
    [InlineData("remove", "cyd")]
    [InlineData("keep", "ada ben cyd")]
    public async Task A_deleted_mapping_takes_its_members_along_or_leaves_them_as_granted_by_hand(string members, string left)
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var group = await tenant.CreateGroupAsync("Eng", people[0], people[1]);
        var team = await tenant.CreateTeamAsync("Engineering");
        var mapping = (await tenant.MapGroupAsync(group, team)).Expect(201).Json.Text("id");
        await tenant.GrantAsync(team, people[2]);
        await Eventually.EqualAsync("ada ben cyd", () => tenant.TeamAsync(team));

        (await tenant.Admin.DeleteAsync($"/group-mappings/{mapping}?members={members}")).Expect(204);

        await Eventually.EqualAsync(left, () => tenant.TeamAsync(team));
        ScimAssert.Problem(await tenant.Admin.GetAsync("/group-mappings/" + mapping), 404);
        (await tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);
        var kinds = (await tenant.Admin.ListAsync($"/teams/{team}/members")).SelectMany(one => one.List("sources")).Select(one => one.Text("kind"));
        Assert.All(kinds, kind => Assert.Equal("manual", kind));
        Assert.Equal(left, await tenant.TeamAsync(team));
    }

    [Fact]
    public async Task A_member_that_is_not_known_yet_is_parked_until_that_user_arrives()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var ben = await tenant.CreateUserAsync("ben");
        (await tenant.Scim.DeleteAsync("/Users/" + ben)).Expect(204);
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync("Eng", team)).Expect(201);

        await tenant.CreateGroupAsync("Eng", ada, ben, Guid.CreateVersion7().ToString());
        await Eventually.EqualAsync("ada", () => tenant.TeamAsync(team));

        Assert.Equal(ben, await tenant.CreateUserAsync("ben"));                 // a deleted user comes back with the same id
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));
    }

    [Fact]
    public async Task A_group_that_would_contain_itself_is_refused_and_nobody_is_added()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng");

        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(ada, group)), 400);
        ScimAssert.Error(await tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Eng", [ada, group])), 400);

        Assert.Empty(await tenant.GroupMembersAsync(group));
    }

    /// <summary>What nobody understands is refused by name rather than taken and not done.</summary>
    [Theory]
    [InlineData("mode", "strict")]
    [InlineData("status", "bound")]
    [InlineData("confirmed", "true")]
    [InlineData("role", "emperor")]
    public async Task What_a_mapping_cannot_do_is_refused_by_name(string property, string value)
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Engineering");
        var body = JsonNodes.Of(new { directoryId = tenant.DirectoryId, groupName = "Eng", teamId = team, role = "member", mode = "managed" });
        body[property] = value;

        var refused = await tenant.Admin.SendAsync(HttpMethod.Post, "/group-mappings", body);

        ScimAssert.Problem(refused, 400);
        Assert.Contains(property, refused.Text, StringComparison.Ordinal);
        Assert.Empty(await tenant.Admin.ListAsync("/group-mappings"));
    }

    [Fact]
    public async Task A_disabled_directory_answers_403_until_it_is_active_again()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");

        Assert.Equal("disabled", (await tenant.Directory.PatchAsync("", new { status = "disabled" })).Expect(200).Json.Text("status"));
        await Eventually.EqualAsync(403, async () => (await tenant.Scim.GetAsync("/Users")).Status);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users"), 403);
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ben")), 403);

        (await tenant.Directory.PatchAsync("", new { status = "active" })).Expect(200);
        await Eventually.EqualAsync(200, async () => (await tenant.Scim.GetAsync("/Users")).Status);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 1);
    }

    /// <summary>Case A05: an oracle of what every client has been promised, against what is there at the end.</summary>
    [Fact]
    public async Task Sixty_four_clients_change_one_group_2000_times_and_no_change_is_lost()
    {
        const int ClientCount = 64;
        const int MembersEach = 6;
        const int Operations = 2000;
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Everybody");
        (await tenant.MapNameAsync("All", team)).Expect(201);
        var users = await Clients.EachAsync(32, Enumerable.Range(0, ClientCount * MembersEach)
            .Select(i => (Func<Task<string>>)(() => tenant.CreateUserAsync($"u{i}"))));
        var group = await tenant.CreateGroupAsync("All", [.. users.Where((_, i) => i % 2 == 0)]);
        var oracle = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>(
            users.Select((id, i) => KeyValuePair.Create(id, i % 2 == 0)));

        const int Seed = 20240513;
        await Task.WhenAll(Enumerable.Range(0, ClientCount).Select(async client =>
        {
            await Task.Yield();
            var random = new Random(Seed + client);
            var mine = users.AsMemory(client * MembersEach, MembersEach);
            for (var done = client; done < Operations; done += ClientCount)
            {
                var member = mine.Span[random.Next(MembersEach)];
                var join = !oracle[member];
                var operation = join ? Tenant.AddMembers(member) : Tenant.RemoveMember(member);
                (await tenant.Scim.PatchAsync("/Groups/" + group, operation)).Expect(204);
                oracle[member] = join;
            }
        }));

        string[] expected = [.. oracle.Where(one => one.Value).Select(one => one.Key).Order(StringComparer.Ordinal)];
        Assert.InRange(expected.Length, 1, users.Length - 1);
        Assert.Equal(expected, await tenant.GroupMembersAsync(group));
        await Eventually.EqualAsync(string.Join(' ', expected), async () => string.Join(' ',
            (await tenant.Admin.ListAsync($"/teams/{team}/members")).Select(member => member.Text("userId")).Order(StringComparer.Ordinal)));
    }
}

public sealed class MappingLifeTestsOnSqlite(SqliteService service) : MappingLifeTests(service);

public sealed class MappingLifeTestsOnPostgreSql(PostgreSqlService service) : MappingLifeTests(service);

public sealed class MappingLifeTestsOnSqlServer(SqlServerService service) : MappingLifeTests(service);
