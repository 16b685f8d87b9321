namespace Scim.Modular.ConformanceTests.Infrastructure;

/// <summary>
/// What holds in an organization at rest, computed anew from what the APIs show: seats by counting rows, teams from the groups that are
/// pushed and the mappings that are bound. The service's own counters and copies must say the same.
/// </summary>
internal static class Invariants
{
    public static Task HoldAsync(Tenant tenant, ScimService? process = null) =>
        Eventually.EqualAsync("", async () => string.Join('\n', await DriftAsync(tenant, process ?? tenant.Service)));

    private static async Task<IReadOnlyList<string>> DriftAsync(Tenant tenant, ScimService process)
    {
        var admin = tenant.AdminOf(process);
        var users = await admin.ListAsync("/users");
        var seats = await admin.ListAsync("/licenses");
        return
        [
            .. Plans(await admin.ListAsync("/plans"), seats),
            .. Seats(users, seats),
            .. await TeamsAsync(admin, tenant.ScimOf(process), users),
        ];
    }

    private static IEnumerable<string> Plans(IReadOnlyList<JsonNode> plans, IReadOnlyList<JsonNode> seats)
    {
        foreach (var plan in plans)
        {
            var rows = seats.Where(seat => seat.Text("plan") == plan.Text("key")).ToList();
            var held = rows.Count(seat => seat.Text("status") is "assigned" or "releasing");
            if (plan.Number("used") != held)
                yield return $"{plan.Text("key")} says {plan.Number("used")} used, {held} rows hold a seat";
            if (plan.Number("reserved") != 0)
                yield return $"{plan.Text("key")} keeps {plan.Number("reserved")} places for nobody";
            var line = seats.Where(seat => seat["waitsFor"]?.GetValue<string>() == plan.Text("key")).Select(seat => seat.Number("waitlistPosition")).Order().ToList();
            if (plan.Number("waitlisted") != line.Count || !line.SequenceEqual(Enumerable.Range(1, line.Count)))
                yield return $"{plan.Text("key")} says {plan.Number("waitlisted")} wait, the line is {string.Join(' ', line)}";
        }
    }

    private static IEnumerable<string> Seats(IReadOnlyList<JsonNode> users, IReadOnlyList<JsonNode> seats)
    {
        var held = seats.Where(seat => seat.Text("status") != "released").ToDictionary(seat => seat.Text("userId"), seat => seat.Text("status"), StringComparer.Ordinal);
        foreach (var user in users)
        {
            var seat = held.GetValueOrDefault(user.Text("id"), "none");
            if (Tenant.SeatOf(user) is var shown && shown != seat)
                yield return $"{user.Text("userName")} is shown with {shown}, the row says {seat}";
            if (!user.Flag("active") && seat is not ("none" or "releasing"))
                yield return $"{user.Text("userName")} is inactive and {seat}";
        }

        var known = users.Select(user => user.Text("id")).ToHashSet(StringComparer.Ordinal);
        foreach (var ghost in held.Keys.Where(id => !known.Contains(id)))
            yield return $"{ghost} is no user and {held[ghost]}";
    }

    private static async Task<IReadOnlyList<string>> TeamsAsync(AdminClient admin, ScimClient scim, IReadOnlyList<JsonNode> users)
    {
        List<string> drift = [];
        var active = users.Where(user => user.Flag("active")).Select(user => user.Text("id")).ToHashSet(StringComparer.Ordinal);
        var mappings = await admin.ListAsync("/group-mappings");
        var shown = users.SelectMany(user => user.List("teams").Select(team => $"{team.Text("id")} {user.Text("id")} {team.Text("role")}"));
        List<string> real = [];
        foreach (var team in await admin.ListAsync("/teams"))
        {
            var id = team.Text("id");
            var members = await admin.ListAsync($"/teams/{id}/members");
            real.AddRange(members.Select(member => $"{id} {member.Text("userId")} {member.Text("role")}"));
            if (team.Number("memberCount") != members.Count)
                drift.Add($"team {id} counts {team.Number("memberCount")} members and has {members.Count}");
            foreach (var mapping in mappings.Where(mapping => mapping.Text("teamId") == id))
            {
                var expected = mapping.Text("status") == "bound" ? await MembersAsync(scim, mapping.Text("boundGroupId")) : [];
                var actual = members.Where(member => member.List("sources").Any(source => source["mappingId"]?.GetValue<string>() == mapping.Text("id")))
                    .Select(member => member.Text("userId"));
                if (Difference(expected.Where(active.Contains), actual) is { Length: > 0 } difference)
                    drift.Add($"team {id} by {mapping.Text("groupName")}: {difference}");
            }
        }

        if (Difference(real, shown) is { Length: > 0 } copies)
            drift.Add($"people are shown with other teams than they are in: {copies}");
        return drift;
    }

    private static async Task<IEnumerable<string>> MembersAsync(ScimClient scim, string group)
    {
        var shown = (await scim.GetAsync("/Groups/" + group)).Expect(200).Json;
        return shown["members"] is null ? [] : [.. shown.List("members").Select(member => member.Text("value"))];
    }

    private static string Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, found) = (expected.ToHashSet(StringComparer.Ordinal), actual.ToHashSet(StringComparer.Ordinal));
        return string.Join(", ", wanted.Except(found).Select(one => "missing " + one).Concat(found.Except(wanted).Select(one => "too many " + one)));
    }
}
