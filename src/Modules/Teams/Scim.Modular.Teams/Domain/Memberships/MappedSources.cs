using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>
/// What a mapping's source of one user comes to, by the mapping, its directory and the group. A push, a walk over all members, the preview
/// and the reconciler go by it alike.
/// </summary>
internal static class MappedSources
{
    public static void Apply(
        this MembershipBook book, GroupMapping mapping, SourceDirectory directory, Concerned one, string reason, DateTimeOffset now)
    {
        var (team, user, id) = (mapping.TeamId, one.User, mapping.Id);
        if (mapping.MembersKept)
            book.KeepByHand(team, user, id, mapping.Role);
        else if (mapping.Status == MappingStatus.Deleted)
            book.Revoke(team, user, id);
        else if (IsFrozen(mapping, directory))
            book.Regrade(team, user, id, mapping.Role);
        else if (one.InGroup)
            book.Grant(team, user, id, mapping.Role);
        else if (mapping.Mode == MappingMode.Additive)
            book.Keep(team, user, id, Stay.Added, mapping.Role, now);
        else if (book.Find(team, user, id) is { Stay: Stay.Held })
            book.Regrade(team, user, id, mapping.Role);
        else if (directory.Holds && Reasons.IsProviders(reason))
            book.Keep(team, user, id, Stay.Held, mapping.Role, now);
        else
            book.Revoke(team, user, id);
    }

    /// <summary>Whether the identity provider takes the source away: what the breaker counts.</summary>
    public static bool Loses(this MembershipBook book, GroupMapping mapping, SourceDirectory directory, Concerned one) =>
        !one.InGroup && mapping is { MembersKept: false, Mode: not MappingMode.Additive } && mapping.Status != MappingStatus.Deleted
        && !IsFrozen(mapping, directory) && book.Find(mapping.TeamId, one.User, mapping.Id) is { Stay: null };

    /// <summary>Nobody is added and nobody removed, whatever is learned.</summary>
    public static bool IsFrozen(GroupMapping mapping, SourceDirectory directory) =>
        mapping.Paused || (directory.IsFrozen && !directory.Deleted);
}
