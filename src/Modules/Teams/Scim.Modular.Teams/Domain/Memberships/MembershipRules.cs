using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>What facts and configuration come to. Every handler computes by this, and writes the difference.</summary>
internal static class MembershipRules
{
    /// <summary>
    /// In the team while at least one source is alive and the person is known, active and not deleted; with the highest role of the
    /// sources.
    /// </summary>
    public static TeamRole? Effective(Person? person, IEnumerable<MembershipSource> sources) =>
        person is { IsEffective: true } ? Highest(sources) : null;

    /// <summary>The highest role of the sources, whether or not it takes effect.</summary>
    public static TeamRole? Highest(IEnumerable<MembershipSource> sources) => sources.Max(source => (TeamRole?)source.Role);
}
