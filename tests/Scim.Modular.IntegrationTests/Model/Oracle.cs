using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>
/// Compares what is stored with what the facts come to, by rules of its own: memberships are exactly these; of seats it is said what must
/// hold, because who got one when there were too few is history.
/// </summary>
internal sealed class Oracle(World world)
{
    private static readonly string[] Roles = ["member", "admin", "owner"];

    private readonly Facts _facts = world.Facts;
    private readonly List<string> _wrong = [];

    /// <summary>What is wrong; null: nothing.</summary>
    public async Task<string?> CompareAsync()
    {
        await MembershipsAsync();
        await SeatsAsync();
        await ReconcilersAsync();
        _wrong.AddRange(world.Wrong);
        return _wrong.Count == 0 ? null : string.Join('\n', _wrong.Distinct(StringComparer.Ordinal));
    }

    // ---- teams

    private IEnumerable<string> ExpectedMemberships()
    {
        for (var team = 0; team < world.Teams.Count; team++)
        {
            var mapped = _facts.Mappings.Values.Where(mapping => mapping.Team == team).ToArray();
            var exclusive = mapped.Any(mapping => mapping.Excludes);
            foreach (var person in _facts.People.Where(person => person.Counts))
            {
                var roles = mapped.Where(mapping => mapping.Sources.TryGetValue(person.Number, out var onlyAdded) && !(exclusive && onlyAdded))
                    .Concat(mapped.Where(mapping => mapping.Held.Contains(person.Number)))
                    .Select(mapping => mapping.Role).ToList();
                if (!exclusive && _facts.ByHand.TryGetValue((team, person.Number), out var byHand))
                    roles.Add(byHand);
                if (_facts.Spared.TryGetValue((team, person.Number), out var spared))
                    roles.Add(spared);
                if (roles.Count > 0)
                    yield return $"team{team} {person} {Roles[roles.Max(role => Array.IndexOf(Roles, role))]}";
            }
        }
    }

    private async Task MembershipsAsync()
    {
        var stored = await world.Service.InAsync<TeamsDbContext, List<string>>(world.Organization, async db =>
            [.. (await db.Memberships.AsNoTracking().Where(one => one.Role != null).ToListAsync())
                .Select(one => $"team{Array.IndexOf([.. world.Teams], one.TeamId)} {NameOf(one.UserId)} {one.Role.ToString()!.ToLowerInvariant()}")]);
        Differ("memberships", ExpectedMemberships(), stored);
        var copies = await world.Service.InAsync<IdentityDbContext, List<string>>(world.Organization, async db =>
            [.. (await db.UserTeams.AsNoTracking().Where(one => one.Role != null).ToListAsync())
                .Select(one => $"team{world.Teams.ToList().FindIndex(team => team.Value == one.TeamId)} {NameOf(one.UserId)} {one.Role}")]);
        Differ("shown memberships", stored, copies);
        var left = await world.Service.InAsync<TeamsDbContext, int>(world.Organization, async db =>
            await db.Mappings.CountAsync(mapping => mapping.Status == MappingStatus.Deleted) + await db.Teams.CountAsync(team => team.Deleted));
        Check(left == 0, $"{left} deleted mappings and teams are still there");
    }

    // ---- seats

    private async Task SeatsAsync()
    {
        await using var scope = world.Service.Scope(world.Organization);
        var db = scope.ServiceProvider.GetRequiredService<LicensingDbContext>();
        var seats = await db.Seats.AsNoTracking().ToListAsync();
        var plans = await db.Plans.AsNoTracking().ToListAsync();
        Differ("plans", _facts.Plans.Select(plan => $"{plan.Key} {plan.Value.Seats}"), plans.Select(plan => $"{plan.Key} {plan.Seats}"));
        foreach (var plan in plans)
            Count(plan, seats);
        foreach (var person in _facts.People.Where(person => person.Id is not null))
            CheckSeat(person, seats.SingleOrDefault(one => one.UserId == person.Id), plans);

        var copies = await world.Service.InAsync<IdentityDbContext, List<string>>(world.Organization, async identity =>
            [.. (await identity.UserLicenses.AsNoTracking().ToListAsync()).Select(one => $"{NameOf(one.UserId)} {one.Plan} {one.Status}")]);
        Differ("shown seats", seats.Select(seat => $"{NameOf(seat.UserId)} {seat.PlanKey} {seat.Status.ToString().ToLowerInvariant()}"), copies);
    }

