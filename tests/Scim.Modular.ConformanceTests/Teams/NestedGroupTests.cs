namespace Scim.Modular.ConformanceTests.Teams;

/// <summary>A group in a group: its users are in the outer one's team.</summary>
public abstract class NestedGroupTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task Users_of_groups_within_a_mapped_group_are_in_its_team_while_there_is_a_way()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var team = await tenant.CreateTeamAsync("Engineering");
        var innermost = await tenant.CreateGroupAsync("Backend", people[0]);
        var inner = await tenant.CreateGroupAsync("Server", people[1], innermost);
        var outer = await tenant.CreateGroupAsync("Eng", inner);
        (await tenant.MapGroupAsync(outer, team)).Expect(201);
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));

        await tenant.AddMembersAsync(innermost, people[2]);
        await Eventually.EqualAsync("ada ben cyd", () => tenant.TeamAsync(team));
        await tenant.AddMembersAsync(inner, people[2]);
        await tenant.RemoveMemberAsync(innermost, people[2]);       // still there through the other group
        await Eventually.EqualAsync("ada ben cyd", () => tenant.TeamAsync(team));
        await tenant.RemoveMemberAsync(inner, people[2]);
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));

        await tenant.AddMembersAsync(outer, innermost);
        await tenant.RemoveMemberAsync(inner, innermost);           // the shorter way is left
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));
        await tenant.RemoveMemberAsync(outer, innermost);
        await Eventually.EqualAsync("ben", () => tenant.TeamAsync(team));
    }

    [Fact]
    public async Task A_deleted_inner_group_takes_its_users_out_of_the_outer_groups_team()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben");
        var team = await tenant.CreateTeamAsync("Engineering");
        var innermost = await tenant.CreateGroupAsync("Backend", people[0]);
        var inner = await tenant.CreateGroupAsync("Server", innermost);
        var outer = await tenant.CreateGroupAsync("Eng", people[1], inner);
        (await tenant.MapGroupAsync(outer, team)).Expect(201);
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));
        var explained = (await tenant.Admin.GetAsync($"/users/{people[0]}/explanation")).Expect(200).Json;
        var source = explained.List("teams").Single().List("sources").Single();
        Assert.Equal(("Eng", "Backend"), (source.Text("groupName"), source.Text("via")));

        (await tenant.Scim.DeleteAsync("/Groups/" + inner)).Expect(204);

        await Eventually.EqualAsync("ben", () => tenant.TeamAsync(team));
    }
}

public sealed class NestedGroupTestsOnSqlite(SqliteService service) : NestedGroupTests(service);

public sealed class NestedGroupTestsOnPostgreSql(PostgreSqlService service) : NestedGroupTests(service);

public sealed class NestedGroupTestsOnSqlServer(SqlServerService service) : NestedGroupTests(service);
