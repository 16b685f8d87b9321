using Scim.Modular.ConformanceTests.Faults;

namespace Scim.Modular.ConformanceTests.Simulators;

/// <summary>
/// From the first connection to the deletion of the group, with two seats for three people and a mapping made before and
/// another made after the push; seats and teams are checked through the admin API after every step.
/// </summary>
public abstract class OktaProvisioningStories(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Group = "Okta Engineering";

    public static TheoryData<string, string, bool> AppsAndCredentials => new()
    {
        { "custom", "Bearer", true },
        { "custom", "raw", false },
        { "custom", "Basic", true },
        { "catalogue", "Bearer", false },
        { "catalogue", "raw", true },
        { "catalogue", "Basic", false },
    };

    [Theory, MemberData(nameof(AppsAndCredentials))]
    public async Task People_and_groups_of_an_Okta_app_end_up_with_the_right_seats_and_teams(
        string kind, string credential, bool directoryInAddress)
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        var app = App(tenant, kind, credential, directoryInAddress);
        await app.TestConnectionAsync();

        var ada = await app.AssignAsync("ada+okta@mail.example");
        var ben = await app.AssignAsync("Ben.O'Neill@mail.example");
        var cyd = await app.AssignAsync("cyd@mail.example");
        await Eventually.EqualAsync("assigned assigned waitlisted", () => tenant.SeatsAsync(ada, ben, cyd));
        Assert.Equal("2/1", await tenant.UsageAsync());

        await app.PushProfileAsync(ada, profile => profile["title"] = "Lead");
        Assert.Equal("assigned assigned waitlisted", await tenant.SeatsAsync(ada, ben, cyd));
        Assert.Equal(ada, await app.AssignAsync("ada+okta@mail.example"));      // an existing user is linked, never doubled

        var early = await tenant.CreateTeamAsync("Engineering");
        var mapping = (await tenant.MapNameAsync(Group, early)).Expect(201).Json;
        Assert.Equal("waiting", mapping.Text("status"));

        var group = await app.PushGroupAsync(Group, [ada, cyd]);
        await Eventually.EqualAsync("ada+okta@mail.example cyd@mail.example", () => tenant.TeamAsync(early));
        var bound = await tenant.MappingAsync(mapping.Text("id"));
        Assert.Equal("bound", bound.Text("status"));
        Assert.Equal(group, bound.Text("boundGroupId"));

        var late = await tenant.CreateTeamAsync("Guild");
        (await tenant.MapGroupAsync(group, late)).Expect(201);
        await Eventually.EqualAsync("ada+okta@mail.example cyd@mail.example", () => tenant.TeamAsync(late));

        await app.AddToGroupAsync(group, Group, ben);
        const string everybody = "Ben.O'Neill@mail.example ada+okta@mail.example cyd@mail.example";
        await TeamsAsync(tenant, everybody, early, late);

        await app.DeactivateAsync(ada);
        await Eventually.EqualAsync("none assigned assigned", () => tenant.SeatsAsync(ada, ben, cyd));
        Assert.Equal("2/0", await tenant.UsageAsync());
        await TeamsAsync(tenant, "Ben.O'Neill@mail.example cyd@mail.example", early, late);

        await app.ReactivateAsync("ada+okta@mail.example", ada);
        await Eventually.EqualAsync("waitlisted assigned assigned", () => tenant.SeatsAsync(ada, ben, cyd));
        await TeamsAsync(tenant, everybody, early, late);

        await app.RemoveFromGroupAsync(group, Group, ben);
        await TeamsAsync(tenant, "ada+okta@mail.example cyd@mail.example", early, late);
        Assert.Equal("assigned", await tenant.SeatAsync(ben));                  // the seat comes from the plan, not from the group

        await app.RenameGroupAsync(group, "Product Engineering");
        Assert.Equal("bound", await tenant.MappingStatusAsync(mapping.Text("id")));
        await TeamsAsync(tenant, "ada+okta@mail.example cyd@mail.example", early, late);
        await app.AddToGroupAsync(group, "Product Engineering", ben);
        await TeamsAsync(tenant, everybody, early, late);

        await app.EmptyGroupAsync(group, "Product Engineering");
        await TeamsAsync(tenant, "", early, late);
        await app.AddToGroupAsync(group, "Product Engineering", cyd);
        await TeamsAsync(tenant, "cyd@mail.example", early, late);

        await app.DeleteGroupAsync(group);
        await TeamsAsync(tenant, "", early, late);
        await Eventually.EqualAsync("orphaned", () => tenant.MappingStatusAsync(mapping.Text("id")));
        Assert.Equal("waitlisted assigned assigned", await tenant.SeatsAsync(ada, ben, cyd));
        Assert.Equal(["Ben.O'Neill@mail.example", "cyd@mail.example"], await tenant.HoldersAsync());
        await Invariants.HoldAsync(tenant);
        await ExactlyOnce.AssertAsync(tenant);
    }

    [Fact]
    public async Task A_catalogue_app_pushes_250_members_in_batches_of_100()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Everybody");
        (await tenant.MapNameAsync("All", team)).Expect(201);
        var ids = await Clients.EachAsync(8, Enumerable.Range(0, 250).Select(i => (Func<Task<string>>)(() => tenant.CreateUserAsync($"u{i}"))));

        var group = await new OktaCatalogueApp(tenant.Scim).PushGroupAsync("All", ids);

        Assert.Equal(ids.Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
        await Eventually.EqualAsync(250, async () => (await tenant.Admin.ListAsync($"/teams/{team}/members")).Count);
    }

    private IOktaApp App(Tenant tenant, string kind, string credential, bool directoryInAddress)
    {
        var authorization = credential switch
        {
            "Bearer" => ScimClient.Bearer(tenant.Token),
            "Basic" => ScimClient.Basic("okta", tenant.Token),
            _ => tenant.Token,
        };
        var scim = tenant.Scim.WithAuthorization(authorization);
        if (!directoryInAddress)
            scim = scim.At(Service.BaseAddress + "/scim/v2");
        return kind == "custom" ? new OktaCustomApp(scim) : new OktaCatalogueApp(scim);
    }

    private static async Task TeamsAsync(Tenant tenant, string expected, params string[] teams)
    {
        foreach (var team in teams)
            await Eventually.EqualAsync(expected, () => tenant.TeamAsync(team));
    }
}

public sealed class OktaProvisioningStoriesOnSqlite(SqliteService service) : OktaProvisioningStories(service);

public sealed class OktaProvisioningStoriesOnPostgreSql(PostgreSqlService service) : OktaProvisioningStories(service);

public sealed class OktaProvisioningStoriesOnSqlServer(SqlServerService service) : OktaProvisioningStories(service);
