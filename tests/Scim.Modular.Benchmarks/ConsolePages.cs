using System.Net.Http.Headers;

namespace Scim.Modular.Benchmarks;

/// <summary>Pages of the console over few and over many: a page shows a part, so it should cost what it shows.</summary>
internal static class ConsolePages
{
    private const int Groups = 1000;
    private const int FewGroups = 10;
    private const int Rounds = 5;

    private static readonly HttpClient Browser = new();

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Site few, Site many)
    {
        var (ofFew, ofMany) = (await FillAsync(few, FewGroups, Site.Few), await FillAsync(many, Groups, Math.Min(20_000, many.Users)));
        var rows = new List<Row>();
        foreach (var (name, path) in ofMany)
        {
            var (first, second) = await Stopwatches.CompareAsync(Rounds, _ => GetAsync(few, ofFew[name]), _ => GetAsync(many, path));
            rows.Add(new($"console: {name}", $"of {Site.Few:N0}", first, $"of {many.Users:N0}", second));
        }

        return rows;
    }

    /// <returns>The pages by name: all that list people, groups, seats, teams or what happened.</returns>
    private static async Task<Dictionary<string, string>> FillAsync(Site site, int groups, int members)
    {
        // Half of them wait in line.
        await site.Tenant.PutPlanAsync(members / 2, key: "console", isDefault: false);
        var team = await site.Tenant.CreateTeamAsync("Console");
        var everybody = (await site.Scim.PostAsync(
            "/Groups?excludedAttributes=members", Tenant.GroupBody("Console", Enumerable.Range(1, members).Select(Site.IdOf)))).Expect(201).Json.Text("id");
        for (var number = 1; number < groups; number++)
            await site.Tenant.CreateGroupAsync(FormattableString.Invariant($"Console {number:D4}"));
        var mapping = new JsonObject
        {
            ["directoryId"] = site.Tenant.DirectoryId, ["groupId"] = everybody, ["teamId"] = team, ["role"] = "member", ["plan"] = "console",
        };
        await Eventually.EqualAsync(
            201, async () => (await site.Tenant.Admin.SendAsync(HttpMethod.Post, "/group-mappings", mapping)).Expect(201, 404).Status, TimeSpan.FromMinutes(2));
        await Eventually.EqualAsync(
            $"{members / 2}/{members - members / 2}", () => site.Tenant.UsageAsync("console"), TimeSpan.FromMinutes(5), every: TimeSpan.FromMilliseconds(500));
        await site.AnalyzeAsync();
        var person = Site.IdOf(members);
        return new()
        {
            ["overview"] = "",
            ["people"] = "people",
            ["people found"] = "people?q=" + Site.NameOf(members),
            ["one person"] = "people/" + person,
            ["groups"] = "groups",
            ["one group"] = "groups/" + everybody,
            ["mappings"] = "mappings",
            ["teams"] = "app/teams",
            ["one team"] = "app/teams/" + team,
            ["licenses"] = "licenses",
            ["waiting list"] = "licenses/waiting",
            ["one seat"] = "licenses/" + person,
            ["usage"] = "licenses/usage",
            ["directory"] = "directories/" + site.Tenant.DirectoryId,
            ["log"] = "log",
            ["audit"] = "audit",
        };
    }

    private static async Task GetAsync(Site site, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{site.Service.BaseAddress}/console/{site.Tenant.Id}{(path.Length == 0 ? "" : "/" + path)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", site.Service.Options.AdminKey);
        using var page = await Browser.SendAsync(request);
        page.EnsureSuccessStatusCode();
        await page.Content.ReadAsStringAsync();
    }
}
