using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Licensing.Domain.Plans;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>Random histories: much provisioning, some administration, and deliveries that are late, repeated or interrupted.</summary>
internal static class Histories
{
    private static readonly Gen<int> Person = Gen.Choose(0, 6);
    private static readonly Gen<int> Group = Gen.Choose(0, 3);
    private static readonly Gen<int> Team = Gen.Choose(0, Facts.Teams - 1);
    private static readonly Gen<int> Slot = Gen.Choose(0, 3);
    private static readonly Gen<bool> Either = Gen.Elements(true, false);
    private static readonly Gen<string> Role = Gen.Elements("member", "admin");
    private static readonly Gen<int[]> People = from count in Gen.Choose(0, 4) from people in Gen.ArrayOf(Person, count) select people;

    private static readonly Gen<Step> Provisioning = Gen.Frequency(
        (6, from person in Person from active in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false))) select (Step)new Create(person, active)),
        (4, from person in Person from active in Either select (Step)new SetActive(person, active)),
        (1, from person in Person from title in Gen.Elements("Lead", "Guide") select (Step)new Rename(person, title)),
        (2, from person in Person select (Step)new Delete(person)));

    private static readonly Gen<Step> Pushes = Gen.Frequency(
        (4, from it in Group from people in People select (Step)new PushGroup(it, people)),
        (4, from it in Group from person in Person select (Step)new AddMember(it, person)),
        (3, from it in Group from person in Person select (Step)new TakeOut(it, person)),
        (2, from it in Group from people in People select (Step)new ReplaceMembers(it, people)),
        (2, from outer in Group from inner in Group from inside in Gen.Elements(true, true, false) select (Step)new Nest(outer, inner, inside)),
        (1, from it in Group select (Step)new RenameGroup(it)),
        (1, from it in Group select (Step)new DeletePushedGroup(it)));

    private static readonly Gen<Terms> AnyTerms =
        from role in Role
        from mode in Gen.Frequency((4, Gen.Constant("managed")), (1, Gen.Elements("additive", "exclusive")))
        from priority in Gen.Choose(0, 2)
        from plan in Gen.OneOf(Gen.Constant((string?)null), Gen.Elements<string?>(PlanNames.All))
        select new Terms(role, mode, priority, plan);

    private static readonly Gen<Step> Administration = Gen.Frequency(
        (2, from team in Team from person in Person from role in Role select (Step)new ByHand(team, person, role)),
        (1, from team in Team from person in Person select (Step)new NoLongerByHand(team, person)),
        (6, from slot in Slot from team in Team from it in Group from byName in Either from renamed in Either from terms in AnyTerms
            select (Step)new Map(slot, team, it, byName, renamed, terms)),
        (2, from slot in Slot from terms in AnyTerms select (Step)new ChangeMapping(slot, terms)),
        (1, from slot in Slot from paused in Either select (Step)new Pause(slot, paused)),
        (1, from slot in Slot from keep in Either select (Step)new Unmap(slot, keep)),
        (5, from plan in Gen.Elements(PlanNames.All)
            from seats in Gen.Frequency((5, Gen.Choose(0, 4).Select(number => (int?)number)), (1, Gen.Constant((int?)null)))
            from isDefault in Gen.Elements(true, false, false)
            from overflow in Gen.Elements(OverflowPolicy.Waitlist, OverflowPolicy.Waitlist, OverflowPolicy.Overage, OverflowPolicy.Reject)
            from limit in Gen.Elements(null, 1, (int?)2)
            select (Step)new Buy(plan, seats, isDefault, overflow, limit)),
        (1, Gen.Elements(PlanNames.All).Select(plan => (Step)new Drop(plan))),
        (2, from person in Person from plan in Gen.Elements(PlanNames.All) select (Step)new PinTo(person, plan)),
        (1, Person.Select(person => (Step)new Unpin(person))),
        (3, from directory in Gen.Choose(0, 1)
            from to in Gen.Elements(
                ("active", null), ("active", null), ("observe", null), ("disabled", "freeze"), ("disabled", "keep"), ("disabled", (string?)"deprovision"))
            from late in Gen.Elements(null, "licensing", "teams")
            select (Step)new Direct(directory, to.Item1, to.Item2, late)));

    private static readonly Gen<Step> Delivery = Gen.Frequency(
        (5, Either.Select(first => (Step)new DeliverSome(first))),
        (3, Gen.Choose(0, 2).Select(remainder => (Step)new HoldBack(remainder))),
        (1, Gen.Constant((Step)new Rest())),
        (1, Either.Select(forgotten => (Step)new DeliverAgain(forgotten))),
        (2, from consumer in Gen.Elements("licensing", "teams", "identity") from committed in Either from times in Gen.Choose(1, 2)
            select (Step)new Crash(consumer, committed, times)),
        (1, Gen.Elements(1, 10, 20).Select(minutes => (Step)new Wait(minutes))));

    // So that a history has something to go on from: people, plans with too few seats, groups that are mapped.
    private static readonly Gen<Step[]> Opening =
        from basic in Gen.Choose(1, 4)
        from pro in Gen.Choose(0, 2)
        from people in Gen.Choose(4, 7)
        from first in People
        from second in People
        from terms in AnyTerms
        from better in AnyTerms
        from team in Team
        select (Step[])
        [
            new Buy("basic", basic, IsDefault: true, OverflowPolicy.Waitlist, null),
            new Buy("pro", pro, IsDefault: false, OverflowPolicy.Waitlist, null),
            .. Enumerable.Range(0, people).Select(person => new Create(person, Active: true)),
            new PushGroup(0, first),
            new PushGroup(1, second),
            new Map(0, team, 0, ByName: true, RenamedName: false, terms),
            new Map(1, 1 - team, 1, ByName: false, RenamedName: false, better with { Plan = "pro" }),
        ];

    /// <summary>So many histories of about so many steps after their opening, always the same of one seed.</summary>
    public static IEnumerable<IReadOnlyList<Step>> Of(ulong seed, int histories, int steps) =>
        (from opening in Gen.Frequency((4, Opening), (1, Gen.Constant(Array.Empty<Step>())))
         from rest in Gen.ListOf(Gen.Frequency((5, Provisioning), (5, Pushes), (4, Administration), (4, Delivery)), steps)
         select (IReadOnlyList<Step>)[.. opening, .. rest]).Sample(histories, new Rnd(seed), steps);
}
