using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>
/// The facts, sources and memberships of some users, read once. Sources are changed in it; then <see cref="Changes"/> computes what
/// they come to for everybody touched, and <see cref="Settle"/> writes the difference, and the memberships say what changed.
/// </summary>
internal sealed class MembershipBook
{
    private readonly OrganizationId _organization;
    private readonly IMembershipRepository _store;
    private readonly Dictionary<UserId, Person> _people;
    private readonly Dictionary<(TeamId Team, UserId User), List<MembershipSource>> _sources = [];
    private readonly Dictionary<(TeamId Team, UserId User), Membership> _memberships;
    private readonly HashSet<(TeamId Team, UserId User)> _touched = [];
    private readonly HashSet<TeamId> _exclusive;
    private readonly HashSet<MembershipSource> _given = [];
    private readonly HashSet<MembershipSource> _taken = [];
    private MappingId _announced = MappingId.None;
    private bool _silent;

    public MembershipBook(
        OrganizationId organization, IMembershipRepository store, IEnumerable<Person> people, IEnumerable<MembershipSource> sources,
        IEnumerable<Membership> memberships, IEnumerable<TeamId> exclusive)
    {
        (_organization, _store) = (organization, store);
        _people = people.ToDictionary(person => person.Id);
        _memberships = memberships.ToDictionary(membership => (membership.TeamId, membership.UserId));
        _exclusive = [.. exclusive];
        foreach (var source in sources)
            SourcesOf(source.TeamId, source.UserId).Add(source);
    }

    /// <summary>Who has which mapping as a source since now, and who has it no longer.</summary>
    public IEnumerable<(MappingId Mapping, UserId User, bool Has)> Moves => _silent ? [] :
        _given.Concat(Sources.Where(source => source.MappingId == _announced && !_given.Contains(source)))
            .Select(source => (source.MappingId, source.UserId, true))
            .Concat(_taken.Select(source => (source.MappingId, source.UserId, false)))
            .Where(move => move.MappingId != MappingId.None);

    public IEnumerable<MembershipSource> Sources => _sources.Values.SelectMany(sources => sources);

    public bool Knows(UserId user) => _people.ContainsKey(user);

    public string NameOf(UserId user) => _people[user].UserName;

    /// <summary>What this book does to sources is to be told nobody.</summary>
    public void ForgetMoves() => _silent = true;

    /// <summary>Whoever has this mapping as a source counts as somebody who has it since now.</summary>
    public void Announce(MappingId mapping) => _announced = mapping;

    /// <summary>Adds the source, or gives it this role. Whatever it stayed for is over.</summary>
    public void Grant(TeamId team, UserId user, MappingId mapping, TeamRole role)
    {
        var sources = SourcesOf(team, user);
        if (Find(team, user, mapping) is { } there)
        {
            if (there.Role == role && (there.Stay is null || there.IsManual))
                return;
            there.Give(role);
            if (!there.IsManual)
                there.StayBecause(null, default);
        }
        else if (_taken.FirstOrDefault(source => Is(source, team, user, mapping)) is { } taken)
        {
            _taken.Remove(taken);
            taken.Give(role);
            sources.Add(taken);
        }
        else
        {
            var source = new MembershipSource(_organization, team, user, mapping, role);
            sources.Add(source);
            _given.Add(source);
        }

        _touched.Add((team, user));
    }

    /// <summary>Gives the source this role, if it is there.</summary>
    public void Regrade(TeamId team, UserId user, MappingId mapping, TeamRole role)
    {
        if (Find(team, user, mapping) is not { } there || there.Role == role)
            return;
        there.Give(role);
        _touched.Add((team, user));
    }

    /// <summary>Keeps the source, if it is there, although the group has lost the user.</summary>
    public void Keep(TeamId team, UserId user, MappingId mapping, Stay because, TeamRole role, DateTimeOffset now)
    {
        if (Find(team, user, mapping) is not { } there || (there.Stay == because && there.Role == role))
            return;
        there.Give(role);
        there.StayBecause(because, now);
        _touched.Add((team, user));
    }

    /// <summary>Takes the source away, if it is there.</summary>
    public void Revoke(TeamId team, UserId user, MappingId mapping) => Revoke(team, user, source => source.MappingId == mapping);

    /// <summary>Takes every source away.</summary>
    public void RevokeAll(TeamId team, UserId user) => Revoke(team, user, _ => true);

    /// <summary>Takes every source of everybody away.</summary>
    public void RevokeAll()
    {
        foreach (var (team, user) in _sources.Keys.ToArray())
            RevokeAll(team, user);
    }

    /// <summary>
    /// Makes a mapping's source one by hand, unless there is one by hand already. <paramref name="role"/>: what the mapping gives by now, if its
    /// sources may not have it yet.
    /// </summary>
    public void KeepByHand(TeamId team, UserId user, MappingId mapping, TeamRole? role = null)
    {
        if (Find(team, user, mapping) is not { } kept)
            return;
        if (!HasByHand(team, user))
            Grant(team, user, MappingId.None, kept.Stay == Stay.Guarded ? kept.Role : role ?? kept.Role);
        Revoke(team, user, mapping);
    }

