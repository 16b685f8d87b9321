using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>What can entitle a person to a plan, weakest first.</summary>
internal enum SourceKind
{
    /// <summary>The organization's default plan.</summary>
    Default,

    /// <summary>A group that is mapped to a plan.</summary>
    Mapping,

    /// <summary>An administrator's pin.</summary>
    Manual,
}

/// <summary>One reason why a person is entitled to a plan. It is idle while there is no such plan, and counts for nothing then.</summary>
internal sealed record Source(
    SourceKind Kind, string Plan, int Priority, int Rank, Guid? MappingId = null, string? GroupName = null, bool Idle = false);

/// <summary>Everything that decides about one person's seat.</summary>
/// <param name="Person">What is known of the person.</param>
/// <param name="Standing">Whether the facts of its directory take effect.</param>
/// <param name="Holding">The directory's breaker has tripped: what is lost is kept until an administrator has decided.</param>
/// <param name="Seat">What it has now; null: it never had anything.</param>
/// <param name="Sources">What entitles it to plans, the winner first.</param>
internal sealed record SeatCase(Person Person, Standing Standing, bool Holding, Seat? Seat, IReadOnlyList<Source> Sources)
{
    /// <summary>Facts take effect on it; nobody inactive is entitled to anything.</summary>
    public bool Entitled => Standing == Standing.Live && Person.Active;

    /// <summary>The source whose plan the person should have; null: none.</summary>
    public Source? Winner => Entitled ? Sources.FirstOrDefault(source => !source.Idle) : null;

    /// <summary>
    /// The source by which the person may keep the seat that it holds while the winner's plan is full. A seat of the default plan before
    /// counts as one of the default plan: nobody loses a seat because another plan was made the default one.
    /// </summary>
    public Source? Covering => !Entitled || Seat is not { Holds: true } seat
        ? null
        : Sources.FirstOrDefault(source => !source.Idle && source.Plan == seat.PlanKey)
            ?? Sources.FirstOrDefault(source => seat.Source == SourceKind.Default && source is { Idle: false, Kind: SourceKind.Default });
}

/// <summary>What must happen to a seat so that it is as facts and configuration want it.</summary>
internal enum SeatMove
{
    /// <summary>It is as it should be.</summary>
    None,

    /// <summary>The person holds a seat of the right plan, and it is assigned for good.</summary>
    Keep,

    /// <summary>The person should have a seat of another plan than it has, if any: it gets one, or stands in line.</summary>
    Claim,

    /// <summary>The person is entitled to nothing and holds a seat: now its hold begins, if its plan has one.</summary>
    Lose,

    /// <summary>The person is entitled to nothing any more, and nothing is kept for it.</summary>
    Release,
}

/// <summary>What a person has, or would have: <paramref name="WaitsFor"/> when it holds a seat and waits for another.</summary>
internal sealed record Outcome(string? Plan, string Status, string? WaitsFor = null)
{
    public static Outcome None { get; } = new(null, "none");

    /// <summary>Readable; null for nothing.</summary>
    public string? Text => Plan is null ? null : WaitsFor is null ? $"{Status} {Plan}" : $"{Status} {Plan}, waits for {WaitsFor}";
}

/// <summary>
/// The heart: effective state is a pure function of facts and configuration. Event handlers, changes of plans, the reconciler, the
/// forecast and the explanation all ask here; whether a seat is free is the allocator's business.
/// </summary>
internal static class SeatRules
{
    /// <summary>The priority in line of somebody who is pinned: above every mapping.</summary>
    public const int PinPriority = int.MaxValue;

