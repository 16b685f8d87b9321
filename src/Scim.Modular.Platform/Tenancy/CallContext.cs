using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Tenancy;

/// <summary>
/// For whom and why this unit of work runs; one per HTTP request or delivered batch. The organization comes from the credential, or
/// from the event, never from a body.
/// </summary>
public sealed class CallContext
{
    /// <summary>The current organization. None means that no row of any organization is visible or can be saved.</summary>
    public OrganizationId Organization { get; private set; }

    /// <summary>Who acts: <c>directory:{id}</c>, <c>admin:{key id}</c>, <c>person:{user id}</c> or <c>system</c>.</summary>
    public string Actor { get; private set; } = "system";

    /// <summary>The request that caused this, carried along from event to event.</summary>
    public Guid RequestId { get; private set; } = Guid.CreateVersion7();

    /// <summary>Says who acts, when a credential has been accepted.</summary>
    public void ActAs(string actor) => Actor = actor;

    /// <summary>Enters an organization.</summary>
    public void Enter(OrganizationId organization) => Organization = organization;

    /// <summary>Takes over the cause of a delivered event.</summary>
    internal void Continue(string actor, Guid requestId) => (Actor, RequestId) = (actor, requestId);
}
