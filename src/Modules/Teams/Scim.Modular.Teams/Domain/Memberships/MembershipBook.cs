using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>
/// The facts, sources and memberships of some users, read once. Sources are changed in it; then <see cref="Settle"/> computes what
/// they come to for everybody touched, and the memberships say what changed.
/// </summary>
internal sealed class MembershipBook
{
    private readonly OrganizationId _organization;
    private readonly IMembershipRepository _store;
    private readonly Dictionary<UserId, Person> _people;
    private readonly Dictionary<(TeamId Team, UserId User), List<MembershipSource>> _sources = [];
    private readonly Dictionary<(TeamId Team, UserId User), Membership> _memberships;
    private readonly HashSet<(TeamId Team, UserId User)> _touched = [];

    public MembershipBook(
        OrganizationId organization, IMembershipRepository store, IEnumerable<Person> people, IEnumerable<MembershipSource> sources,
        IEnumerable<Membership> memberships)
    {
        (_organization, _store) = (organization, store);
        _people = people.ToDictionary(person => person.Id);
        _memberships = memberships.ToDictionary(membership => (membership.TeamId, membership.UserId));
        foreach (var source in sources)
            SourcesOf(source.TeamId, source.UserId).Add(source);
    }

    /// <summary>Adds the source, or gives it this role.</summary>
    public void Grant(TeamId team, UserId user, MappingId mapping, TeamRole role)
    {
        var sources = SourcesOf(team, user);
        if (sources.Find(source => source.MappingId == mapping) is { } there)
        {
            if (there.Role == role)
                return;
            there.Give(role);
        }
        else
        {
            var source = new MembershipSource(_organization, team, user, mapping, role);
            sources.Add(source);
            _store.Add(source);
        }

        _touched.Add((team, user));
    }

    /// <summary>Takes the source away, if it is there.</summary>
    public void Revoke(TeamId team, UserId user, MappingId mapping) => Revoke(team, user, source => source.MappingId == mapping);

    /// <summary>Takes every source away.</summary>
    public void RevokeAll(TeamId team, UserId user) => Revoke(team, user, _ => true);

    /// <summary>Makes a mapping's source one by hand, unless there is one by hand already.</summary>
    public void KeepByHand(TeamId team, UserId user, MappingId mapping)
    {
        var sources = SourcesOf(team, user);
        if (sources.Find(source => source.MappingId == mapping) is not { } kept)
            return;
        if (!sources.Exists(source => source.IsManual))
            Grant(team, user, MappingId.None, kept.Role);
        Revoke(team, user, mapping);
    }

    public bool HasByHand(TeamId team, UserId user) => SourcesOf(team, user).Exists(source => source.IsManual);

    public bool HasAny(TeamId team, UserId user) => SourcesOf(team, user).Count > 0;

    /// <summary>The version of a membership, 0 before its first event.</summary>
    public long VersionOf(TeamId team, UserId user) => _memberships.GetValueOrDefault((team, user))?.Version ?? 0;

    /// <summary>Says that the facts of everybody in the book may have changed.</summary>
    public void TouchAll()
    {
        _touched.UnionWith(_sources.Keys);
        _touched.UnionWith(_memberships.Keys);
    }

    /// <summary>Computes the memberships of everybody touched and writes the difference.</summary>
    public void Settle(string reason, DateTimeOffset now)
    {
        foreach (var (team, user) in _touched)
        {
            var role = MembershipRules.Effective(_people.GetValueOrDefault(user), SourcesOf(team, user));
            if (!_memberships.TryGetValue((team, user), out var membership))
            {
                if (role is null)
                    continue;
                _memberships[(team, user)] = membership = new Membership(_organization, team, user);
                _store.Add(membership);
            }

            membership.Become(role, reason, now);
        }

        _touched.Clear();
    }

    /// <summary>Ends and forgets everything in the book: these people never come back.</summary>
    public void Erase(string reason, DateTimeOffset now)
    {
        foreach (var (team, user) in _sources.Keys.ToArray())
            RevokeAll(team, user);
        foreach (var membership in _memberships.Values)
        {
            membership.Become(null, reason, now);
            _store.Remove(membership);
        }

        _memberships.Clear();
        _touched.Clear();
    }

    private void Revoke(TeamId team, UserId user, Predicate<MembershipSource> which)
    {
        var sources = SourcesOf(team, user);
        foreach (var source in sources.FindAll(which))
        {
            sources.Remove(source);
            _store.Remove(source);
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
