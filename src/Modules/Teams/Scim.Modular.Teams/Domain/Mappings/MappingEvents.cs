using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>
/// The members of a mapping beyond the user <paramref name="After"/> are still to be dealt with: only this module hears it. It is beside
/// the mapping's own story, so that nobody who edits the mapping is told that it has changed for that.
/// </summary>
/// <param name="MappingId">The mapping.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="After">The last user who is done; null: nobody is.</param>
/// <param name="WholeTeam">Whether the team is exclusive has changed, so everybody whose source it suspends is concerned as well.</param>
/// <param name="Announce">Whoever has the mapping as a source already is entitled to its plan from now on.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="IsLast">The mapping was deleted before this pass began: it is forgotten at the end of it.</param>
internal sealed record GroupMappingUnsettled(
    Guid MappingId, long Version, UserId? After, bool WholeTeam, bool Announce, string Reason, DateTimeOffset At, bool IsLast = false) : IDomainEvent
{
    string IDomainEvent.Stream => $"mapping-work:{MappingId:D}";

    Guid? IDomainEvent.Person => null;
}
