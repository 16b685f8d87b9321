using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>A person as the identity provider has it. Deleted, it may return under the same id.</summary>
internal sealed class Someone(int number, int directory)
{
    public int Number => number;

    public int Directory => directory;

    public UserId? Id { get; set; }

    public bool Exists { get; set; }

    public bool Active { get; set; }

    /// <summary>Whether it counts: as its directory had it when that last took effect.</summary>
    public bool Counts { get; set; }

    /// <summary>The plan that an administrator pinned it to.</summary>
    public string? Pin { get; set; }

    /// <summary>The seat as it was when its directory stopped taking effect.</summary>
    public string? FrozenSeat { get; set; }

    public override string ToString() => FormattableString.Invariant($"u{number}");
}

/// <summary>A group of the identity provider, with the members that it pushed.</summary>
internal sealed class Pushed(int number, int directory)
{
    public int Number => number;

    public int Directory => directory;

    public GroupId? Id { get; set; }

    public bool Renamed { get; set; }

    public HashSet<int> Users { get; } = [];

    public HashSet<int> Groups { get; } = [];

    public string Name => NameOf(number, Renamed);

    /// <summary>It is deleted.</summary>
    public void Leave()
    {
        Id = null;
        Users.Clear();
        Groups.Clear();
    }

    public static string NameOf(int group, bool renamed) => FormattableString.Invariant($"Group {group}{(renamed ? " renamed" : "")}");
}

/// <summary>A group mapping as an administrator made it, with what it has come to.</summary>
internal sealed class Mapped(MappingId id, int team, int group)
{
    public MappingId Id => id;

    public int Team => team;

    /// <summary>The group that it can be of: each has names of its own.</summary>
    public int Group => group;

    /// <summary>The name by which it takes a group.</summary>
    public required string Name { get; init; }

    public required string Role { get; set; }

    public required string Mode { get; set; }

    public required int Priority { get; set; }

    public string? Plan { get; set; }

    public Terms Terms => new(Role, Mode, Priority, Plan);

    public bool Paused { get; set; }

    public GroupId? Bound { get; set; }

    public bool WasBound { get; set; }

    /// <summary>Its directory was disabled, and its members are in the team by hand since then.</summary>
    public bool Given { get; set; }

    /// <summary>The team is exclusive by it.</summary>
    public bool Excludes { get; set; }

    /// <summary>Who has it as a source; true: only because it never removes.</summary>
    public Dictionary<int, bool> Sources { get; } = [];

    /// <summary>Who has it as a source only because the breaker of its directory holds what was pushed.</summary>
    public HashSet<int> Held { get; } = [];

    /// <summary>Whom it still entitles to its plan, because an administrator discarded what was held.</summary>
    public HashSet<int> Granted { get; } = [];

    /// <summary>Who has it as a source only because the team had no other owner.</summary>
    public HashSet<int> Spared { get; } = [];

    public IEnumerable<int> All => Sources.Keys.Union(Held).Union(Spared);

    public bool Entitles(int person) => All.Contains(person) || Granted.Contains(person);

    /// <summary>Its members are in the team by hand from now on.</summary>
    public void Give(Facts facts)
    {
        foreach (var person in All)
            facts.ByHand.TryAdd((team, person), Spared.Contains(person) ? facts.Spared[(team, person)] : Role);
        Sources.Clear();
        Held.Clear();
    }
}

/// <summary>What facts of a directory do.</summary>
internal enum Effect
{
    Live,
    Frozen,
    Kept,
    Out,
}

internal sealed class Source(int number)
{
    public int Number => number;

    public Effect Effect { get; set; }

    /// <summary>It is not disabled.</summary>
    public bool Takes { get; set; } = true;

    /// <summary>So many may leave within an hour.</summary>
    public int? Breaker { get; set; }

    /// <summary>The breaker has tripped, and nobody has decided yet.</summary>
    public bool Holding { get; set; }

    /// <summary>Every group of it gets a team of its own.</summary>
    public bool TeamPerGroup { get; set; }

    /// <summary>Who left while there was a breaker: people by time, and how often that may have been counted.</summary>
    public List<(DateTimeOffset At, int People, int Most)> Leaving { get; } = [];

    /// <summary>It is another one, as it is made.</summary>
    public void Begin()
    {
        (Effect, Takes, Breaker, Holding, TeamPerGroup) = (Effect.Live, true, null, false, false);
        Leaving.Clear();
    }
}

internal sealed record Bought(int? Seats, OverflowPolicy Overflow, int? OverageLimit)
{
    /// <summary>It once had more: then more may be held than are allowed.</summary>
    public bool Lowered { get; init; }

    /// <summary>It has kept, or keeps, the seats of who is deactivated.</summary>
    public bool HoldsInactive { get; init; }

    public long Allowed => Seats is not { } seats ? long.MaxValue : Overflow == OverflowPolicy.Overage ? OverageLimit is { } limit ? seats + limit : long.MaxValue : seats;
}

/// <summary>
/// What is the case, and what administrators decided: everything that effective state may depend on. It is kept beside the system, by the
/// steps of a history, and knows nothing of events.
/// </summary>
internal sealed class Facts
{
    /// <summary>Teams that are there from the beginning. Directories may make more.</summary>
    public const int Teams = 2;

    /// <summary>Mappings that administrators make. Directories may make more.</summary>
    public const int Slots = 4;

    public IReadOnlyList<Source> Directories { get; } = [new(0), new(1)];

