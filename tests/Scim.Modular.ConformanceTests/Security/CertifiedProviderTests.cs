using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Sign-in by a certified OpenID provider that others have written: npm's oidc-provider, run by node.</summary>
public sealed partial class CertifiedProviderTests(SqliteService fixture)
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.FullPath, "tests", "Scim.Modular.ConformanceTests", "OidcProvider");

    [Fact]
    public async Task An_administrator_signs_in_and_out_by_it()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")), "npm's oidc-provider is not installed: build/test installs it where node is.");
        var service = await fixture.ServiceAsync();
        var tenant = await Tenant.CreateAsync(service);
        (await tenant.Admin.PostAsync("/administrators", new { email = "ann@acme.example", role = "auditor" })).Expect(201);
        var issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Certified", kind = "oidc",
            oidc = new { authority = issuer, clientId = OpenIdProvider.ClientId, clientSecret = OpenIdProvider.ClientSecret },
        })).Expect(201).Json;
        var redirect = made["oidc"]!.Text("redirectUri");
        using var provider = await StartAsync(issuer, redirect, made["oidc"]!.Text("backChannelLogoutUri"));
        using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        try
        {
            var ann = new Visitor(service);
            var request = await ann.BeginAsync(new Uri(made.Text("signInUrl")).AbsolutePath);
            var entered = await ann.GetAsync(await SignInThereAsync(there, request.Address, redirect, "ann"));
            Assert.True(entered.Status == 303, entered.ToString());
            (await ann.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);
            Assert.Equal("ann Acme", (await tenant.Admin.ListAsync("/administrators")).Single().Text("name"));

            // Nobody has invited Bob.
            var bob = new Visitor(service);
            request = await bob.BeginAsync(new Uri(made.Text("signInUrl")).AbsolutePath);
            using var elsewhere = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
            (await bob.GetAsync(await SignInThereAsync(elsewhere, request.Address, redirect, "bob"))).Expect(403);

            // Ann signs out there, and the provider tells us.
            await SignOutThereAsync(there, issuer);
            await Eventually.EqualAsync(401, async () => (await ann.Admin.GetAsync("/organizations/" + tenant.Id)).Status);
        }
        finally
        {
            provider.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Process> StartAsync(string issuer, string redirect, string logout)
    {
        var start = new ProcessStartInfo("node", ["provider.js", new Uri(issuer).Port.ToString(CultureInfo.InvariantCulture), redirect, logout])
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "listening")
                return process;
        }

        throw new InvalidOperationException("node ended: " + process.ExitCode.ToString(CultureInfo.InvariantCulture));
    }

    // Its pages ask who one is, with any password, and whether we may know.
    private static async Task<string> SignInThereAsync(HttpClient http, Uri address, string redirect, string login)
    {
        HttpContent? form = null;
        for (var step = 0; step < 12; step++)
        {
            using var response = form is null ? await http.GetAsync(address) : await http.PostAsync(address, form);
            form = null;
            if (response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                if (address.AbsoluteUri.StartsWith(redirect, StringComparison.Ordinal))
                    return address.AbsoluteUri;
                continue;
            }

            var page = await response.Content.ReadAsStringAsync();
            var prompt = Prompt().Match(page);
            Assert.True(prompt.Success, page);
            form = new FormUrlEncodedContent(new Dictionary<string, string> { ["prompt"] = prompt.Groups["name"].Value, ["login"] = login, ["password"] = "any" });
        }

        throw new InvalidOperationException("The provider does not come to an end: " + address);
    }

    // It asks whether one means it.
    private static async Task SignOutThereAsync(HttpClient http, string issuer)
    {
        var page = await http.GetStringAsync(issuer + "/session/end");
        var question = Question().Match(page);
        Assert.True(question.Success, page);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["xsrf"] = question.Groups["value"].Value, ["logout"] = "yes" });
        using var done = await http.PostAsync(issuer + "/session/end/confirm", form);
        Assert.True((int)done.StatusCode < 400, await done.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""name="xsrf" value="(?<value>\w+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex("""name="prompt" value="(?<name>\w+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prompt();
}
