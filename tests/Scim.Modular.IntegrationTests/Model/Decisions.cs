using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Application.Teams;

namespace Scim.Modular.IntegrationTests.Model;

// ---- what administrators do: teams

/// <summary>What an administrator decides that depends on what has arrived: its screen shows what is stored.</summary>
internal abstract record Decision : Step
{
    public override bool AtRest(Facts facts) => true;

    public override bool RestsAfter(Facts facts) => true;
}

internal sealed record ByHand(int Team, int Person, string Role) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists;

    public override async Task DoAsync(World world)
    {
        await world.DecideAsync(new PutMember(world.Teams[Team], world.Facts.People[Person].Id!.Value, Role, null));
        world.Facts.ByHand[(Team, Person)] = Role;
    }
}

internal sealed record NoLongerByHand(int Team, int Person) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists && facts.ByHand.ContainsKey((Team, Person));

    public override async Task DoAsync(World world)
    {
        await world.DecideAsync(new RemoveMember(world.Teams[Team], world.Facts.People[Person].Id!.Value, null));
        world.Facts.ByHand.Remove((Team, Person));
    }
}

/// <summary>A mapping of a group that is there, or by one of the names that the group can have.</summary>
internal sealed record Map(int Slot, int Team, int Group, bool ByName, bool RenamedName, Terms Terms) : Step
{
    // Which group has the name is a question of what has arrived.
    public override bool AtRest(Facts facts) => ByName || Terms.IsSlow(facts, Group);

    public override bool RestsAfter(Facts facts) => AtRest(facts);

    public override bool Applies(Facts facts) => !facts.Mappings.ContainsKey(Slot) && (ByName || facts.Groups[Group].Id is not null)
        && (Terms.Plan is null || facts.Plans.ContainsKey(Terms.Plan))
        && !facts.Mappings.Values.Any(mapping => mapping.Team == Team && mapping.Group == Group);

    public override async Task DoAsync(World world)
    {
        var group = world.Facts.Groups[Group];
        var name = ByName ? Pushed.NameOf(Group, RenamedName) : null;
        var made = await world.DecideAsync(new CreateGroupMapping(
            world.At(group.Directory).Directory.ToString(), name, ByName ? null : group.Id.ToString(), world.Teams[Team].ToString(), Terms.Role,
            Terms.Mode, Terms.Priority, Terms.Plan, Status: null, ConfirmRole: true));
        world.Facts.Mappings.Add(Slot, new Mapped(made, Team, Group)
        {
            Name = name ?? group.Name, Role = Terms.Role, Mode = Terms.Mode, Priority = Terms.Priority, Plan = Terms.Plan,
            Bound = ByName ? null : group.Id, WasBound = !ByName,
        });
    }
}

internal sealed record Terms(string Role, string Mode, int Priority, string? Plan)
{
    /// <summary>What a mapping of them does depends on when it is heard of.</summary>
    public bool IsSlow(Facts facts, int group) =>
        Mode == "additive" || (Mode == "exclusive" && facts.Directories[facts.Groups[group].Directory].Effect != Effect.Live);
}

/// <summary>Changes a mapping's terms.</summary>
internal sealed record ChangeMapping(int Slot, Terms Terms) : Step
{
    public override bool AtRest(Facts facts) =>
        Terms.IsSlow(facts, facts.Mappings[Slot].Group) || facts.Mappings[Slot].Terms.IsSlow(facts, facts.Mappings[Slot].Group);

    public override bool RestsAfter(Facts facts) => AtRest(facts);

    public override bool Applies(Facts facts) =>
        facts.Mappings.ContainsKey(Slot) && (Terms.Plan is null || facts.Plans.ContainsKey(Terms.Plan));

    public override async Task DoAsync(World world)
    {
        var mapping = world.Facts.Mappings[Slot];
        await world.DecideAsync(new ChangeGroupMapping(
            mapping.Id, Terms.Role, Terms.Priority, Terms.Mode, null, Terms.Plan ?? "", ConfirmRole: true, null, null, null, null, null));
        (mapping.Role, mapping.Mode, mapping.Priority, mapping.Plan) = (Terms.Role, Terms.Mode, Terms.Priority, Terms.Plan);
        if (Terms.Plan is null)
            mapping.Granted.Clear();
    }
}

internal sealed record Pause(int Slot, bool Paused) : Decision
{
    public override bool Applies(Facts facts) => facts.Mappings.ContainsKey(Slot);

    public override async Task DoAsync(World world)
    {
        var mapping = world.Facts.Mappings[Slot];
        Assert.Null((await world.Service.SendAsync(world.Organization, new ChangeGroupMapping(
            mapping.Id, null, null, null, Paused ? "paused" : "active", null, null, null, null, null, null, null))).Error);
        mapping.Paused = Paused;
    }
}

/// <summary>Whom a deleted mapping keeps is decided by who is in it then.</summary>
internal sealed record Unmap(int Slot, bool Keep) : Step
{
    public override bool AtRest(Facts facts) => Keep;

