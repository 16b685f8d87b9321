using System.Net;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Console;

/// <summary>The console's pages of seats, teams and oversight, as a browser without scripts sees them.</summary>
public abstract partial class SeatsAndTeamsPagesTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private Tenant _tenant = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
    }

    [Fact]
    public async Task A_plan_is_made_changed_and_refused_where_somebody_else_changed_it()
    {
        var wrong = await PostAsync("licenses/new-plan", "plan", ("key", "gold"), ("name", "Gold"));
        Assert.Contains("Say how many, or tick Unlimited.", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"Gold\"", wrong, StringComparison.Ordinal);

        await DoneAsync("licenses/new-plan", "plan", ("key", "gold"), ("name", "Gold"), ("seats", "1"), ("isDefault", "on"), ("overflow", "waitlist"));
        await _tenant.CreateUsersAsync("ada", "ben");
        Assert.Contains("people wait", await PageAsync("licenses"), StringComparison.Ordinal);
        var line = await PageAsync("licenses/waiting?plan=gold");
        Assert.Contains(">ben<", line, StringComparison.Ordinal);
        Assert.DoesNotContain(">ada<", line, StringComparison.Ordinal);

        var seen = VersionOf(await PageAsync("licenses/plans/gold"));
        await DoneAsync("licenses/plans/gold", "plan", ("_version", seen), ("name", "Gold"), ("seats", "2"), ("isDefault", "on"), ("overflow", "waitlist"));
        Assert.Equal(2, (await _tenant.HoldersAsync()).Length);
        var late = await PostAsync("licenses/plans/gold", "plan", ("_version", seen), ("name", "Silver"), ("seats", "9"), ("isDefault", "on"), ("overflow", "waitlist"));
        Assert.Contains("was changed by somebody else", late, StringComparison.Ordinal);
        Assert.Contains("<h1>Gold</h1>", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_is_set_and_taken_off_on_the_page_of_a_seat()
    {
        (await _tenant.Admin.PutAsync("/plans/gold", new { name = "Gold", seats = 1, isDefault = false })).Expect(201);
        var ada = await _tenant.CreateUserAsync("ada");

        await DoneAsync("licenses/" + ada, "pin", ("plan", "gold"));
        var pinned = await PageAsync("licenses/" + ada);
        Assert.Contains("a pin", pinned, StringComparison.Ordinal);
        Assert.Contains("an administrator pinned the plan", pinned, StringComparison.Ordinal);
        await DoneAsync("licenses/" + ada, "unpin");

        Assert.DoesNotContain("Take the pin off", await PageAsync("licenses/" + ada), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_mapped_after_a_look_at_what_follows_and_an_owner_must_be_meant()
    {
        var team = await _tenant.CreateTeamAsync("Engineering");
        var ada = await _tenant.CreateUserAsync("<b>ada</b>");
        await _tenant.CreateGroupAsync("Eng", ada);
        (string, string)[] fields =
            [("directoryId", _tenant.DirectoryId), ("groupName", "eng"), ("teamId", team), ("role", "owner"), ("mode", "managed"), ("priority", "0")];

        Assert.Contains("Tick this if it is meant", await PostAsync("mappings/new", "mapping", fields), StringComparison.Ordinal);
        var preview = await PostAsync("mappings/new", "mapping", [.. fields, ("confirmRole", "on")]);
        Assert.Contains("Would join: 1", preview, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;ada&lt;/b&gt; (owner)", preview, StringComparison.Ordinal);
        Assert.Equal("", await _tenant.TeamAsync(team));
        // What was looked at is what is made: with another role it is shown anew.
        var reviewed = Reviewed().Match(preview).Groups["it"].Value;
        await PostAsync("mappings/new", "mapping", [.. fields.Where(field => field.Item1 != "role"), ("role", "member"), ("reviewed", reviewed)]);
        Assert.Equal("", await _tenant.TeamAsync(team));

        var made = await DoneAsync("mappings/new", "mapping", [.. fields, ("confirmRole", "on"), ("reviewed", reviewed)]);
        await Eventually.EqualAsync("<b>ada</b>", () => _tenant.TeamAsync(team));
        Assert.Contains("mapping &quot;Eng&quot;", await PageAsync("app/teams/" + team), StringComparison.Ordinal);

        var mapping = made.Split('?')[0].Split('/')[^1];
        await DoneAsync("mappings/" + mapping, "pause", ("_version", VersionOf(await PageAsync("mappings/" + mapping))));
        Assert.Equal("paused", await _tenant.MappingStatusAsync(mapping));
        await DoneAsync("mappings/" + mapping, "delete", ("_version", VersionOf(await PageAsync("mappings/" + mapping))), ("members", "keep"));
        await Eventually.EqualAsync(true, async () => (await PageAsync("app/teams/" + team)).Contains(">manual<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tab_API_Keys_shows_the_base_URL_and_a_new_token_once_and_revokes_it()
    {
        var team = await _tenant.CreateTeamAsync("Engineering");
        Assert.Contains($"/scim/v2/{_tenant.DirectoryId}<", await PageAsync($"app/teams/{team}/keys"), StringComparison.Ordinal);

        var made = await PostAsync($"app/teams/{team}/keys", "make-token", ("name", "Second"));
        var token = Token().Match(made).Groups["it"].Value;
        var scim = Service.Scim(_tenant.ScimBaseAddress, ScimClient.Bearer(token));
        (await scim.GetAsync("/Users")).Expect(200);
        var later = await PageAsync($"app/teams/{team}/keys");
        Assert.DoesNotContain(token, later, StringComparison.Ordinal);

        var revoke = Revoke().Matches(later)[^1].Groups["it"].Value;
        await DoneAsync($"app/teams/{team}/keys", revoke);
        (await scim.GetAsync("/Users")).Expect(401);
    }

    [Fact]
    public async Task People_are_put_into_a_team_and_taken_out_by_hand()
    {
        var team = await _tenant.CreateTeamAsync("Engineering");
        var ada = await _tenant.CreateUserAsync("ada");
        var found = await PageAsync($"app/teams/{team}?find=ADA");
        Assert.Contains($"add-{ada}", found, StringComparison.Ordinal);

        await DoneAsync($"app/teams/{team}?find=ADA", "add-" + ada, ("role", "admin"));
        Assert.Equal("ada", await _tenant.TeamAsync(team));
        await DoneAsync($"app/teams/{team}?member={ada}", "remove");
        Assert.Equal("", await _tenant.TeamAsync(team));
    }

    [Fact]
    public async Task A_webhook_shows_its_secret_once_and_the_audit_log_what_differs()
    {
        var made = await PostAsync("webhooks", "create", ("url", "https://hooks.example.com/scim"), ("events", "seat.*"), ("events", "notice.raised"));
        Assert.Contains("whsec_", made, StringComparison.Ordinal);
        var list = await PageAsync("webhooks");
        Assert.DoesNotContain("whsec_", list, StringComparison.Ordinal);
        Assert.Contains("seat.*, notice.raised", list, StringComparison.Ordinal);

        await Eventually.EqualAsync(true, async () => (await PageAsync("audit?action=oversight.*")).Contains("hooks.example.com", StringComparison.Ordinal));
        Assert.Contains("The chain is whole", await PageAsync("audit?verify=true"), StringComparison.Ordinal);
        await EndedAsync(await DoneAsync("reconcile", "look"), "Everything is as the rules say");
        await EndedAsync(await DoneAsync("reconcile", "repair"), "Everything is as the rules say");
        Assert.Contains("Comparison with repair", await PageAsync("reconcile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_applied_only_as_it_was_planned()
    {
        const string File = "version: 1\nteams:\n  - name: Design\n    slug: design\n";
        var plan = await PostAsync("configuration", "import", ("file", File));
        Assert.Contains("teams: design", plan, StringComparison.Ordinal);
        var hash = Hash().Match(plan).Groups["it"].Value;
        Assert.Contains("Line 1", await PostAsync("configuration", "import", ("file", "version: 9"), ("hash", hash)), StringComparison.Ordinal);

        await _tenant.CreateTeamAsync("Between");
        Assert.Contains("is not what was planned", await PostAsync("configuration", "import", ("file", File), ("hash", hash)), StringComparison.Ordinal);
        hash = Hash().Match(await PostAsync("configuration", "import", ("file", File))).Groups["it"].Value;
        await EndedAsync(await DoneAsync("configuration", "import", ("file", File), ("hash", hash)), "The file is applied");

        Assert.Contains("Design", await PageAsync("app/teams"), StringComparison.Ordinal);
    }

    /// <summary>Waits on the page of a job until it says what came of it.</summary>
    private Task EndedAsync(string job, string said) => Eventually.Async(async () =>
        (await PageAsync(job[job.IndexOf("jobs/", StringComparison.Ordinal)..])).Contains(said, StringComparison.Ordinal));

    private async Task<string> PageAsync(string path)
    {
        var (status, text, _) = await SendAsync(HttpMethod.Get, path, null);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    private async Task<string> PostAsync(string path, string form, params (string, string)[] fields)
    {
        var (status, text, _) = await SendAsync(HttpMethod.Post, path, [("_handler", form), .. fields]);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    /// <summary>Posts a form that is taken, and answers where it leads.</summary>
    private async Task<string> DoneAsync(string path, string form, params (string, string)[] fields)
    {
        var (status, text, location) = await SendAsync(HttpMethod.Post, path, [("_handler", form), .. fields]);
        Assert.True(status == HttpStatusCode.Found, $"{status}: {Refusal().Match(text).Value}");
        return location!;
    }

    private async Task<(HttpStatusCode Status, string Text, string? Location)> SendAsync(HttpMethod method, string path, (string, string)[]? fields)
    {
        using var request = new HttpRequestMessage(method, $"{Service.BaseAddress}/console/{_tenant.Id}/{path}");
        request.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(Service.Options.AdminKey));
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var response = await Service.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString());
    }

    private static string VersionOf(string page) => Version().Match(page).Groups["it"].Value;

    [GeneratedRegex("name=\"_version\" value=\"(?<it>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("name=\"reviewed\" value=\"(?<it>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reviewed();

    [GeneratedRegex("name=\"hash\" value=\"(?<it>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();

    [GeneratedRegex("<code id=\"token\"[^>]*>(?<it>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("value=\"(?<it>revoke-[0-9a-f-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Revoke();

    [GeneratedRegex("class=\"error\"[^<]*>[^<]*", RegexOptions.None, 1000)]
    private static partial Regex Refusal();
}

public sealed class SeatsAndTeamsPagesTestsOnSqlite(SqliteService service) : SeatsAndTeamsPagesTests(service);

public sealed class SeatsAndTeamsPagesTestsOnPostgreSql(PostgreSqlService service) : SeatsAndTeamsPagesTests(service);

public sealed class SeatsAndTeamsPagesTestsOnSqlServer(SqlServerService service) : SeatsAndTeamsPagesTests(service);