    private void Count(Plan plan, List<Seat> seats)
    {
        var held = seats.Count(seat => seat.Holds && seat.PlanKey == plan.Key);
        Check(plan.Used == held, $"{plan.Key} counts {plan.Used} used, {held} are held");
        Check(plan.Reserved == 0, $"{plan.Key} keeps {plan.Reserved} for nobody");
        var waiting = seats.Count(seat => seat.WaitsFor == plan.Key);
        Check(plan.Waiting == waiting, $"{plan.Key} counts {plan.Waiting} waiting, {waiting} wait");
        var marked = seats.Count(seat => seat.Overage && seat.Holds && seat.PlanKey == plan.Key);
        Check(plan.Marked == marked, $"{plan.Key} counts {plan.Marked} beyond the bought number, {marked} are");
        if (_facts.Plans.GetValueOrDefault(plan.Key) is { Lowered: false } bought)
            Check(held <= bought.Allowed, $"{held} hold {plan.Key}, {bought.Allowed} are allowed");
    }

    private void CheckSeat(Someone person, Seat? seat, List<Plan> plans)
    {
        var has = seat is null ? "nothing" : World.TextOf(seat);
        var effect = _facts.Directories[person.Directory].Effect;
        if (effect == Effect.Frozen)
        {
            Check(person.FrozenSeat == (seat is null ? null : World.TextOf(seat)), $"{person} is frozen with {person.FrozenSeat} and has {has}");
            return;
        }

        var entitled = person.Active && effect != Effect.Out ? _facts.PlansOf(person) : [];
        if (entitled.Count == 0)
        {
            Check(seat is null or { IsLive: false } || IsKept(person, seat), $"{person} is entitled to nothing and has {has}");
            return;
        }

        var winner = entitled[0];
        var hasIt = seat is { Status: SeatStatus.Assigned, WaitsFor: null } && seat.PlanKey == winner;
        var waits = seat is { Status: SeatStatus.Waitlisted } && seat.WaitsFor == winner;
        var waitsWithAnother = seat is { Status: SeatStatus.Assigned } && seat.PlanKey != winner && seat.WaitsFor == winner
            && (entitled.Contains(seat.PlanKey) || seat.Source == SourceKind.Default);
        Check(hasIt || waits || waitsWithAnother, $"{person} is entitled to {string.Join(", then ", entitled)} and has {has}");
        var free = plans.SingleOrDefault(plan => plan.Key == winner)?.Free ?? 0;
        Check(!(waits || waitsWithAnother) || free == 0, $"{person} waits for {winner}, which has {free} free");
    }

    // Because the person lost its group, or was deactivated, a moment ago, or because the breaker has tripped.
    private bool IsKept(Someone person, Seat seat)
    {
        if (seat.Status != SeatStatus.Releasing || seat.HeldUntil == Seat.UntilDecided)
            return seat.Status == SeatStatus.Releasing && _facts.Directories[person.Directory].Holding;
        return seat.HeldUntil > world.Service.Clock.GetUtcNow() && (person.Active || _facts.Plans.GetValueOrDefault(seat.PlanKey) is { HoldsInactive: true });
    }

    // ---- the service's own comparison

    private async Task ReconcilersAsync()
    {
        await using var scope = world.Service.Scope(world.Organization);
        foreach (var reconciler in scope.ServiceProvider.GetServices<IReconciler>())
        {
            var found = await reconciler.ReconcileAsync(repair: false, passed: null, CancellationToken.None);
            foreach (var drift in found.Drift)
                _wrong.Add($"{reconciler.GetType().Name} finds {drift.Kind} of {(drift.UserId is { } user ? NameOf(new UserId(user)) : "nobody")}, {drift.Subject}: {drift.Stored} should be {drift.Computed}");
        }
    }

    private string NameOf(UserId user) => _facts.People.SingleOrDefault(person => person.Id == user)?.ToString() ?? user.ToString();

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
            _wrong.Add(otherwise);
    }

    private void Differ(string what, IEnumerable<string> expected, IEnumerable<string> stored)
    {
        var (wanted, found) = (expected.Order(StringComparer.Ordinal).ToArray(), stored.Order(StringComparer.Ordinal).ToArray());
        foreach (var one in wanted.Except(found))
            _wrong.Add($"{what}: missing {one}");
        foreach (var one in found.Except(wanted))
            _wrong.Add($"{what}: too many {one}");
    }
}
