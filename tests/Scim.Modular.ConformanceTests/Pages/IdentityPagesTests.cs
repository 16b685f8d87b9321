using System.Globalization;

namespace Scim.Modular.ConformanceTests.Pages;

/// <summary>The pages on facts: directories and their tokens, the provisioning log, people, groups, and the organization itself.</summary>
public abstract class IdentityPagesTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_directory_is_connected_step_by_step_and_the_page_sees_the_first_call_user_and_group()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var choice = await console.GetAsync("settings/organization/dsync/new");
        Assert.Contains("Microsoft Entra ID", choice.Text, StringComparison.Ordinal);

        var made = await console.PostAsync(await console.GetAsync("settings/organization/dsync/new?provider=okta"), "create", ("name", "Okta of Acme"));
        Assert.Equal(302, made.Status);
        var directory = made.Location!.Split('/')[^2];
        var steps = await console.GetAsync($"directories/{directory}/connect");
        Assert.Contains($"/scim/v2/{directory}", steps.Text, StringComparison.Ordinal);
        Assert.Contains("Test Connector Configuration", steps.Text, StringComparison.Ordinal);
        Assert.Equal(0, Ticks(steps));

        var shown = await console.PostAsync(steps, "token");
        var token = Between(shown.Html, "<code id=\"token\"", "</code>").Split('>')[^1];
        Assert.StartsWith("scm_", token, StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await console.GetAsync($"directories/{directory}")).Html, StringComparison.Ordinal);

        var okta = Service.Scim($"{Service.BaseAddress}/scim/v2/{directory}", ScimClient.Bearer(token));
        (await okta.GetAsync("/Users?startIndex=1&count=2")).Expect(200);
        await Eventually.EqualAsync(1, async () => Ticks(await console.GetAsync(steps.Path)));
        var ann = (await okta.PostAsync("/Users", Tenant.UserBody("ann"))).Expect(201).Json.Text("id");
        await Eventually.EqualAsync(2, async () => Ticks(await console.GetAsync(steps.Path)));
        (await okta.PostAsync("/Groups", Tenant.GroupBody("Eng", [ann]))).Expect(201);
        await Eventually.EqualAsync(3, async () => Ticks(await console.GetAsync(steps.Path)));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_and_stays_in_sight()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        (await tenant.Scim.GetAsync("/Users")).Expect(200);
        var page = await console.GetAsync("directories/" + tenant.DirectoryId);
        var form = Between(page.Html, "value=\"revoke-", "\"");

        Assert.Equal(302, (await console.PostAsync(page, "revoke-" + form)).Status);

        (await tenant.Scim.GetAsync("/Users")).Expect(401);
        var after = await console.GetAsync("directories/" + tenant.DirectoryId);
        Assert.Contains("revoked", after.Text, StringComparison.Ordinal);
        Assert.Contains("No token opens it", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_administrators_who_save_the_settings_of_a_directory_the_second_is_told()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var both = await console.GetAsync("directories/" + tenant.DirectoryId);
        Assert.Equal(302, (await console.PostAsync(both, "settings", ("name", "First"))).Status);

        var second = await console.PostAsync(both, "settings", ("name", "Second"));

        Assert.Equal(200, second.Status);
        Assert.Contains("It was changed since you read it", second.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Second\"", second.Html, StringComparison.Ordinal);
        Assert.Equal("First", (await tenant.Directory.GetAsync()).Expect(200).Json.Text("name"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_setting_stands_at_its_field_and_what_was_typed_stays()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);

        var refused = await console.PostAsync(
            await console.GetAsync("directories/" + tenant.DirectoryId), "settings", ("name", "Renamed"), ("breaker.percent", "101"));

        Assert.Contains("A whole number from 1 to 100 is needed", Between(refused.Html, "id=\"settings-breaker.percent-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains("value=\"Renamed\"", refused.Html, StringComparison.Ordinal);
        Assert.NotEqual("Renamed", (await tenant.Directory.GetAsync()).Expect(200).Json.Text("name"));
    }

    [Fact]
    public async Task A_directory_is_deleted_only_by_who_types_its_name()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("directories/" + tenant.DirectoryId);
        var name = (await tenant.Directory.GetAsync()).Expect(200).Json.Text("name");

        Assert.Contains("This is not its name", (await console.PostAsync(page, "delete", ("confirm", name + "x"))).Text, StringComparison.Ordinal);
        (await tenant.Directory.GetAsync()).Expect(200);
        Assert.Equal(302, (await console.PostAsync(page, "delete", ("confirm", name))).Status);

        (await tenant.Directory.GetAsync()).Expect(404);
        Assert.Equal(404, (await console.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task Who_may_only_read_sees_everything_and_is_offered_nothing_to_change()
    {
        var tenant = await TenantAsync();
        var ann = await tenant.CreateUserAsync("ann");
        var group = await tenant.CreateGroupAsync("Eng", ann);
        var key = (await Service.Admin.PostAsync("/keys", new { name = "reader", scopes = new[] { "read" }, organization = tenant.Id })).Expect(201).Json.Text("key");
        var reader = new ConsoleClient(Service, tenant.Id, "Bearer " + key);
        string[] pages =
        [
            "", "people", "people/" + ann, "groups", "groups/" + group, "settings/organization/dsync", "directories/" + tenant.DirectoryId,
            $"directories/{tenant.DirectoryId}/connect", $"directories/{tenant.DirectoryId}/log", "settings",
        ];
        foreach (var path in pages)
        {
            var page = await reader.GetAsync(path);
            Assert.True(page.Status == 200, $"{path}: {page.Status}");
            Assert.DoesNotContain("name=\"_handler\"", page.Html, StringComparison.Ordinal);
        }

        var forged = await ConsoleOf(tenant).GetAsync("directories/" + tenant.DirectoryId);
        Assert.Equal(403, (await reader.PostAsync(forged, "settings", ("name", "Mine"))).Status);
    }

    [Fact]
    public async Task The_log_shows_a_call_with_its_bodies_what_changed_and_what_it_caused()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var ann = await tenant.CreateUserAsync("ann");
        await tenant.SetActiveAsync(ann, false);
        var console = ConsoleOf(tenant);
        var log = $"directories/{tenant.DirectoryId}/log";

        await Eventually.EqualAsync(true, async () => (await console.GetAsync(log)).Text.Contains("was deactivated", StringComparison.Ordinal));
        var list = await console.GetAsync(log + "?user=" + ann + "&status=2xx");
        var entry = await console.GetAsync(log + "/" + Between(list.Html, log + "/", "\""));

        Assert.Contains("gave the seat of standard free, being deactivated", entry.Text, StringComparison.Ordinal);
        Assert.Matches("active true false", entry.Text);
        Assert.Contains("\"active\": false", entry.Text, StringComparison.Ordinal);
        Assert.Contains("No call is here", (await console.GetAsync(log + "?status=5xx")).Text, StringComparison.Ordinal);
        Assert.Contains("A number such as 404", (await console.GetAsync(log + "?status=odd")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_explained_in_sentences_with_a_history()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync("Eng", team, "member")).Expect(201);
        var ann = await tenant.CreateUserAsync("ann");
        await tenant.CreateGroupAsync("Eng", ann);
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ann));
        var console = ConsoleOf(tenant);

        await Eventually.EqualAsync(true, async () => (await console.GetAsync("people/" + ann)).Text.Contains("joined the team Engineering", StringComparison.Ordinal));
        var person = (await console.GetAsync("people/" + ann)).Text;

        Assert.Contains("is in the team Engineering as member, because the group Eng brings the role member.", person, StringComparison.Ordinal);
        Assert.Contains("Without the group Eng, ", person, StringComparison.Ordinal);
        Assert.Contains("holds a seat of the plan standard.", person, StringComparison.Ordinal);
        Assert.Contains("Everybody who is active is entitled to the default plan standard. This decides.", person, StringComparison.Ordinal);
        Assert.Equal(404, (await console.GetAsync("people/" + tenant.DirectoryId)).Status);
    }

    [Fact]
    public async Task People_are_found_by_a_part_of_their_name_and_listed_page_by_page()
    {
        var tenant = await TenantAsync();
        var all = await tenant.CreateUsersAsync("ann", "annabel", "bob");
        var group = await tenant.CreateGroupAsync("Eng", all[0], all[2]);
        var console = ConsoleOf(tenant);

        var found = (await console.GetAsync("people?q=ANN")).Text;
        Assert.Contains("annabel", found, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", found, StringComparison.Ordinal);
        Assert.Contains("Nobody matches", (await console.GetAsync("people?q=zed")).Text, StringComparison.Ordinal);

        var first = await console.GetAsync("people?limit=2");
        Assert.DoesNotContain(all[2], first.Html, StringComparison.Ordinal);
        var next = await console.GetAsync("people?limit=2&cursor=" + Between(first.Html, "cursor=", "\""));
        Assert.Contains(all[2], next.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(all[0], next.Html, StringComparison.Ordinal);

        var members = await console.GetAsync("groups/" + group);
        Assert.Contains(all[0], members.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(all[1], members.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_ends_soon_is_marked_before_it_ends()
    {
        var tenant = await TenantAsync();
        (await Tenant.CreateTokenAsync(tenant.Directory, DateTimeOffset.UtcNow.AddDays(3))).Expect(201);

        var page = (await ConsoleOf(tenant).GetAsync("settings/organization/dsync")).Text;

        Assert.Contains("One of its tokens ends on " + DateTimeOffset.UtcNow.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_is_renamed_and_only_its_slug_deletes_it()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var page = await console.GetAsync("settings");
        Assert.Contains("are allowed", (await console.PostAsync(page, "settings", ("slug", "Not a slug"))).Text, StringComparison.Ordinal);

        var renamed = await console.PostAsync(page, "settings", ("name", "<b>Acme</b>"));

        Assert.Equal(302, renamed.Status);
        var after = await console.GetAsync("settings");
        Assert.Contains("&lt;b&gt;Acme&lt;/b&gt;", after.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Acme</b>", after.Html, StringComparison.Ordinal);
        Assert.Contains("This is not its slug", (await console.PostAsync(after, "delete", ("confirm", "acme"))).Text, StringComparison.Ordinal);
        var slug = after.FieldsOf("settings")["slug"];
        Assert.Equal(302, (await console.PostAsync(after, "delete", ("confirm", slug))).Status);
        (await tenant.Admin.GetAsync()).Expect(404);
    }

    [Fact]
    public async Task A_conformance_run_is_played_from_its_page_and_shows_first_what_failed_and_why()
    {
        var tenant = await TenantAsync();
        (await tenant.Directory.PatchAsync("", new { profile = "interop" })).Expect(200);
        var console = ConsoleOf(tenant);
        Assert.Contains($"directories/{tenant.DirectoryId}/conformance", (await console.GetAsync("directories/" + tenant.DirectoryId)).Html, StringComparison.Ordinal);
        var page = await console.GetAsync($"directories/{tenant.DirectoryId}/conformance");
        Assert.Contains("Nothing has been played yet", page.Text, StringComparison.Ordinal);

        var started = await console.PostAsync(page, "play-okta-catalogue");

        Assert.Equal(302, started.Status);
        var address = started.Location![started.Location!.IndexOf("directories", StringComparison.Ordinal)..];
        await Eventually.Async(
            async () => !(await console.GetAsync(address)).Text.Contains("It is being played", StringComparison.Ordinal), TimeSpan.FromMinutes(2));
        var run = await console.GetAsync(address);
        var first = Between(run.Html, "<h2>Not as expected</h2>", "</section>");
        Assert.Contains("<details open>", first, StringComparison.Ordinal);
        Assert.Contains("The answer is 400, not 200 or 204", first, StringComparison.Ordinal);
        Assert.Contains("&quot;Operations&quot;", first, StringComparison.Ordinal);
        Assert.Contains("✓ as expected", run.Text, StringComparison.Ordinal);
        Assert.Contains("failed", (await console.GetAsync(page.Path)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await console.GetAsync($"directories/{tenant.DirectoryId}/conformance/{Guid.CreateVersion7()}")).Status);
    }

    private ConsoleClient ConsoleOf(Tenant tenant) => new(Service, tenant.Id, "Bearer " + Service.Options.AdminKey);

    private static int Ticks(ConsoleClient.Page page) => page.Html.Split("<li class=\"done\">").Length - 1;

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{start} is not in {text}");
        from += start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}

public sealed class IdentityPagesTestsOnSqlite(SqliteService service) : IdentityPagesTests(service);

public sealed class IdentityPagesTestsOnPostgreSql(PostgreSqlService service) : IdentityPagesTests(service);
