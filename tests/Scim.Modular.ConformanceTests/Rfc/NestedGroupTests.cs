namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §4.1.2 and §4.2: groups in groups.</summary>
public abstract class NestedGroupTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7643-4.1.2-10", "7643-4.1.2-11", "7643-2.3.7-4")]
    public async Task A_group_in_a_group_is_a_member_of_that_type_and_its_users_are_indirectly_in_the_other()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var inner = await tenant.CreateGroupAsync("Backend", ada);
        var outer = await tenant.CreateGroupAsync("Eng", inner);

        var member = Assert.Single((await tenant.Scim.GetAsync("/Groups/" + outer)).Expect(200).Json.List("members"));
        Assert.Equal("Group", member.Text("type"));
        Assert.Equal(inner, member.Text("value"));
        Assert.Equal(inner, (await tenant.Scim.At(member.Text("$ref")).GetAsync("")).Expect(200).Json.Text("id"));
        var groups = (await tenant.UserAsync(ada)).List("groups").ToDictionary(group => group.Text("value"), group => group.Text("type"), StringComparer.Ordinal);
        Assert.Equal("direct", groups[inner]);
        Assert.Equal("indirect", groups[outer]);

        await tenant.RemoveMemberAsync(outer, inner);
        Assert.Equal([inner], (await tenant.UserAsync(ada)).List("groups").Select(group => group.Text("value")));
    }

    [Theory, Trait("Case", "C15")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_group_that_would_come_to_contain_itself_is_400_and_nothing_changes(string method)
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var a = await tenant.CreateGroupAsync("A");
        var b = await tenant.CreateGroupAsync("B", a);
        var c = await tenant.CreateGroupAsync("C", b);

        foreach (var own in new[] { a, b, c })
        {
            var refused = method == "PATCH"
                ? await tenant.Scim.PatchAsync("/Groups/" + a, Tenant.AddMembers(ada, own))
                : await tenant.Scim.PutAsync("/Groups/" + a, Tenant.GroupBody("A", [ada, own]));
            ScimAssert.Error(refused, 400);
        }

        Assert.Empty(await tenant.GroupMembersAsync(a));
        Assert.Equal([a], await tenant.GroupMembersAsync(b));
        Assert.Equal([b], await tenant.GroupMembersAsync(c));
    }

    [Fact, Trait("Case", "C15")]
    public async Task Two_changes_at_once_that_would_make_a_circle_together_make_none()
    {
        var tenant = await TenantAsync();
        for (var round = 0; round < 5; round++)
        {
            var a = await tenant.CreateGroupAsync($"A{round}");
            var b = await tenant.CreateGroupAsync($"B{round}");

            var statuses = await Clients.EachAsync(2, new[] { (a, b), (b, a) }.Select(pair => (Func<Task<int>>)(async () =>
                (await tenant.Scim.PatchAsync("/Groups/" + pair.Item1, Tenant.AddMembers(pair.Item2))).Expect(204, 400).Status)));

            Assert.Equal([204, 400], statuses.Order());
        }
    }
}

public sealed class NestedGroupTestsOnSqlite(SqliteService service) : NestedGroupTests(service);

public sealed class NestedGroupTestsOnPostgreSql(PostgreSqlService service) : NestedGroupTests(service);

public sealed class NestedGroupTestsOnSqlServer(SqlServerService service) : NestedGroupTests(service);
