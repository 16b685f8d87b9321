using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>
/// What the rules leave to the order of things, where many leave at once: whom the breaker holds, which owner is spared, which team a group
/// gets. It is taken over from what is stored, after it was looked at whether it may be so.
/// </summary>
internal sealed class Chance
{
    private readonly World _world;
    private readonly Dictionary<Mapped, HashSet<int>> _sources;
    private readonly HashSet<int> _active;
    private readonly bool[] _holding;
    private readonly bool[] _givesTeams;
    private readonly ILookup<int, int> _owners;

    private Chance(World world, ILookup<int, int> owners)
    {
        (_world, _owners) = (world, owners);
        _sources = Moving().ToDictionary(mapping => mapping, mapping => mapping.Sources.Keys.ToHashSet());
        _active = [.. Facts.People.Where(person => person.Active).Select(person => person.Number)];
        _holding = [.. Facts.Directories.Select(directory => directory.Holding)];
        _givesTeams = [.. Facts.Directories.Select(GivesTeams)];
    }

    private Facts Facts => _world.Facts;

    public static async Task<Chance> BeforeAsync(World world, bool delicate) =>
        new(world, delicate ? await OwnersAsync(world) : Array.Empty<int>().ToLookup(one => one));

    /// <summary>After the step, when all of it has arrived.</summary>
    public async Task AdoptAsync(Step step)
    {
        await AdoptTeamsAsync(step);
        await AdoptHoldingAsync(step);
        await AdoptHeldAsync(step);
        await AdoptSparedAsync(step);
    }

    // ---- a team for each group

    private async Task AdoptTeamsAsync(Step step)
    {
        var made = await _world.Service.InAsync<TeamsDbContext, List<GroupMapping>>(_world.Organization, db =>
            db.Mappings.AsNoTracking().Where(mapping => mapping.Automatic && mapping.Status != MappingStatus.Deleted)
                .OrderBy(mapping => mapping.Id).ToListAsync());
        foreach (var mapping in made.Where(mapping => Facts.Mappings.Values.All(known => known.Id != mapping.Id)))
        {
            if (Facts.Groups.SingleOrDefault(group => group.Id is not null && group.Id == mapping.BoundGroupId) is not { } group)
                continue;   // of a directory that is gone
            Check(GivesTeams(Facts.Directories[group.Directory]), $"{step} made a team for {group.Name}");
            Check(Facts.Mappings.Values.All(known => known.Bound != group.Id), $"{step} made a team for {group.Name}, which has one");
            _world.Seen.Add("team of a group");
            var slot = Enumerable.Range(Facts.Slots, int.MaxValue - Facts.Slots).First(slot => !Facts.Mappings.ContainsKey(slot));
            Facts.Mappings.Add(slot, new Mapped(mapping.Id, _world.NumberOf(mapping.TeamId), group.Number)
            {
                Name = group.Name, Role = "member", Mode = "managed", Priority = 0, Bound = group.Id, WasBound = true,
            });
        }

        Facts.Settle();
        foreach (var group in Facts.Groups.Where(group => group.Id is not null && GivesTeams(Facts.Directories[group.Directory])))
        {
            if (!_givesTeams[group.Directory] || (step is PushGroup { Group: var pushed } && pushed == group.Number))
                Check(Facts.Mappings.Values.Any(mapping => mapping.Bound == group.Id), $"{step} made no team for {group.Name}");
        }
    }

    private static bool GivesTeams(Source directory) => directory is { TeamPerGroup: true, Effect: Effect.Live };

    // ---- the breaker

    private async Task AdoptHoldingAsync(Step step)
    {
        var now = _world.Service.Clock.GetUtcNow();
        foreach (var directory in Facts.Directories)
        {
            var lost = Lost(step, directory.Number).ToArray();
            var gone = _active.Count(person => Facts.People[person] is { Active: false } one && one.Directory == directory.Number);
            if (directory.Breaker is not null && !_holding[directory.Number] && step is not Decide)
                directory.Leaving.Add((now, lost.Select(one => one.Person).Distinct().Count(), lost.Length + gone));
            var held = await _world.Service.SendAsync(_world.Organization, new GetHeldChanges(_world.At(directory.Number).Directory));
            directory.Holding = held!.Holding;
            if (!directory.Holding || _holding[directory.Number] || directory.Breaker is not { } limit)
                continue;
            var most = directory.Leaving.Where(one => one.At > now.AddMinutes(-66)).Sum(one => one.Most);
            Check(most >= limit, $"{step} tripped the breaker of {directory.Number} at {most} of {limit}");
        }
    }

