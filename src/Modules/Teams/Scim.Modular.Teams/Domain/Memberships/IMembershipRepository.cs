using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

internal interface IMembershipRepository
{
    /// <summary>
    /// Everything about these users in these teams, one query a table; in all teams when none are named. What <paramref name="changing"/>
    /// decided about its team counts, although it isn't saved yet.
    /// </summary>
    Task<MembershipBook> OpenAsync(
        IReadOnlyCollection<UserId> users, IReadOnlyCollection<TeamId>? teams, CancellationToken ct, GroupMapping? changing = null);

    /// <summary>Everything about a person, who may be new.</summary>
    Task<MembershipBook> OpenAsync(Person person, CancellationToken ct);

    /// <summary>
    /// The next of those whom a mapping concerns, by user id, at most <paramref name="count"/>: the users of its group's
    /// <paramref name="tree"/>, and whoever has a source of it; with the whole team also those whom exclusiveness suspends.
    /// </summary>
    Task<IReadOnlyList<Concerned>> ConcernedAsync(
        GroupMapping mapping, IReadOnlySet<GroupId> tree, bool wholeTeam, UserId? after, int count, CancellationToken ct);

    /// <summary>Some of those who are in the team, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<UserId>> InTeamAsync(TeamId team, int count, CancellationToken ct);

    /// <summary>Whether anybody else owns the team.</summary>
    Task<bool> HasOwnerBesideAsync(TeamId team, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>Those whose ownership of one of the teams only the guard keeps.</summary>
    Task<IReadOnlyList<(TeamId Team, UserId User)>> GuardedAsync(IReadOnlyCollection<TeamId> teams, CancellationToken ct);

    /// <summary>
    /// Some of the sources that the breaker of a directory holds, at most <paramref name="count"/>; not those that it holds only since after
    /// <paramref name="until"/>.
    /// </summary>
    Task<IReadOnlyList<HeldSource>> HeldAsync(DirectoryId directory, DateTimeOffset? until, int count, CancellationToken ct);

    void Add(MembershipSource source);

    void Remove(MembershipSource source);

    void Add(Membership membership);

    void Remove(Membership membership);
}

/// <summary>Somebody whom a mapping concerns.</summary>
internal readonly record struct Concerned(UserId User, bool InGroup);

/// <summary>A source that waits for an administrator's decision.</summary>
internal sealed record HeldSource(TeamId Team, UserId User, MappingId Mapping);
