using Scim.Modular.ConformanceTests.Faults;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Sign-in where a test needs a service of its own: other settings, or two processes.</summary>
public abstract class OwnSignInTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task What_is_sensitive_takes_a_fresh_sign_in_and_a_session_ends_when_nobody_uses_it()
    {
        await using var database = await Fixture.NewDatabaseAsync();
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database }
            .With(("SignIn__FreshFor", "00:00:02"), ("SignIn__SessionLifetime", "00:00:30"), ("Public__BaseUrl", "https://scim.example/base")));
        Assert.Contains("https://scim.example/base/sign-in/once?code=scl_", service.Output, StringComparison.Ordinal);
        var tenant = await Tenant.CreateAsync(service);
        var browser = Browser.At(service);
        var entered = (await browser.UseLinkAsync(await Browser.LinkAsync(service))).Expect(303);
        Assert.Matches("^__Host-scim-session=scs_[0-9A-Za-z]{49}; path=/; secure; samesite=lax; httponly$", entered.Header("Set-Cookie")!);
        Assert.Equal("max-age=31536000", entered.Header("Strict-Transport-Security"));
        var mine = browser.Admin.At("/organizations/" + tenant.Id);
        var tokens = "/directories/" + tenant.DirectoryId + "/tokens";
        await Eventually.EqualAsync(403, async () => (await mine.PostAsync(tokens, new { name = "x" })).Status);

        var key = (await service.Admin.ListAsync("/keys")).Single().Text("id");
        var administrator = (await browser.Admin.ListAsync("/administrators")).Single().Text("id");
        foreach (var refused in new[]
        {
            await mine.PostAsync(tokens, new { name = "x" }),
            await mine.DeleteAsync(tokens + "/" + key),
            await mine.DeleteAsync("/directories/" + tenant.DirectoryId),
            await mine.DeleteAsync(""),
            await mine.PostAsync("/administrators", new { email = "ada@example.com", role = "auditor" }),
            await browser.Admin.PostAsync("/keys", new { name = "x", scopes = new[] { "read" } }),
            await browser.Admin.DeleteAsync("/keys/" + key),
            await browser.Admin.PatchAsync("/administrators/" + administrator, new { role = "admin" }),
        })
        {
            ScimAssert.Problem(refused, 403);
            Assert.Equal("fresh_sign_in_needed", refused.Json.Text("code"));
        }

        (await mine.GetAsync(tokens)).Expect(200);
        Assert.Contains("Changes here take a sign-in of the last minutes", (await browser.GetAsync("/console/-/keys")).Expect(200).Text, StringComparison.Ordinal);
        // A form that comes too late keeps what was typed, and says what to do.
        var late = await browser.PostFormAsync(
            $"/console/{tenant.Id}/settings", "same-origin", ("_handler", "settings"), ("name", "Typed for long"), ("slug", "typed"));
        Assert.Equal(403, late.Status);
        Assert.Contains("value=\"Typed for long\"", late.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed: this takes a sign-in of the last minutes.", late.Text, StringComparison.Ordinal);
        Assert.NotEqual("Typed for long", (await tenant.Admin.GetAsync("")).Expect(200).Json.Text("name"));
        (await mine.PostAsync("/teams", new { name = "One" })).Expect(201);
        await Eventually.Async(async () => (await service.Admin.ListAsync("/audit?action=refused")).Count >= 3);
        (await browser.UseLinkAsync(await Browser.LinkAsync(service))).Expect(303);
        (await mine.WithAuthorization(null).With("Cookie", browser.Cookie!).GetAsync(tokens)).Expect(200);
        (await browser.Admin.At("/organizations/" + tenant.Id).PostAsync(tokens, new { name = "x" })).Expect(201);

        await service.RestartAsync(("SignIn__SessionLifetime", "00:00:00.001"));
        ScimAssert.Problem(await browser.Admin.GetAsync("/keys"), 401);
    }

    [Fact]
    public async Task The_first_link_is_shown_once_and_a_wrong_setting_is_said()
    {
        await using var database = await Fixture.NewDatabaseAsync();
        var options = new ScimServiceOptions { Database = database };
        await using (var first = await ScimService.StartAsync(options))
            Assert.Contains("/sign-in/once?code=scl_", first.Output, StringComparison.Ordinal);
        await using (var second = await ScimService.StartAsync(options with { Port = FreePort.Next() }))
            Assert.DoesNotContain("/sign-in/once", second.Output, StringComparison.Ordinal);

        var (exitCode, output) = await ScimService.RunToExitAsync(options, "sign-in-link", "--administrator", "nobody@example.com");
        Assert.Equal(1, exitCode);
        Assert.Contains("no such administrator", output, StringComparison.Ordinal);
        (exitCode, output) = await ScimService.RunToExitAsync(options.With(("Admin__Emails", "ada@example.com, bob")));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("Admin__Emails: 'bob'", output, StringComparison.Ordinal);
    }
}

public sealed class OwnSignInTestsOnSqlite(SqliteService service) : OwnSignInTests(service);

public sealed class OwnSignInTestsOnPostgreSql(PostgreSqlService service) : OwnSignInTests(service);

public sealed class OwnSignInTestsOnSqlServer(SqlServerService service) : OwnSignInTests(service);

/// <summary>What ends on one process ends on the other within five seconds.</summary>
public sealed class SessionsOfTwoProcessesTests(TwoProcesses processes) : IClassFixture<TwoProcesses>
{
    [Fact]
    public async Task Signed_out_or_removed_on_one_process_is_out_on_the_other()
    {
        var five = TimeSpan.FromSeconds(5);
        var tenant = await Tenant.CreateAsync(processes.One);
        foreach (var email in new[] { "ada@example.com", "bob@example.com" })
            (await tenant.Admin.PostAsync("/administrators", new { email, role = "owner" })).Expect(201);
        var ada = await Browser.SignInAsync(processes.One, "ada@example.com", tenant.Id);
        var bob = await Browser.SignInAsync(processes.Two, "bob@example.com", tenant.Id);
        var (adaThere, bobThere) = (Browser.At(processes.Two, ada.Cookie), Browser.At(processes.One, bob.Cookie));
        (await adaThere.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);
        (await bobThere.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);

        (await ada.SignOutAsync()).Expect(303);
        await Eventually.EqualAsync(401, async () => (await adaThere.Admin.GetAsync("/organizations/" + tenant.Id)).Status, five);

        var id = (await tenant.Admin.ListAsync("/administrators")).Single(row => row.Text("email") == "bob@example.com").Text("id");
        (await tenant.AdminOf(processes.Two).DeleteAsync("/administrators/" + id)).Expect(204);
        await Eventually.EqualAsync(401, async () => (await bobThere.Admin.GetAsync("/organizations/" + tenant.Id)).Status, five);
    }
}