    public override bool RestsAfter(Facts facts) => Keep;

    public override bool Applies(Facts facts) => facts.Mappings.ContainsKey(Slot);

    public override async Task DoAsync(World world)
    {
        var mapping = world.Facts.Mappings[Slot];
        Assert.Null((await world.Service.SendAsync(world.Organization, new DeleteGroupMapping(mapping.Id, Keep ? "keep" : "remove", null))).Error);
        if (Keep)
            mapping.Give(world.Facts);
        world.Facts.Mappings.Remove(Slot);
    }
}

/// <summary>A team is deleted, and another one made in its place.</summary>
internal sealed record ReplaceTeam(int Team) : Step
{
    public override async Task DoAsync(World world)
    {
        await world.DecideAsync(new DeleteTeam(world.Teams[Team], null));
        await world.NewTeamAsync(Team);
        foreach (var (slot, _) in world.Facts.Mappings.Where(mapping => mapping.Value.Team == Team).ToArray())
            world.Facts.Mappings.Remove(slot);
        foreach (var place in world.Facts.ByHand.Keys.Where(place => place.Team == Team).ToArray())
            world.Facts.ByHand.Remove(place);
    }
}

// ---- plans

internal sealed record Buy(string Plan, int? Seats, bool IsDefault, OverflowPolicy Overflow, int? OverageLimit, int Hold) : Step
{
    public override async Task DoAsync(World world)
    {
        var terms = new Bought(Seats, Overflow, Overflow == OverflowPolicy.Overage ? OverageLimit : null);
        var put = await world.Service.SendAsync(world.Organization, new PutPlan(
            Plan, Plan, Seats, PlanNames.RankOf(Plan), IsDefault, Overflow, terms.OverageLimit, HoldSeconds: null, DeactivationHoldSeconds: Hold, null));
        if (put.Error is not null)
            return;     // a default plan that is too small for those who hold seats
        var before = world.Facts.Plans.GetValueOrDefault(Plan);
        world.Facts.Plans[Plan] = terms with
        {
            Lowered = before is { Lowered: true } || terms.Allowed < before?.Allowed, HoldsInactive = Hold > 0 || before is { HoldsInactive: true },
        };
        if (IsDefault)
            world.Facts.DefaultPlan = Plan;
        else if (world.Facts.DefaultPlan == Plan)
            world.Facts.DefaultPlan = null;
    }
}

/// <summary>Deletes a plan that nobody needs; it is refused when somebody does.</summary>
internal sealed record Drop(string Plan) : Decision
{
    public override bool Applies(Facts facts) => facts.Plans.ContainsKey(Plan);

    public override async Task DoAsync(World world)
    {
        if ((await world.Service.SendAsync(world.Organization, new DeletePlan(Plan, null))).Error is not null)
            return;
        world.Facts.Plans.Remove(Plan);
        if (world.Facts.DefaultPlan == Plan)
            world.Facts.DefaultPlan = null;
    }
}

/// <summary>An administrator says which plan this person has.</summary>
internal sealed record PinTo(int Person, string Plan) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person].Exists && facts.Plans.ContainsKey(Plan);

    public override async Task DoAsync(World world)
    {
        var person = world.Facts.People[Person];
        await world.DecideAsync(new PinLicense(person.Id!.Value, Plan));
        person.Pin = Plan;
    }
}

internal sealed record Unpin(int Person) : Step
{
    public override bool Applies(Facts facts) => facts.People[Person] is { Exists: true, Pin: not null };

    public override async Task DoAsync(World world)
    {
        var person = world.Facts.People[Person];
        await world.DecideAsync(new UnpinLicense(person.Id!.Value));
        person.Pin = null;
    }
}

internal static class PlanNames
{
    public static readonly string[] All = ["basic", "pro", "top"];

    public static int RankOf(string plan) => 10 * (1 + Array.IndexOf(All, plan));
}

// ---- directories

/// <summary>
/// Says what a directory's facts do. One module may hear it later than what another has made of it.
/// </summary>
internal sealed record Direct(int Directory, string Status, string? Members, string? Late) : Decision
{
    private Effect Effect => (Status, Members) switch
    {
        ("active", _) => Effect.Live,
        ("disabled", "keep") => Effect.Kept,
        ("disabled", "deprovision") => Effect.Out,
        _ => Effect.Frozen,
    };

    // What its facts come to when it takes effect, and when its people count as gone, is not a question of when that is heard.
    private bool IsQuick(Facts facts) => Late is null && Effect is Effect.Live or Effect.Out
        && facts.Directories[Directory].Effect is Effect.Live or Effect.Out
        && facts.MappingsOf(Directory).All(mapping => mapping.Mode != "exclusive");

    public override bool AtRest(Facts facts) => !IsQuick(facts);

    public override bool RestsAfter(Facts facts) => !IsQuick(facts);