    private async Task AdoptHeldAsync(Step step)
    {
        var stored = await _world.Service.InAsync<TeamsDbContext, List<MembershipSource>>(_world.Organization, db =>
            db.Sources.AsNoTracking().Where(source => source.Stay == Stay.Held).ToListAsync());
        var now = _world.Service.Clock.GetUtcNow();
        foreach (var mapping in Facts.Mappings.Values)
        {
            var directory = Facts.Directories[Facts.Groups[mapping.Group].Directory];
            var held = stored.Where(source => source.MappingId == mapping.Id)
                .Select(source => Facts.People.Single(person => person.Id == source.UserId).Number).ToHashSet();
            var lost = Lost(step, directory.Number).Where(one => one.Mapping == mapping).Select(one => one.Person).ToHashSet();
            Check(held.IsSubsetOf(mapping.Held.Union(lost)), $"{step} made the breaker hold who has not left");
            Check(mapping.Held.IsSubsetOf(held), $"{step} let go of who was held");
            Check(held.Count == 0 || directory.Holding, $"{step}: held, and there is nothing to decide");
            var must = _holding[directory.Number] && directory.Holding;
            Check(!must || lost.IsSubsetOf(held), $"{step} took out who must be held");
            mapping.Held.Clear();
            mapping.Held.UnionWith(held);
            if (held.Count > 0)
                _world.Seen.Add("held");
            if (directory.Breaker is { } limit && !directory.Holding)
            {
                var least = directory.Leaving.Where(one => one.At > now.AddMinutes(-58)).Sum(one => one.People);
                Check(least < limit, $"{step} did not trip the breaker of {directory.Number} at {least} of {limit}");
            }
        }

        Check(stored.All(source => Facts.Mappings.Values.Any(mapping => mapping.Id == source.MappingId)), $"{step}: held for a mapping that is gone");
    }

    // Who lost a mapping as a source because of what was pushed.
    private IEnumerable<(Mapped Mapping, int Person)> Lost(Step step, int directory) =>
        from mapping in Moving()
        where step is TakeOut or ReplaceMembers or Nest or DeletePushedGroup or Delete or Watched
            && Facts.Groups[mapping.Group].Directory == directory && _sources.ContainsKey(mapping)
        from person in _sources[mapping].Where(person => !mapping.Sources.ContainsKey(person))
        select (mapping, person);

    // Mappings that give and take now.
    private IEnumerable<Mapped> Moving() => Facts.Mappings.Values.Where(mapping =>
        mapping is { Paused: false, Mode: not "additive" } && Facts.Directories[Facts.Groups[mapping.Group].Directory].Effect == Effect.Live);

    // ---- the last owner

    private async Task AdoptSparedAsync(Step step)
    {
        var stored = await _world.Service.InAsync<TeamsDbContext, List<MembershipSource>>(_world.Organization, db =>
            db.Sources.AsNoTracking().Where(source => source.Stay == Stay.Guarded).ToListAsync());
        Facts.Spared.Clear();
        foreach (var mapping in Facts.Mappings.Values)
            mapping.Spared.Clear();
        foreach (var source in stored)
        {
            _world.Seen.Add("spared");
            var person = Facts.People.Single(person => person.Id == source.UserId);
            Facts.Spared[(_world.NumberOf(source.TeamId), person.Number)] = source.Role.ToString().ToLowerInvariant();
            Facts.Mappings.Values.SingleOrDefault(mapping => mapping.Id == source.MappingId)?.Spared.Add(person.Number);
        }

        var owners = await OwnersAsync(_world);
        foreach (var (team, person) in Facts.Spared.Where(one => one.Value == "owner" && Facts.People[one.Key.Person].Counts).Select(one => one.Key))
            Check(owners[team].All(owner => owner == person), $"{step} spares u{person} in team {team}, which has another owner");
        if (step is not (TakeOut or ReplaceMembers or Nest or DeletePushedGroup or Unmap { Keep: false }))
            return;
        foreach (var team in _owners.Where(team => team.Any(person => Facts.People[person].Counts)))
            Check(owners.Contains(team.Key), $"{step} left team {team.Key} without an owner");
    }

    private static async Task<ILookup<int, int>> OwnersAsync(World world)
    {
        var stored = await world.Service.InAsync<TeamsDbContext, List<Membership>>(world.Organization, db =>
            db.Memberships.AsNoTracking().Where(one => one.Role == TeamRole.Owner).ToListAsync());
        return stored.ToLookup(
            one => world.NumberOf(one.TeamId), one => world.Facts.People.SingleOrDefault(person => person.Id == one.UserId)?.Number ?? -1);
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
            _world.Wrong.Add(otherwise);
    }
}
