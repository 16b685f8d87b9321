using Scim.Modular.ConformanceTests.Faults;

namespace Scim.Modular.ConformanceTests.Pages;

/// <summary>Case F14: what a form asks is done once, however often it is sent, and whoever sends it again is told.</summary>
public abstract class FormOnceTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Secret = "scm_[0-9A-Za-z]{49}";

    [Fact]
    public async Task A_form_whose_answer_was_lost_may_be_sent_again()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("app/teams");
        Assert.Equal(302, (await console.PostAsync(page, "create", ("name", "Engineering"))).Status);

        var again = await console.PostAsync(page, "create", ("name", "Engineering"));

        Assert.Equal(409, again.Status);
        Assert.Contains("was done then: nothing was done now", again.Text, StringComparison.Ordinal);
        Assert.Equal("Engineering", again.FieldsOf("create")["name"]);
        Assert.Equal(["Engineering"], await NamesAsync(tenant));

        // The Back button shows the same page: what is typed into it anew is another request.
        Assert.Equal(302, (await console.PostAsync(page, "create", ("name", "Sales"))).Status);
        Assert.Equal(["Engineering", "Sales"], await NamesAsync(tenant));
    }

    [Fact]
    public async Task What_is_meant_once_more_is_done_once_more()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("directories/" + tenant.DirectoryId);
        var before = (await tenant.Directory.ListAsync("/tokens")).Count;
        Assert.Matches(Secret, (await console.PostAsync(page, "token", ("name", "second"))).Html);

        var again = await console.PostAsync(page, "token", ("name", "second"));
        Assert.Equal(409, again.Status);
        Assert.DoesNotMatch(Secret, again.Html);
        Assert.Equal(before + 1, (await tenant.Directory.ListAsync("/tokens")).Count);

        Assert.Equal(200, (await console.PostAsync(again, "token")).Status);
        Assert.Equal(before + 2, (await tenant.Directory.ListAsync("/tokens")).Count);
    }

    [Fact]
    public async Task A_button_that_is_pressed_many_times_at_once_does_it_once()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("app/teams");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => console.PostAsync(page, "create", ("name", "Engineering"))));

        Assert.Equal([302, 409, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(["Engineering"], await NamesAsync(tenant));
    }

    [Fact]
    public async Task What_was_refused_is_done_when_it_is_sent_again_and_nothing_stands_in_its_way_any_more()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var taken = await tenant.CreateTeamAsync("Engineering");
        var page = await console.GetAsync("app/teams");
        (string, string)[] typed = [("name", "Engineering"), ("slug", "engineering")];
        Assert.Equal(200, (await console.PostAsync(page, "create", typed)).Status);
        (await tenant.Admin.DeleteAsync("/teams/" + taken)).Expect(204);

        Assert.Equal(302, (await console.PostAsync(page, "create", typed)).Status);
        Assert.Equal(["Engineering"], await NamesAsync(tenant));
    }

    [Fact]
    public async Task A_form_during_which_the_server_died_may_be_sent_again()
    {
        await using var crashing = await CrashingService.StartAsync(Fixture, "unit-of-work.commit", "stop", "command=CreateTeam");
        var tenant = await Tenant.CreateAsync(crashing.Service);
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("app/teams");

        await crashing.DieDuringAsync(() => console.PostAsync(page, "create", ("name", "Engineering")));

        Assert.Equal(409, (await console.PostAsync(page, "create", ("name", "Engineering"))).Status);
        Assert.Equal(["Engineering"], await NamesAsync(tenant));
    }

    private static ConsoleClient ConsoleOf(Tenant tenant) => new(tenant.Service, tenant.Id, "Bearer " + tenant.Service.Options.AdminKey);

    private static async Task<string[]> NamesAsync(Tenant tenant) => [.. (await tenant.Admin.ListAsync("/teams")).Select(team => team.Text("name")).Order()];
}

public sealed class FormOnceTestsOnSqlite(SqliteService service) : FormOnceTests(service);

public sealed class FormOnceTestsOnPostgreSql(PostgreSqlService service) : FormOnceTests(service);
