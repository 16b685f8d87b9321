using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Scim.Modular.BrowserTests;

/// <summary>What an administrator does in the first hour, in a browser, with an identity provider that calls meanwhile.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class JourneyTests(Browser browser)
{
    private static readonly PageGetByLabelOptions Exactly = new() { Exact = true };

    [Fact]
    public async Task From_the_first_start_to_a_connected_Okta_and_back()
    {
        await using var database = (await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, "journey"))!;
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database });
        await using var window = await browser.StrangerAsync(service);
        var page = await window.NewPageAsync();

        // The link of the first start.
        await page.GotoAsync(service.Output.Split().First(word => word.Contains("/sign-in/once?code=", StringComparison.Ordinal)));
        await page.ClickAsync("button:has-text('Sign in')");
        await Expect(Heading(page, "Organizations")).ToBeVisibleAsync();
        await page.GetByLabel("Name", Exactly).FillAsync("Acme");
        await page.GetByLabel("Slug").FillAsync("acme");
        await page.ClickAsync("text=Make it");
        await Expect(page).ToHaveURLAsync(service.BaseAddress + "/console/acme");

        // The wizard, and ticks that turn while it is looked at.
        await page.GotoAsync("/console/acme/settings/organization/dsync");
        await page.Locator("a:has-text('Connect a directory')").First.ClickAsync();
        await page.ClickAsync("main a:text-is('Okta')");
        await page.ClickAsync("text=Go on");
        await Expect(Heading(page, "Connect Okta")).ToBeVisibleAsync();
        var address = await page.InnerTextAsync("#value-0");
        await page.ClickAsync("text=Make a token");
        var token = await page.InnerTextAsync("#token");
        var okta = service.Scim(address, ScimClient.Bearer(token));
        await page.EvaluateAsync("window.sameDocument = true");
        var ticks = page.Locator("#ticks li.done");
        await Expect(ticks).ToHaveCountAsync(0);
        (await okta.GetAsync("/Users?startIndex=1&count=2")).Expect(200);
        await Expect(ticks).ToHaveTextAsync([Text("test call")]);
        var people = new List<string>();
        foreach (var name in (string[])["ann", "bob", "cyd"])
            people.Add((await okta.PostAsync("/Users", Tenant.UserBody(name))).Expect(201).Json.Text("id"));
        await Expect(ticks).ToHaveCountAsync(2);
        (await okta.PostAsync("/Groups", Tenant.GroupBody("Engineers", people))).Expect(201);
        await Expect(ticks).ToHaveCountAsync(3);
        await Pictures.KeepAsync(page, "guide-ticks", whole: false);
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));

        // A plan of two seats: the third person waits.
        await page.GotoAsync("/console/acme/licenses/new-plan");
        await page.GetByLabel("Key").FillAsync("standard");
        await page.GetByLabel("Name", Exactly).FillAsync("Standard");
        await page.GetByLabel("Seats", Exactly).FillAsync("2");
        await page.GetByLabel("Default plan").CheckAsync();
        await page.ClickAsync("text=Save");
        await page.GotoAsync("/console/acme/licenses/waiting?plan=standard");
        await Expect(page.Locator("#line tbody tr")).ToHaveTextAsync([Text("cyd")]);

        // A team, and what a mapping would do before it does it.
        await page.GotoAsync("/console/acme/app/teams");
        await page.GetByLabel("Name", Exactly).FillAsync("Engineering");
        await page.ClickAsync("text=Make it");
        await page.ClickAsync("text=Group mappings >> nth=-1");
        await page.Locator("a:has-text('Add group name')").First.ClickAsync();
        await page.GetByLabel("Group name", Exactly).FillAsync("engineers");
        await page.ClickAsync("text=Show what would follow");
        await Expect(page.Locator(".tile", new() { HasText = "join" }).Locator("b")).ToHaveTextAsync("3");
        await Pictures.KeepAsync(page, "guide-preview", whole: false);
        await page.ClickAsync("button:has-text('Add group name')");
        await page.ClickAsync("text=To the team");
        await Expect(page.Locator("#roster tbody tr")).ToHaveCountAsync(3);

        // One person, why, and the line that moves while it is looked at.
        await page.GotoAsync("/console/acme/people/" + people[2]);
        await Expect(page.Locator("main")).ToContainTextAsync("holds no seat yet and stands in line for the plan standard, at place 1");
        await Pictures.KeepAsync(page, "guide-person", whole: false);
        await page.GotoAsync("/console/acme/licenses/waiting?plan=standard");
        await page.EvaluateAsync("window.sameDocument = true");
        (await okta.PatchAsync("/Users/" + people[0], Tenant.Replace(new JsonObject { ["active"] = false }))).Expect(200);
        await Expect(page.Locator("#line")).ToContainTextAsync("Nobody waits");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
        await page.GotoAsync("/console/acme/people/" + people[2]);
        await Expect(page.Locator("main")).ToContainTextAsync("holds a seat of the plan standard");

        // A new token beside the old one, then the old one goes: no call fails.
        await page.GotoAsync("/console/acme/settings/organization/dsync");
        await page.ClickAsync("#directories tbody a >> nth=0");
        await page.GetByLabel("Name of the token").FillAsync("the second");
        await page.ClickAsync("text=Make a token");
        var second = okta.WithAuthorization(ScimClient.Bearer(await page.InnerTextAsync("#token")));
        (await okta.GetAsync("/Users?count=1")).Expect(200);
        (await second.GetAsync("/Users?count=1")).Expect(200);
        await page.GotoAsync(page.Url);
        var old = page.Locator("tr", new() { HasText = "Token of" });
        await old.Locator("summary").ClickAsync();
        await old.GetByText("Revoke it").ClickAsync();
        await Expect(page.Locator(".said")).ToContainTextAsync("The token is revoked");
        (await okta.GetAsync("/Users?count=1")).Expect(401);
        (await second.GetAsync("/Users?count=1")).Expect(200);

        // Disconnected: seats are free, and the team is empty.
        await page.ClickAsync("text=Delete this directory");
        await page.GetByLabel("Type its name, Okta, to delete it").FillAsync("Octa");
        await page.ClickAsync("text=Delete it for good");
        await Expect(page.Locator(".field .error")).ToHaveTextAsync("This is not its name.");
        await page.GetByLabel("Type its name, Okta, to delete it").FillAsync("Okta");
        await page.ClickAsync("text=Delete it for good");
        await Expect(page.Locator("#directories")).ToContainTextAsync("No identity provider is connected");
        (await second.GetAsync("/Users?count=1")).Expect(401);
        await page.GotoAsync("/console/acme/licenses");
        await Expect(page.Locator("#plans tbody td.number")).ToHaveTextAsync(["2", "0", "2", "0"]);
        await page.GotoAsync("/console/acme/app/teams");
        await Expect(page.Locator("#teams tbody td.number")).ToHaveTextAsync("0");
    }

    [Theory]
    [InlineData("okta", "Okta", "SCIM connector base URL")]
    [InlineData("entra", "Microsoft Entra ID", "Tenant URL")]
    [InlineData("onelogin", "OneLogin", "SCIM Base URL")]
    [InlineData("jumpcloud", "JumpCloud", "Base URL")]
    public async Task Each_identity_provider_has_its_own_steps_with_values_to_copy(string provider, string name, string label)
    {
        var tenant = await Tenant.CreateAsync(browser.Service, provider);
        await using var window = await browser.AdministratorAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/console/{tenant.Id}/directories/{tenant.DirectoryId}/connect");

        await Expect(Heading(page, "Connect " + name)).ToBeVisibleAsync();
        await page.Locator(".copy", new() { HasText = label }).GetByText("Copy to clipboard").ClickAsync();
        await Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.StartsWith(tenant.ScimBaseAddress, await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.NotEqual(0, await page.Locator("ol.steps li").CountAsync());
        await Pictures.KeepAsync(page, "guide-" + provider, whole: false);
    }

    [Fact]
    public async Task The_second_of_two_administrators_on_one_form_is_told_and_overwrites_nothing()
    {
        var tenant = await Tenant.CreateAsync(browser.Service);
        await tenant.PutPlanAsync(5);
        await using var window = await browser.AdministratorAsync();
        var first = await window.NewPageAsync();
        var second = await window.NewPageAsync();
        foreach (var page in (IPage[])[first, second])
            await page.GotoAsync($"/console/{tenant.Id}/licenses/plans/{Tenant.Plan}");

        await first.GetByLabel("Seats", Exactly).FillAsync("7");
        await first.ClickAsync("text=Save");
        await Expect(first.Locator(".said")).ToBeVisibleAsync();
        await second.GetByLabel("Seats", Exactly).FillAsync("3");
        await second.ClickAsync("text=Save");

        await Expect(second.Locator("[role=alert].error")).ToContainTextAsync("changed");
        await Expect(second.GetByLabel("Seats", Exactly)).ToHaveValueAsync("3");
        await Expect(second.Locator(".saved")).ToHaveTextAsync("Saved meanwhile: 7");
        Assert.Equal(7, (await tenant.PlanAsync()).Number("seats"));
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_repaired()
    {
        var tenant = await Tenant.CreateAsync(browser.Service);
        await tenant.PutPlanAsync(5);
        await using var window = await browser.AdministratorAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/console/{tenant.Id}/licenses");
        await Expect(page.Locator("[data-lost]")).ToBeHiddenAsync();
        await window.SetOfflineAsync(true);
        await Expect(page.Locator("[data-lost]")).ToBeVisibleAsync();
        await tenant.CreateUserAsync("ann");
        await window.SetOfflineAsync(false);
        await Expect(page.Locator("[data-lost]")).ToBeHiddenAsync();
        await Expect(page.Locator("#people tbody tr")).ToHaveTextAsync([Text("ann")]);
    }

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    private static Regex Text(string part) => new(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1));
}
