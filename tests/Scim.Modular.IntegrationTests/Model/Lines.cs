using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>
/// A step that is watched: nobody who stands in line throughout is passed by somebody who has no better right, by priority and then by age.
/// </summary>
internal sealed record Watched(Step Inner) : Step
{
    public override bool AtRest(Facts facts) => true;

    public override bool RestsAfter(Facts facts) => true;

    public override bool Applies(Facts facts) => Inner.Applies(facts);

    public override async Task DoAsync(World world)
    {
        var (usual, before) = (world.Facts.DefaultPlan, await StandingAsync(world));
        await Inner.DoAsync(world);
        world.Facts.Settle();
        await world.RestAsync();
        if (usual == world.Facts.DefaultPlan)
            Compare(world, before, await StandingAsync(world));
    }

    private void Compare(World world, Dictionary<int, Stand> before, Dictionary<int, Stand> after)
    {
        foreach (var (passed, stood) in before.Where(one => one.Value.WaitsFor is not null && one.Value.Right is not null))
        {
            if (after[passed].WaitsFor != stood.WaitsFor || after[passed].Right != stood.Right)
                continue;
            if (before.Any(one => one.Value.Holds != stood.WaitsFor && after[one.Key].Holds == stood.WaitsFor))
                world.Seen.Add("served while others wait");
            foreach (var (served, had) in before.Where(one => one.Value.Holds != stood.WaitsFor && after[one.Key].Holds == stood.WaitsFor))
            {
                var inLine = had.WaitsFor == stood.WaitsFor;
                if (after[served].Right is not { } right || (had.Right is not null && had.Right != right))
                    continue;   // its right changed meanwhile
                var isBehind = right.Priority < stood.Right!.Priority
                    || (right.Priority == stood.Right.Priority && (!inLine || (had.Since, had.User).CompareTo((stood.Since, stood.User)) > 0));
                if (isBehind)
                    world.Wrong.Add($"{Inner} let u{served} pass u{passed} in the line of {stood.WaitsFor}");
            }
        }
    }

    private static async Task<Dictionary<int, Stand>> StandingAsync(World world)
    {
        var seats = await world.SeatsAsync();
        return world.Facts.People.ToDictionary(person => person.Number, person =>
        {
            var seat = person.Id is { } id ? seats.GetValueOrDefault(id) : null;
            var counts = person.Active && world.Facts.Directories[person.Directory].Effect is Effect.Live or Effect.Kept;
            var right = counts ? new Right(string.Join(',', world.Facts.PlansOf(person)), world.Facts.PriorityOf(person)) : null;
            return new Stand(person.Id ?? default, seat is { Holds: true } ? seat.PlanKey : null, seat?.WaitsFor, seat?.WaitsSince, right);
        });
    }

    private sealed record Stand(UserId User, string? Holds, string? WaitsFor, DateTimeOffset? Since, Right? Right);

    private sealed record Right(string Plans, int Priority);
}
