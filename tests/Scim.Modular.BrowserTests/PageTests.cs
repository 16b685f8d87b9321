using System.Text.RegularExpressions;

namespace Scim.Modular.BrowserTests;

/// <summary>
/// Every page that links lead to, whatever pages there are: it answers, breaks no rule of its own content security policy, has no serious
/// accessibility finding, and can be read on a telephone. With TEST_SCREENSHOTS it leaves a picture of each, in that folder.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed partial class PageTests(Browser browser)
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(
        RepositoryRoot.FullPath, "tests", "Scim.Modular.BrowserTests", "node_modules", "axe-core", "axe.min.js"));

    [Theory, InlineData(ColorScheme.Light, ""), InlineData(ColorScheme.Dark, "-dark")]
    public async Task Every_page_answers_keeps_its_policy_and_is_accessible(ColorScheme scheme, string picture)
    {
        var tenant = await WorldAsync();
        await using var window = await browser.AdministratorAsync(scheme: scheme);
        var page = await window.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Queue<string>([$"/console/{tenant.Id}", "/console"]);
        while (ahead.TryDequeue(out var address))
        {
            if (!seen.Add(ShapeOf(address)))
                continue;
            var answer = await page.GotoAsync(address);
            if (answer is not { Ok: true })
            {
                complaints.Add($"{address}: {answer?.Status}");
                continue;
            }

            if (answer.Headers.GetValueOrDefault("content-type")?.StartsWith("text/html", StringComparison.Ordinal) != true)
                continue;
            complaints.AddRange(await LeftBehindAsync(page, address));
            complaints.AddRange(await FindingsAsync(page, address));
            await Pictures.KeepAsync(page, ShapeOf(address) + picture);
            await page.SetViewportSizeAsync(400, 800);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 400)
                complaints.Add($"{address}: wider than a telephone");
            await Pictures.KeepAsync(page, ShapeOf(address) + picture + "-400");
            await page.SetViewportSizeAsync(1280, 900);
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"))
            {
                if (link.StartsWith("/console", StringComparison.Ordinal))
                    ahead.Enqueue(link);
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        Assert.InRange(seen.Count, 20, 200);
    }

    [Fact]
    public async Task A_replayed_call_is_accessible_and_fits_a_telephone()
    {
        var tenant = await Tenant.CreateAsync(browser.Service);
        var ann = await tenant.CreateUserAsync("ann");
        (await tenant.Scim.PatchAsync("/Users/" + ann, Tenant.Replace("title", "Lead"))).Expect(200);
        (await tenant.Scim.PatchAsync("/Users/" + ann, Tenant.Replace("nickName", new string('n', 200)))).Expect(200);
        await Eventually.EqualAsync(2, async () => (await tenant.Directory.ListAsync("/requests")).Count(entry => entry.Text("method") == "PATCH"));
        var first = (await tenant.Directory.ListAsync("/requests")).Last(entry => entry.Text("method") == "PATCH").Text("id");
        await using var window = await browser.AdministratorAsync();
        var page = await window.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        await page.GotoAsync($"/console/{tenant.Id}/directories/{tenant.DirectoryId}/log/{first}");

        await page.ClickAsync("button:text-is('Replay')");

        Assert.Contains("with other values. Nothing was changed.", await page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(["Then 200", "Now 200"], await page.Locator("section section h3").AllInnerTextsAsync());
        complaints.AddRange(await FindingsAsync(page, "replay"));
        await Pictures.KeepAsync(page, "replay");
        await page.SetViewportSizeAsync(400, 800);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, 400);
        await Pictures.KeepAsync(page, "replay-400");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_comparison_goes_on_without_its_page()
    {
        var tenant = await WorldAsync();
        await using var window = await browser.AdministratorAsync();
        var page = await window.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        await page.GotoAsync($"/console/{tenant.Id}/reconcile");
        await page.ClickAsync("text=Repair what differs");
        Assert.Contains("/jobs/", page.Url, StringComparison.Ordinal);

        await page.ClickAsync("nav >> text=Reconcile");
        await page.ClickAsync("table a >> nth=0");
        await page.WaitForSelectorAsync("h2:text-is('Everything is as the rules say')");

        complaints.AddRange(await FindingsAsync(page, "job"));
        await Pictures.KeepAsync(page, "job");
        await page.SetViewportSizeAsync(400, 800);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, 400);
        await Pictures.KeepAsync(page, "job-400");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_persons_own_page_is_accessible_and_fits_a_telephone()
    {
        var tenant = await WorldAsync();
        await using var provider = new OpenIdProvider();
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Own", kind = "oidc",
            oidc = new { authority = provider.Issuer, clientId = OpenIdProvider.ClientId, clientSecret = OpenIdProvider.ClientSecret },
        })).Expect(201).Json;
        await using var window = await browser.StrangerAsync(browser.Service);
        var page = await window.NewPageAsync();
        var complaints = new List<string>();

        await page.GotoAsync(new Uri(made.Text("signInUrl")).PathAndQuery);
        var request = new AuthorizationRequest(new Uri(page.Url));
        page.Console += (_, message) =>
        {
            // The provider has no page of its own: the browser complains of that too, and late.
            if (!message.Location.StartsWith(provider.Issuer, StringComparison.Ordinal))
                complaints.Add($"{message.Location}: {message.Text}");
        };
        var code = provider.Grant(request, new IdTokenDraft("00u2") { Email = "bob@mail.example" });
        await page.GotoAsync($"{request["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request["state"])}&iss={Uri.EscapeDataString(provider.Issuer)}");

        Assert.EndsWith("/me", page.Url, StringComparison.Ordinal);
        Assert.Equal("Person bob", await page.TextContentAsync("h1"));
        complaints.AddRange(await FindingsAsync(page, "/me"));
        await Pictures.KeepAsync(page, "me");
        await page.SetViewportSizeAsync(400, 800);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, 400);
        await Pictures.KeepAsync(page, "me-400");
        Assert.Empty(complaints);
        await page.ClickAsync("text=Sign out");
        Assert.EndsWith("/signed-out", page.Url, StringComparison.Ordinal);
    }

    /// <summary>An organization with a bit of everything, and with names that would do harm as HTML.</summary>
    private async Task<Tenant> WorldAsync()
    {
        var tenant = await Tenant.CreateAsync(browser.Service);
        await tenant.PutPlanAsync(2);
        var team = await tenant.CreateTeamAsync("Engineering <b>bold</b>");
        var people = await tenant.CreateUsersAsync("ann", "bob", "cyd", "<img src=x onerror=alert(1)>");
        var group = await tenant.CreateGroupAsync("\"><script>alert(2)</script>", people);
        (await tenant.MapGroupAsync(group, team)).Expect(201);
        await Eventually.EqualAsync("2/2", () => tenant.UsageAsync());
        await tenant.SetActiveAsync(people[0], false);
        (await tenant.Admin.PostAsync("/administrators", new { email = "eve@acme.example", role = "owner", name = "Eve <i>" })).Expect(201);
        using var saml = new SamlIdentityProvider();
        (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Entra", kind = "saml", saml = new { entityId = saml.EntityId, ssoUrl = "https://idp.example/sso", certificates = saml.CertificatePem },
        })).Expect(201);
        // A profile that knows no habits, so that the run has something to complain of.
        (await tenant.Directory.PatchAsync("", new { profile = "interop" })).Expect(200);
        var run = (await tenant.Directory.PostAsync("/conformance-runs", new { })).Expect(202).Json.Text("id");
        await Eventually.EqualAsync(
            "failed", async () => (await tenant.Directory.GetAsync("/conformance-runs/" + run)).Expect(200).Json.Text("status"), TimeSpan.FromMinutes(2));
        return tenant;
    }

    private static async Task<IEnumerable<string>> FindingsAsync(IPage page, string address)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
                .filter(v => v.impact === "serious" || v.impact === "critical")
                .map(v => `${v.id}: ${v.help} — ${v.nodes[0].html.slice(0, 160)}`)
            """);
        return found.Select(one => $"{address}: {one}");
    }

    // F09: no secret and nobody's data stays where the next person at this computer, or a log of addresses, has it.
    private static async Task<IEnumerable<string>> LeftBehindAsync(IPage page, string address)
    {
        var found = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const left = [];
              if (localStorage.length + sessionStorage.length > 0) left.push("keeps something in the browser's storage");
              const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
              while (comments.nextNode()) left.push(`has a comment: ${comments.currentNode.data.slice(0, 80)}`);
              if (/sc[a-z]_[0-9A-Za-z]{30}/.test(location.href + document.documentElement.outerHTML)) left.push("shows a secret");
              for (const script of document.scripts) {
                if (/sourceMappingURL|sc[a-z]_[0-9A-Za-z]{30}/.test(await (await fetch(script.src)).text())) left.push(`${script.src} has a source map or a secret`);
              }
              return left;
            }
            """);
        return found.Select(one => $"{address}: {one}");
    }

    // Pages of the same kind are looked at once.
    private static string ShapeOf(string address) => Id().Replace(address.Split('?', '#')[0], "id");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/console/)[^/]+", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
