using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Model;

internal enum Harm
{
    SourceLost,
    RoleChanged,
    SeatLost,
    CountersWrong,
}

/// <summary>Somebody changes rows by hand, and the reconcilers repair it.</summary>
internal sealed record Damage(Harm Harm, int Person) : Decision
{
    public override bool Applies(Facts facts) =>
        facts.People[Person] is { Id: not null, Counts: true } person && facts.Directories[person.Directory].Effect == Effect.Live;

    public override async Task DoAsync(World world)
    {
        var done = await HarmAsync(world);
        var found = await ReconcileAsync(world, repair: true);
        Check(world, (done > 0) == (found.Count > 0), $"{this} did {done}, and a repair found {found.Count}");
        if (found.Count > 0)
            world.Seen.Add("repaired");
        await world.RestAsync();
        foreach (var left in await ReconcileAsync(world, repair: false))
            Check(world, holds: false, $"{this} left {left} behind its repair");
    }

    private async Task<int> HarmAsync(World world)
    {
        var user = world.Facts.People[Person].Id!.Value;
        // Of what does not move, a repair can't know who had it.
        MappingId[] moving = [.. world.Facts.Mappings.Values.Where(mapping => !mapping.Paused && !mapping.Given).Select(mapping => mapping.Id)];
        return Harm switch
        {
            Harm.SourceLost => await world.Service.InAsync<TeamsDbContext, int>(world.Organization, db => db.Sources
                .Where(source => source.UserId == user && source.Stay == null && moving.Contains(source.MappingId)).ExecuteDeleteAsync()),
            Harm.RoleChanged => await world.Service.InAsync<TeamsDbContext, int>(world.Organization, db => db.Memberships
                .Where(one => one.UserId == user && one.Role == TeamRole.Member)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Role, TeamRole.Admin))),
            Harm.SeatLost => await world.Service.InAsync<LicensingDbContext, int>(world.Organization, db => db.Seats
                .Where(seat => seat.UserId == user && seat.Status == SeatStatus.Assigned)
                .ExecuteUpdateAsync(set => set.SetProperty(seat => seat.Status, SeatStatus.Released).SetProperty(seat => seat.WaitsFor, (string?)null)
                    .SetProperty(seat => seat.Overage, false))),
            _ => await world.Service.InAsync<LicensingDbContext, int>(world.Organization, db => db.Plans
                .ExecuteUpdateAsync(set => set.SetProperty(plan => plan.Waiting, plan => plan.Waiting + 1).SetProperty(plan => plan.Used, 0))),
        };
    }

    private static async Task<List<string>> ReconcileAsync(World world, bool repair)
    {
        await using var scope = world.Service.Scope(world.Organization);
        var found = new List<string>();
        foreach (var reconciler in scope.ServiceProvider.GetServices<IReconciler>())
            found.AddRange((await reconciler.ReconcileAsync(repair, passed: null, CancellationToken.None)).Drift.Select(drift => $"{drift.Kind} of {drift.Subject}"));
        return found;
    }

    private static void Check(World world, bool holds, string otherwise)
    {
        if (!holds)
            world.Wrong.Add(otherwise);
    }
}