    /// <summary>
    /// A person's sources, the winner first: a pin, then mappings (the higher priority, then the higher rank of the plan, then the older
    /// mapping), then the default plan. Idle ones come last.
    /// </summary>
    public static IReadOnlyList<Source> Sources(string? pin, IEnumerable<PlanGrant> grants, IReadOnlyList<Plan> plans)
    {
        var found = new List<Source>();
        if (pin is not null)
            found.Add(SourceOf(SourceKind.Manual, pin, PinPriority, plans));
        foreach (var grant in grants)
        {
            if (grant.PlanKey is { } plan)
            {
                var source = SourceOf(SourceKind.Mapping, plan, grant.Priority, plans);
                found.Add(source with { MappingId = grant.MappingId, GroupName = grant.GroupName });
            }
        }

        if (plans.FirstOrDefault(plan => plan.IsDefault) is { } usual)
            found.Add(SourceOf(SourceKind.Default, usual.Key, 0, plans));
        return InOrder(found);
    }

    /// <summary>The winner first.</summary>
    public static IReadOnlyList<Source> InOrder(IEnumerable<Source> sources) =>
    [
        .. sources.OrderBy(source => source.Idle).ThenByDescending(source => source.Kind).ThenByDescending(source => source.Priority)
            .ThenByDescending(source => source.Rank).ThenBy(source => source.MappingId),
    ];

    /// <summary>
    /// What a person would have, given what is free now. <paramref name="lost"/>: it has just lost such a source, by the identity provider.
    /// </summary>
    public static Outcome OutcomeOf(SeatCase one, IReadOnlyList<Plan> plans, SourceKind? lost = null)
    {
        var assigned = Words.Of(SeatStatus.Assigned);
        var held = one.Seat is { Holds: true } seat ? seat.PlanKey : null;
        if (one.Standing == Standing.Frozen)
        {
            return one.Seat is { IsLive: true } frozen
                ? new(frozen.PlanKey, Words.Of(frozen.Status), held is null ? null : frozen.WaitsFor)
                : Outcome.None;
        }

        if (one.Winner is not { } winner)
        {
            return held is not null && one.Entitled && lost == SourceKind.Mapping && plans.First(plan => plan.Key == held).HoldSeconds > 0
                ? new(held, Words.Of(SeatStatus.Releasing))
                : Outcome.None;
        }

        if (held == winner.Plan)
            return new(held, assigned);
        if (one.Seat?.WaitsFor != winner.Plan && plans.First(plan => plan.Key == winner.Plan).Free > 0)
            return new(winner.Plan, assigned);
        return one.Covering is null ? new(winner.Plan, Words.Of(SeatStatus.Waitlisted)) : new(held, assigned, winner.Plan);
    }

    /// <summary>What to do about a seat now.</summary>
    public static SeatMove Move(SeatCase one, DateTimeOffset now)
    {
        if (one.Standing == Standing.Frozen)
            return SeatMove.None;
        if (one.Winner is not { } winner)
        {
            return one.Seat?.Status switch
            {
                SeatStatus.Assigned => SeatMove.Lose,
                SeatStatus.Waitlisted => SeatMove.Release,
                // A directory that is deprovisioned is an administrator's decision, and nothing is held for it.
                SeatStatus.Releasing when one.Seat.HeldUntil <= now || (one.Standing == Standing.Out && !one.Holding) => SeatMove.Release,
                _ => SeatMove.None,
            };
        }

        if (one.Seat is { Holds: true } held && held.PlanKey == winner.Plan)
            return held.Status == SeatStatus.Assigned && held.WaitsFor is null && held.Source == winner.Kind ? SeatMove.None : SeatMove.Keep;
        return one.Seat is { } seat && seat.WaitsFor == winner.Plan && seat.Priority == winner.Priority && StandsRightly(one, seat)
            ? SeatMove.None
            : SeatMove.Claim;
    }

    // Who stands in the right line also holds the right thing meanwhile: a seat that another source covers, or nothing.
    private static bool StandsRightly(SeatCase one, Seat seat) =>
        one.Winner!.Kind == seat.WaitsBy && (!seat.Holds || (seat.Status == SeatStatus.Assigned && one.Covering?.Kind == seat.Source));

    private static Source SourceOf(SourceKind kind, string key, int priority, IReadOnlyList<Plan> plans) =>
        plans.FirstOrDefault(plan => plan.Key == key) is { } plan
            ? new Source(kind, key, priority, plan.Rank)
            : new Source(kind, key, priority, Rank: 0, Idle: true);
}
