using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>What facts and configuration come to. Every handler computes by this, and writes the difference.</summary>
internal static class MembershipRules
{
    /// <summary>
    /// In the team while at least one source is alive and the person is known, active and not deleted; with the highest role of the live
    /// sources. In an exclusive team those are the sources of people who are in one of its mapped groups.
    /// </summary>
    public static TeamRole? Effective(Person? person, IEnumerable<MembershipSource> sources, bool exclusive = false) =>
        person is { IsEffective: true } ? Highest(sources, exclusive) : null;

    /// <summary>The highest role of the live sources, whether or not the person counts.</summary>
    public static TeamRole? Highest(IEnumerable<MembershipSource> sources, bool exclusive = false) =>
        sources.Where(source => !IsSuspended(source, exclusive)).Max(source => (TeamRole?)source.Role);

    /// <summary>
    /// An exclusive team suspends what was done by hand and what only an additive mapping left behind. It comes back with the end of the
    /// exclusiveness. The last owner is spared.
    /// </summary>
    public static bool IsSuspended(MembershipSource source, bool exclusive) =>
        exclusive && source.Stay != Stay.Guarded && (source.IsManual || source.Stay == Stay.Added);
}