    // Of one that only observes nobody has anything that could be kept, but what it had before.
    public override bool Applies(Facts facts) => Effect != Effect.Kept || facts.Directories[Directory].Effect == Effect.Live;

    public override async Task DoAsync(World world)
    {
        var directory = world.Facts.Directories[Directory];
        var quick = IsQuick(world.Facts);
        var people = world.Facts.People.Where(person => person.Directory == Directory).ToArray();
        var seats = await world.SeatsAsync();
        Assert.Null((await world.Service.SendAsync(world.Organization, new ChangeDirectory(
            world.At(Directory).Directory, new DirectorySettings(Status: Status, Members: Members), null))).Error);
        var before = directory.Effect;
        (directory.Effect, directory.Takes) = (Effect, Status != "disabled");
        if (Effect == Effect.Kept)
            Keep(world, people, seats);
        if (Effect == Effect.Live)
        {
            foreach (var mapping in world.Facts.MappingsOf(Directory))
                mapping.Given = false;
        }

        if (!quick)
            await world.RestAsync(Late);
        if (Effect == Effect.Frozen && before != Effect.Frozen)
        {
            seats = await world.SeatsAsync();
            foreach (var person in people)
                person.FrozenSeat = person.Id is { } id && seats.TryGetValue(id, out var seat) ? World.TextOf(seat) : null;
        }
    }

    private void Keep(World world, Someone[] people, Dictionary<Identity.Contracts.UserId, Licensing.Domain.Seats.Seat> seats)
    {
        foreach (var person in people.Where(person => person is { Active: true, Pin: null }))
            person.Pin = person.Id is { } id && seats.TryGetValue(id, out var seat) && seat.Holds ? seat.PlanKey : null;
        foreach (var mapping in world.Facts.MappingsOf(Directory))
        {
            mapping.Give(world.Facts);
            (mapping.Bound, mapping.Given) = (null, true);
        }
    }
}

/// <summary>A directory is deleted with all that it pushed, and another one made in its place.</summary>
internal sealed record ReplaceDirectory(int Directory) : Step
{
    public override async Task DoAsync(World world)
    {
        var facts = world.Facts;
        Assert.Null((await world.Service.SendAsync(world.Organization, new DeleteDirectory(world.At(Directory).Directory, null))).Error);
        await world.NewDirectoryAsync(Directory);
        facts.Directories[Directory].Begin();
        foreach (var person in facts.People.Where(person => person.Directory == Directory))
        {
            (person.Id, person.Exists, person.Active, person.Pin, person.FrozenSeat) = (null, false, false, null, null);
            foreach (var place in facts.ByHand.Keys.Where(place => place.Person == person.Number).ToArray())
                facts.ByHand.Remove(place);
        }

        foreach (var group in facts.Groups.Where(group => group.Directory == Directory))
            group.Leave();
        // They go on waiting for a group of a directory that is gone.
        foreach (var (slot, _) in facts.Mappings.Where(mapping => facts.Groups[mapping.Value.Group].Directory == Directory).ToArray())
            facts.Mappings.Remove(slot);
    }
}

/// <summary>A directory gets a breaker, or has none any more.</summary>
internal sealed record Limit(int Directory, int? Removals) : Decision
{
    public override async Task DoAsync(World world)
    {
        Assert.Null((await world.Service.SendAsync(world.Organization, new ChangeDirectory(
            world.At(Directory).Directory, new DirectorySettings(Breaker: new BreakerSettings(Removals)), null))).Error);
        world.Facts.Directories[Directory].Breaker = Removals;
    }
}

/// <summary>An administrator decides on what the breaker holds.</summary>
internal sealed record Decide(int Directory, bool Approved) : Decision
{
    public override bool Applies(Facts facts) => facts.Directories[Directory].Holding;

    public override async Task DoAsync(World world)
    {
        Assert.Null((await world.Service.SendAsync(
            world.Organization, new DecideHeldChanges(world.At(Directory).Directory, Approved, null))).Error);
        world.Facts.Directories[Directory].Leaving.Clear();
        world.Seen.Add(Approved ? "approved" : "discarded");
        foreach (var mapping in world.Facts.MappingsOf(Directory))
        {
            foreach (var person in Approved ? [] : mapping.Held)
            {
                world.Facts.ByHand.TryAdd((mapping.Team, person), mapping.Role);
                if (mapping.Plan is not null)
                    mapping.Granted.Add(person);
            }

            mapping.Held.Clear();
        }
    }
}

/// <summary>Every group of a directory gets a team, or none does any more.</summary>
internal sealed record GiveTeams(int Directory, bool Given) : Decision
{
    public override async Task DoAsync(World world)
    {
        Assert.Null((await world.Service.SendAsync(world.Organization, new ChangeDirectory(
            world.At(Directory).Directory, new DirectorySettings(TeamPerGroup: Given), null))).Error);
        world.Facts.Directories[Directory].TeamPerGroup = Given;
    }
}