    public IReadOnlyList<Someone> People { get; } = [.. Enumerable.Range(0, 7).Select(number => new Someone(number, number < 5 ? 0 : 1))];

    public IReadOnlyList<Pushed> Groups { get; } = [.. Enumerable.Range(0, 4).Select(number => new Pushed(number, number < 3 ? 0 : 1))];

    /// <summary>By their slots.</summary>
    public Dictionary<int, Mapped> Mappings { get; } = [];

    /// <summary>What was done by hand, by team and person: it stays when the person goes, for a return.</summary>
    public Dictionary<(int Team, int Person), string> ByHand { get; } = [];

    /// <summary>Who is kept in which team, with this role, because it had no other owner: left to chance where several leave.</summary>
    public Dictionary<(int Team, int Person), string> Spared { get; } = [];

    /// <summary>
    /// What is the case depends on the order in which things are heard of, so they are heard of one at a time: what an additive mapping adds is
    /// never taken away, the breaker counts, the last owner stays, and a group gets a team when there is none.
    /// </summary>
    public bool IsDelicate => Mappings.Values.Any(mapping => mapping is { Mode: "additive" } or { Role: "owner" }) || ByHand.ContainsValue("owner")
        || Spared.Count > 0 || Directories.Any(directory => directory.Breaker is not null || directory.Holding || directory.TeamPerGroup);

    public Dictionary<string, Bought> Plans { get; } = new(StringComparer.Ordinal);

    public string? DefaultPlan { get; set; }

    /// <summary>The people of a group and of the groups in it.</summary>
    public IReadOnlySet<int> MembersOf(GroupId? group)
    {
        var found = new HashSet<int>();
        if (Groups.SingleOrDefault(one => group is not null && one.Id == group) is not { } top)
            return found;
        var open = new Stack<Pushed>([top]);
        while (open.TryPop(out var next))
        {
            found.UnionWith(next.Users);
            foreach (var inside in next.Groups)
                open.Push(Groups[inside]);
        }

        return found;
    }

    public IEnumerable<Mapped> MappingsOf(int directory) => Mappings.Values.Where(mapping => Groups[mapping.Group].Directory == directory);

    /// <summary>The identity provider may change this person.</summary>
    public bool Takes(int person) => Directories[People[person].Directory].Takes;

    public bool TakesGroup(int group) => Directories[Groups[group].Directory].Takes;

    public bool Contains(int outer, int inner) => outer == inner || Groups[outer].Groups.Any(group => Contains(group, inner));

    /// <summary>Brings what follows from the facts up to date: after each step.</summary>
    public void Settle()
    {
        foreach (var person in People.Where(person => Directories[person.Directory].Effect is Effect.Live or Effect.Out))
            person.Counts = Directories[person.Directory].Effect == Effect.Live && person.Active;
        foreach (var mapping in Mappings.Values)
        {
            Bind(mapping, Groups[mapping.Group]);
            Settle(mapping);
        }
    }

    /// <summary>What entitles a person to plans, the winner first.</summary>
    public IReadOnlyList<string> PlansOf(Someone person)
    {
        var found = new List<string>();
        if (person.Pin is { } pin)
            found.Add(pin);
        found.AddRange(Mappings.Values.Where(mapping => mapping.Plan is not null && mapping.Entitles(person.Number))
            .OrderByDescending(mapping => mapping.Priority).ThenByDescending(mapping => PlanNames.RankOf(mapping.Plan!)).ThenBy(mapping => mapping.Id.Value)
            .Select(mapping => mapping.Plan!));
        if (DefaultPlan is not null)
            found.Add(DefaultPlan);
        return [.. found.Where(Plans.ContainsKey)];
    }

    /// <summary>Whose turn it is in the line of what it wins: the higher first.</summary>
    public int PriorityOf(Someone person) => person.Pin is { } pin && Plans.ContainsKey(pin)
        ? int.MaxValue
        : Mappings.Values.Where(mapping => mapping.Plan is { } plan && Plans.ContainsKey(plan) && mapping.Entitles(person.Number))
            .Select(mapping => mapping.Priority).DefaultIfEmpty(0).Max();

    private static void Bind(Mapped mapping, Pushed group)
    {
        if (mapping.Bound is not null && mapping.Bound != group.Id)
            mapping.Bound = null;
        // Of a group that it followed, it remembers the id of the identity provider, which our groups keep.
        if (mapping.Bound is null && !mapping.Given && group.Id is not null && (mapping.WasBound || mapping.Name == group.Name))
            (mapping.Bound, mapping.WasBound) = (group.Id, true);
    }

    private void Settle(Mapped mapping)
    {
        var frozen = Directories[Groups[mapping.Group].Directory].Effect != Effect.Live;
        var follows = mapping.Bound is not null || (frozen && mapping.WasBound && !mapping.Given);
        mapping.Excludes = follows && mapping is { Mode: "exclusive", Paused: false } && (mapping.Excludes || !frozen);
        if (mapping.Paused || frozen)
            return;
        var members = MembersOf(mapping.Bound);
        mapping.Held.ExceptWith(members);
        mapping.Granted.ExceptWith(members);
        if (mapping.Mode == "additive")
        {
            foreach (var person in mapping.All.ToArray())
                mapping.Sources[person] = true;
            mapping.Held.Clear();
        }
        else
        {
            mapping.Sources.Clear();
        }

        foreach (var person in members)
            mapping.Sources[person] = false;
    }
}