    public bool HasByHand(TeamId team, UserId user) => SourcesOf(team, user).Exists(source => source.IsManual);

    public bool HasAny(TeamId team, UserId user) => SourcesOf(team, user).Count > 0;

    public MembershipSource? Find(TeamId team, UserId user, MappingId mapping) =>
        SourcesOf(team, user).Find(source => source.MappingId == mapping);

    /// <summary>The version of a membership, 0 before its first event.</summary>
    public long VersionOf(TeamId team, UserId user) => _memberships.GetValueOrDefault((team, user))?.Version ?? 0;

    /// <summary>Says that the facts of everybody in the book may have changed.</summary>
    public void TouchAll()
    {
        _touched.UnionWith(_sources.Keys);
        _touched.UnionWith(_memberships.Keys);
    }

    /// <summary>What everybody touched has, and what that would become.</summary>
    public IEnumerable<MembershipChange> Changes() =>
        from place in _touched
        let before = _memberships.GetValueOrDefault(place)?.Role
        let after = RoleOf(place.Team, place.User)
        where before != after
        select new MembershipChange(place.Team, place.User, before, after);

    /// <summary>
    /// Keeps the owner's source of whoever is the first of the <paramref name="leaving"/>, because the team has no other owner: null when
    /// their sources are not what takes the ownership.
    /// </summary>
    public UserId? Guard(TeamId team, IEnumerable<UserId> leaving, DateTimeOffset now)
    {
        foreach (var user in leaving)
        {
            if (Spared(team, user) is not { } source)
                continue;
            if (_taken.Remove(source))
                SourcesOf(team, user).Add(source);
            source.StayBecause(Stay.Guarded, now);
            return user;
        }

        return null;
    }

    /// <summary>The team has another owner: what only the guard kept goes.</summary>
    public void Unguard(TeamId team, UserId user, DateTimeOffset now)
    {
        foreach (var source in SourcesOf(team, user).FindAll(source => source.Stay == Stay.Guarded))
        {
            if (source.IsManual)
                source.StayBecause(null, now);
            else
                Revoke(team, user, source.MappingId);
            _touched.Add((team, user));
        }
    }

    /// <summary>Computes the memberships of everybody touched and writes the difference.</summary>
    public void Settle(string reason, DateTimeOffset now)
    {
        foreach (var source in _given)
            _store.Add(source);
        foreach (var source in _taken)
            _store.Remove(source);
        foreach (var change in Changes().ToArray())
        {
            if (!_memberships.TryGetValue((change.Team, change.User), out var membership))
            {
                _memberships[(change.Team, change.User)] = membership = new Membership(_organization, change.Team, change.User);
                _store.Add(membership);
            }

            membership.Become(change.After, reason, now);
        }

        _given.Clear();
        _taken.Clear();
        _touched.Clear();
    }

    /// <summary>Ends and forgets everything in the book: these people never come back.</summary>
    public void Erase(string reason, DateTimeOffset now)
    {
        RevokeAll();
        foreach (var source in _taken)
            _store.Remove(source);
        foreach (var membership in _memberships.Values)
        {
            membership.Become(null, reason, now);
            _store.Remove(membership);
        }

        _taken.Clear();
        _memberships.Clear();
        _touched.Clear();
    }

    private TeamRole? RoleOf(TeamId team, UserId user) =>
        MembershipRules.Effective(_people.GetValueOrDefault(user), SourcesOf(team, user), _exclusive.Contains(team));

    // The source by which somebody who counts was owner, and which a push or a mapping would take.
    private MembershipSource? Spared(TeamId team, UserId user) =>
        _people.GetValueOrDefault(user) is { IsEffective: true }
            ? _taken.FirstOrDefault(source => source.TeamId == team && source.UserId == user && source.Role == TeamRole.Owner && !source.IsManual)
                ?? SourcesOf(team, user).Find(source =>
                    source.Role == TeamRole.Owner && MembershipRules.IsSuspended(source, _exclusive.Contains(team)))
            : null;

    private static bool Is(MembershipSource source, TeamId team, UserId user, MappingId mapping) =>
        source.TeamId == team && source.UserId == user && source.MappingId == mapping;

    private void Revoke(TeamId team, UserId user, Predicate<MembershipSource> which)
    {
        var sources = SourcesOf(team, user);
        foreach (var source in sources.FindAll(which))
        {
            sources.Remove(source);
            if (!_given.Remove(source))
                _taken.Add(source);
            _touched.Add((team, user));
        }
    }

    private List<MembershipSource> SourcesOf(TeamId team, UserId user)
    {
        if (!_sources.TryGetValue((team, user), out var sources))
            _sources[(team, user)] = sources = [];
        return sources;
    }
}

/// <summary>A role in a team that becomes another; null: not in the team.</summary>
internal sealed record MembershipChange(TeamId Team, UserId User, TeamRole? Before, TeamRole? After);
