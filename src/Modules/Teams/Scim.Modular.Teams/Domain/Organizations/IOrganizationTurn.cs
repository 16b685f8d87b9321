using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Organizations;

/// <summary>
/// One writer of an organization's teams at a time. A membership depends on a person, on groups, on mappings and on sources; two writers
/// who each see half of it would both decide wrongly, and row locks on all of these, in the order in which events happen to come, are
/// a deadlock. Taken first by every command and every reaction, and held until the commit.
/// </summary>
internal interface IOrganizationTurn
{
    /// <summary>Waits for the turn, and says in which organization it is. What is read from now on is what others have committed.</summary>
    Task<OrganizationId> TakeAsync(CancellationToken ct);
}
