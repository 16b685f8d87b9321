using System.Globalization;

namespace Scim.Modular.Benchmarks;

/// <summary>Group push: the cost of a change should be that of the change, whatever the size of the group.</summary>
internal static class Memberships
{
    private const int Small = 50;

    /// <summary>As Okta adds and removes them: one in, and one out by a value filter.</summary>
    public static async Task<IReadOnlyList<Row>> OneAsync(Site few, Site many)
    {
        var large = Math.Min(50_000, many.Users);
        var groups = (Small: await CreateAsync(many, Small), Large: await CreateAsync(many, large));
        await many.AnalyzeAsync();
        var (adds, removes) = ((new List<double>(), new List<double>()), (new List<double>(), new List<double>()));
        for (var round = -5; round < 40; round++)
        {
            var (leaves, stays) = (Site.IdOf(round + 6), round >= 0);
            foreach (var (group, removed, added) in ((string, List<double>, List<double>)[])
                [(groups.Small, removes.Item1, adds.Item1), (groups.Large, removes.Item2, adds.Item2)])
            {
                var removing = await PatchAsync(many, group, Tenant.RemoveMember(leaves));
                var adding = await PatchAsync(many, group, Tenant.AddMembers(leaves));
                if (!stays)
                    continue;   // the first ones pay for compilation and empty caches
                removed.Add(removing);
                added.Add(adding);
            }
        }

        return
        [
            new("PATCH add 1 member", $"to {Small:N0}", Stopwatches.Median(adds.Item1), $"to {large:N0}", Stopwatches.Median(adds.Item2)),
            new("PATCH remove 1 member", $"from {Small:N0}", Stopwatches.Median(removes.Item1), $"from {large:N0}", Stopwatches.Median(removes.Item2)),
        ];
    }

    /// <summary>The most that Okta sends in one PATCH: a thousand values in one operation, or a thousand operations.</summary>
    public static async Task<IReadOnlyList<Row>> ThousandAsync(Site few, Site many)
    {
        const int Thousand = 1000;
        var group = await CreateAsync(many, 0);
        var ids = Enumerable.Range(1, Thousand).Select(Site.IdOf).ToArray();
        var (add, remove) = await Stopwatches.CompareAsync(
            6,
            _ => PatchAsync(many, group, Tenant.AddMembers(ids)),
            _ => PatchAsync(many, group, [.. ids.Select(Tenant.RemoveMember)]));
        return [new($"PATCH of {Thousand:N0} members", "add", add, "remove", remove)];
    }

    /// <summary>A custom app of Okta's sends the whole group for every change.</summary>
    public static async Task<IReadOnlyList<Row>> ReplaceAsync(Site few, Site many)
    {
        var count = Math.Min(20_000, many.Users - 1);
        var group = await CreateAsync(many, 0);
        var (fill, swap, empty) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            fill.Add(await PutAsync(1, count));
            swap.Add(await PutAsync(2, count));     // one leaves, one comes
            empty.Add(await PutAsync(1, 0));
        }

        return
        [
            new($"PUT of {count:N0} members", "all new", Stopwatches.Median(fill), "one exchanged", Stopwatches.Median(swap)),
            new("PUT that empties it", "all gone", Stopwatches.Median(empty)),
        ];

        Task<double> PutAsync(int from, int members)
        {
            var body = Tenant.GroupBody("Group put", Enumerable.Range(from, members).Select(Site.IdOf)).ToJsonString();
            return Stopwatches.TimeAsync(async () =>
                (await many.Scim.SendTextAsync(HttpMethod.Put, $"/Groups/{group}?excludedAttributes=members", body, ScimClient.MediaType)).Expect(200));
        }
    }

    /// <summary>A mapping made on a group that is there, until its last member is in the team, and taken away again.</summary>
    public static async Task<IReadOnlyList<Row>> MappingAsync(Site few, Site many)
    {
        var (small, large) = (Math.Min(1_000, many.Users), Math.Min(20_000, many.Users));
        var (ofSmall, ofLarge) = (await MapAsync(many, small), await MapAsync(many, large));
        return
        [
            new("mapping on a group", $"of {small:N0}", ofSmall.Made, $"of {large:N0}", ofLarge.Made),
            new("mapping taken away", $"of {small:N0}", ofSmall.Gone, $"of {large:N0}", ofLarge.Gone),
        ];
    }

    private static async Task<(double Made, double Gone)> MapAsync(Site site, int members)
    {
        var (group, team) = (await CreateAsync(site, members), await site.Tenant.CreateTeamAsync("Team"));
        var mapping = "";
        var made = await Stopwatches.TimeAsync(async () =>
        {
            mapping = (await site.Tenant.MapGroupAsync(group, team)).Expect(201).Json.Text("id");
            await HasAsync(members);
        });
        var gone = await Stopwatches.TimeAsync(async () =>
        {
            (await site.Tenant.Admin.DeleteAsync("/group-mappings/" + mapping)).Expect(204);
            await HasAsync(0);
        });
        return (made, gone);

        Task HasAsync(int count) => Eventually.EqualAsync(
            count, async () => (await site.Tenant.Admin.GetAsync("/teams/" + team)).Expect(200).Json.Number("memberCount"), TimeSpan.FromMinutes(2),
            every: TimeSpan.FromMilliseconds(100));
    }

    private static Task<double> PatchAsync(Site site, string group, params JsonObject[] operations) =>
        Stopwatches.TimeAsync(async () => (await site.Scim.PatchAsync("/Groups/" + group, operations)).Expect(204));

    private static async Task<string> CreateAsync(Site site, int members)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Group of {members} {Guid.NewGuid():N}");
        return (await site.Scim.PostAsync("/Groups?excludedAttributes=members", Tenant.GroupBody(name, Enumerable.Range(1, members).Select(Site.IdOf))))
            .Expect(201).Json.Text("id");
    }
}
