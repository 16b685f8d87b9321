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
    private static readonly Gen<int> Slot = Gen.Choose(0, Facts.Slots - 1);
    private static readonly Gen<int> AnySlot = Gen.Choose(0, Facts.Slots + 1);
    private static readonly Gen<bool> Either = Gen.Elements(true, false);
    private static readonly Gen<string> Role = Gen.Elements("member", "admin");
    private static readonly Gen<string> HighRole = Gen.Elements("member", "admin", "owner");
    private static readonly Gen<int> Directory = Gen.Choose(0, 1);
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

    private static readonly Gen<Terms> AnyTerms = TermsOf(Role);

    private static Gen<Terms> TermsOf(Gen<string> roles) =>
        from role in roles
        from mode in Gen.Frequency((4, Gen.Constant("managed")), (1, Gen.Elements("additive", "exclusive")))
        from priority in Gen.Choose(0, 2)
        from plan in Gen.OneOf(Gen.Constant((string?)null), Gen.Elements<string?>(PlanNames.All))
        select new Terms(role, mode, priority, plan);

    private static readonly Gen<Step> Buying =
        from plan in Gen.Elements(PlanNames.All)
        from seats in Gen.Frequency((5, Gen.Choose(0, 4).Select(number => (int?)number)), (1, Gen.Constant((int?)null)))
        from isDefault in Gen.Elements(true, false, false)
        from overflow in Gen.Elements(OverflowPolicy.Waitlist, OverflowPolicy.Waitlist, OverflowPolicy.Overage, OverflowPolicy.Reject)
        from limit in Gen.Elements(null, 1, (int?)2)
        from hold in Gen.Elements(0, 0, 600)
        select (Step)new Buy(plan, seats, isDefault, overflow, limit, hold);

    private static Gen<Step> AdministrationOf(Gen<string> roles) => Gen.Frequency(
        (2, from team in Team from person in Person from role in roles select (Step)new ByHand(team, person, role)),
        (1, from team in Team from person in Person select (Step)new NoLongerByHand(team, person)),
        (6, from slot in Slot from team in Team from it in Group from byName in Either from renamed in Either from terms in TermsOf(roles)
            select (Step)new Map(slot, team, it, byName, renamed, terms)),
        (2, from slot in AnySlot from terms in TermsOf(roles) select (Step)new ChangeMapping(slot, terms)),
        (1, from slot in AnySlot from paused in Either select (Step)new Pause(slot, paused)),
        (2, from slot in AnySlot from keep in Gen.Elements(true, false, false) select (Step)new Unmap(slot, keep)),
        (1, Team.Select(team => (Step)new ReplaceTeam(team))),
        (1, Directory.Select(directory => (Step)new ReplaceDirectory(directory))),
        (5, Buying),
        (1, Gen.Elements(PlanNames.All).Select(plan => (Step)new Drop(plan))),
        (2, from person in Person from plan in Gen.Elements(PlanNames.All) select (Step)new PinTo(person, plan)),
        (1, Person.Select(person => (Step)new Unpin(person))),
        (3, from directory in Directory
            from to in Gen.Elements(
                ("active", null), ("active", null), ("observe", null), ("disabled", "freeze"), ("disabled", "keep"), ("disabled", (string?)"deprovision"))
            from late in Gen.Elements(null, "licensing", "teams")
            select (Step)new Direct(directory, to.Item1, to.Item2, late)));

    /// <summary>What is left to chance unless it is heard of one at a time.</summary>
    private static readonly Gen<Step> Delicate = Gen.Frequency(
        (4, from directory in Directory from removals in Gen.Elements(null, 1, 2, 2, (int?)3) select (Step)new Limit(directory, removals)),
        (4, from directory in Directory from approved in Either select (Step)new Decide(directory, approved)),
        (1, from directory in Directory from given in Gen.Elements(true, true, false) select (Step)new GiveTeams(directory, given)));

    private static readonly Gen<Step> Watching = Gen.Frequency(
        (4, Gen.Frequency((2, Provisioning), (2, Pushes), (3, Buying)).Select(step => (Step)new Watched(step))),
        (1, from harm in Gen.Elements(Enum.GetValues<Harm>()) from person in Person select (Step)new Damage(harm, person)));

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
            new Buy("basic", basic, IsDefault: true, OverflowPolicy.Waitlist, null, 0),
            new Buy("pro", pro, IsDefault: false, OverflowPolicy.Waitlist, null, 0),
            .. Enumerable.Range(0, people).Select(person => new Create(person, Active: true)),
            new PushGroup(0, first),
            new PushGroup(1, second),
            new Map(0, team, 0, ByName: true, RenamedName: false, terms),
            new Map(1, 1 - team, 1, ByName: false, RenamedName: false, better with { Plan = "pro" }),
        ];

    /// <summary>So many histories of about so many steps after their opening, always the same of one seed.</summary>
    public static IEnumerable<IReadOnlyList<Step>> Of(ulong seed, int histories, int steps) =>
        (from opening in Gen.Frequency((4, Opening), (1, Gen.Constant(Array.Empty<Step>())))
         from delicate in Gen.Elements(false, false, true)
         let rare = delicate ? Delicate : Watching
         let administration = AdministrationOf(delicate ? HighRole : Role)
         from rest in Gen.ListOf(
             Gen.Frequency((10, Provisioning), (10, Pushes), (8, administration), (8, Delivery), (2, Watching), (delicate ? 4 : 1, rare)), steps)
         select (IReadOnlyList<Step>)[.. opening, .. rest]).Sample(histories, new Rnd(seed), steps);
}
