using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Pages;

/// <summary>What a page asks the database does not grow with what it shows: no page sends a query per row.</summary>
public sealed partial class PageStatementTests(SqliteService fixture)
{
    private const int More = 20;

    // The process does its own work meanwhile, sealing what happened for one: of some times, the fewest statements are the page's. What is left
    // over is small; a query per row would be More.
    private const int Times = 3;
    private const int Noise = 4;

    [Fact]
    public async Task A_page_with_many_rows_sends_as_many_statements_as_one_with_few()
    {
        await using var database = await fixture.NewDatabaseAsync();
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database }.With(
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore.Database.Command", "Information"), ("Events__Poll", "01:00:00"), ("Reconcile__Schedule", "")));
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(2);
        var first = await GrowAsync(tenant, "first", 2);
        var pages = await PagesAsync(tenant, first);

        var log = new StatementLog(service);
        var few = await CountAsync(service, log, tenant, pages);
        await GrowAsync(tenant, "more", More, first.Group);
        var many = await CountAsync(service, log, tenant, pages);

        Assert.All(pages, page => Assert.True(
            many[page].Statements <= few[page].Statements + Noise, $"{page}: {few[page].Statements} statements, then {many[page].Statements}"));
        // The pages did show more: otherwise nothing was compared.
        Assert.All(
            (string[])["people", "groups", "app/teams", "mappings", "licenses", "licenses/waiting", $"directories/{tenant.DirectoryId}/log", "audit", "settings/administrators"],
            page => Assert.True(many[page].Rows >= few[page].Rows + (More / 2), $"{page}: {few[page].Rows} rows, then {many[page].Rows}"));
    }

    /// <summary>People with a group, a team and a mapping each, all of them in the common group as well, and as many administrators.</summary>
    private static async Task<(string Person, string Group, string Team)> GrowAsync(Tenant tenant, string name, int count, string? common = null)
    {
        (string Person, string Group, string Team) last = default;
        for (var i = 0; i < count; i++)
        {
            var one = FormattableString.Invariant($"{name}{i}");
            var person = await tenant.CreateUserAsync(one);
            var group = await tenant.CreateGroupAsync("Group " + one, person);
            var team = await tenant.CreateTeamAsync("Team " + one);
            (await tenant.MapGroupAsync(group, team)).Expect(201);
            if (common is not null)
                await tenant.AddMembersAsync(common, person);
            (await tenant.Admin.PostAsync("/administrators", new { email = one + "@acme.example", role = "auditor" })).Expect(201);
            last = (person, group, team);
        }

        await Eventually.Async(async () => (await tenant.Admin.ListAsync("/group-mappings?limit=200")).All(mapping => mapping.Text("status") == "bound"));
        return last;
    }

    private static async Task<string[]> PagesAsync(Tenant tenant, (string Person, string Group, string Team) first)
    {
        var mapping = (await tenant.Admin.ListAsync("/group-mappings"))[0].Text("id");
        return
        [
            "", "people", "people/" + first.Person, "groups", "groups/" + first.Group, "app/teams", "app/teams/" + first.Team, $"app/teams/{first.Team}/mappings",
            "mappings", "mappings/" + mapping, "licenses", "licenses/waiting", "licenses/plans/" + Tenant.Plan,
            $"directories/{tenant.DirectoryId}", $"directories/{tenant.DirectoryId}/log", "settings/organization/dsync", "settings/administrators",
            "notices", "audit", "webhooks", "reconcile", "configuration",
        ];
    }

    private static async Task<Dictionary<string, (int Statements, int Rows)>> CountAsync(ScimService service, StatementLog log, Tenant tenant, string[] pages)
    {
        var console = new ConsoleClient(service, tenant.Id, "Bearer " + service.Options.AdminKey);
        var counts = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            // Once before: what is remembered for a while is not asked again.
            var once = await console.GetAsync(page);
            Assert.True(once.Status == 200, $"{page}: {once.Status} {once.Location}");
            var fewest = int.MaxValue;
            for (var time = 0; time < Times; time++)
            {
                var before = await log.SentAsync();
                await console.GetAsync(page);
                fewest = Math.Min(fewest, await log.SentAsync() - before);
            }

            counts[page] = (fewest, Rows().Count(once.Html));
        }

        return counts;
    }

    /// <summary>Counts the statements of the service's log.</summary>
    private sealed class StatementLog
    {
        private readonly ScimService _service;
        private int _statements;
        private int _refusals;

        public StatementLog(ScimService service)
        {
            _service = service;
            service.Hears = line =>
            {
                if (line.Contains("Executed DbCommand", StringComparison.Ordinal))
                    Interlocked.Increment(ref _statements);
                else if (line.Contains("A sign-out by an identity provider was refused", StringComparison.Ordinal))
                    Interlocked.Increment(ref _refusals);
            };
        }

        /// <summary>How many were sent until now. A refused sign-out is a line of the log too, which comes after all that was before it, and asks nothing.</summary>
        public async Task<int> SentAsync()
        {
            var refusals = Volatile.Read(ref _refusals);
            (await new Security.Visitor(_service).PostAsync("/sign-in/oidc/logout")).Expect(400);
            await Eventually.Async(() => Task.FromResult(Volatile.Read(ref _refusals) > refusals));
            return Volatile.Read(ref _statements);
        }
    }

    [GeneratedRegex("<tr", RegexOptions.None, 10_000)]
    private static partial Regex Rows();
}
