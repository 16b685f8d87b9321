using System.Diagnostics;

namespace Scim.Modular.Benchmarks;

/// <summary>What a change causes in seats and teams: the cost should be that of whom it concerns, however many people there are.</summary>
internal static class Effects
{
    private const string Plan = "bench";
    private const int Members = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// One person leaves and returns, answered when the seat has gone to the next in line and the team has followed: in an organization of
    /// few people and in one of many.
    /// </summary>
    public static async Task<IReadOnlyList<Row>> OneAsync(Site few, Site many)
    {
        foreach (var site in (Site[])[few, many])
            await SetUpAsync(site);
        var (first, second) = await Stopwatches.CompareAsync(120, round => ToggleAsync(few, round), round => ToggleAsync(many, round));
        return [new("PATCH active, with its effects", $"{few.Users:N0} users", first, $"{many.Users:N0} users", second)];
    }

    /// <summary>A mapping made on a group that is full already: until everybody is in the team.</summary>
    public static async Task<IReadOnlyList<Row>> MappingAsync(Site few, Site many)
    {
        var members = Math.Min(20_000, many.Users - 1);
        var group = await CreateGroupAsync(many, members);
        List<double> answered = [], applied = [];
        for (var round = 0; round < 3; round++)
        {
            var team = await many.Tenant.CreateTeamAsync($"Team {Guid.NewGuid():N}");
            var started = Stopwatch.GetTimestamp();
            await MapAsync(many, group, team, plan: null);
            answered.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await FilledAsync(many, team, members);
            applied.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return [new($"Mapping of {members:N0} members", "answered", Stopwatches.Median(answered), "all in the team", Stopwatches.Median(applied))];
    }

    private static async Task SetUpAsync(Site site)
    {
        await site.Tenant.PutPlanAsync(Members - 10, key: Plan, isDefault: false);
        var group = await CreateGroupAsync(site, Members);
        var team = await site.Tenant.CreateTeamAsync($"Team {Guid.NewGuid():N}");
        await MapAsync(site, group, team, Plan);
        await FilledAsync(site, team, Members);
        await Eventually.EqualAsync($"{Members - 10}/10", () => site.Tenant.UsageAsync(Plan), Patience);
        await site.AnalyzeAsync();
    }

    private static async Task ToggleAsync(Site site, int round)
    {
        var active = round / Members % 2 == 1;
        (await site.Scim.PatchAsync(
            "/Users/" + Site.IdOf((round % Members) + 1), Tenant.Replace(new JsonObject { ["active"] = active }))).Expect(200);
    }

    private static async Task<string> CreateGroupAsync(Site site, int members) =>
        (await site.Scim.PostAsync(
            "/Groups?excludedAttributes=members", Tenant.GroupBody($"Group {Guid.NewGuid():N}", Enumerable.Range(1, members).Select(Site.IdOf))))
        .Expect(201).Json.Text("id");

    // The group may not have been heard of yet, when it is large.
    private static async Task MapAsync(Site site, string group, string team, string? plan)
    {
        var mapping = new JsonObject { ["directoryId"] = site.Tenant.DirectoryId, ["groupId"] = group, ["teamId"] = team, ["role"] = "member" };
        if (plan is not null)
            mapping["plan"] = plan;
        await Eventually.EqualAsync(
            201, async () => (await site.Tenant.Admin.SendAsync(HttpMethod.Post, "/group-mappings", mapping)).Expect(201, 404).Status, Patience);
    }

    private static Task FilledAsync(Site site, string team, int members) => Eventually.EqualAsync(
        members, async () => (await site.Tenant.Admin.GetAsync("/teams/" + team)).Expect(200).Json.Number("memberCount"), Patience,
        // Each look counts the team's members: fifty of them a second would be a good part of what is measured.
        every: TimeSpan.FromMilliseconds(100));
}
