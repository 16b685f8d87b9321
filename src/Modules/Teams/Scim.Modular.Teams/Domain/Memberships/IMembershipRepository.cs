using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

internal interface IMembershipRepository
{
    /// <summary>Everything about these users in these teams, one query a table; in all teams when none are named.</summary>
    Task<MembershipBook> OpenAsync(IReadOnlyCollection<UserId> users, IReadOnlyCollection<TeamId>? teams, CancellationToken ct);

    /// <summary>Everything about a person, who may be new.</summary>
    Task<MembershipBook> OpenAsync(Person person, CancellationToken ct);

    /// <summary>
    /// The next of those whom a mapping concerns, by user id, at most <paramref name="count"/>: the members of its group and whoever
    /// has a source of it. Of a mapping without a group always the first ones, because their sources go.
    /// </summary>
    Task<IReadOnlyList<Concerned>> ConcernedAsync(GroupMapping mapping, UserId? after, int count, CancellationToken ct);

    /// <summary>Some of those who are in the team, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<UserId>> InTeamAsync(TeamId team, int count, CancellationToken ct);

    void Add(MembershipSource source);

    void Remove(MembershipSource source);

    void Add(Membership membership);

    void Remove(Membership membership);
}

/// <summary>Somebody whom a mapping concerns.</summary>
internal readonly record struct Concerned(UserId User, bool InGroup);
