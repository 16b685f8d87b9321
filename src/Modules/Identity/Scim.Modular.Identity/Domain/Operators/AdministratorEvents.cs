using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>
/// An event of an administrator's story: the audit log of the organization tells it, that of the installation for those who belong to none.
/// </summary>
internal interface IAdministratorEvent : IDomainEvent
{
    Guid AdministratorId { get; }

    string IDomainEvent.Stream => $"administrator:{AdministratorId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>Somebody may sign in from now on.</summary>
internal sealed record AdministratorInvited(Guid AdministratorId, long Version, string Email, string? Name, string Role, DateTimeOffset At)
    : IAdministratorEvent;

/// <summary>An administrator got another role or name.</summary>
internal sealed record AdministratorChanged(
    Guid AdministratorId, long Version, string FormerRole, string Role, string? Name, DateTimeOffset At) : IAdministratorEvent;

/// <summary>An invitation was taken up: it belongs to this person of this identity provider from now on.</summary>
internal sealed record AdministratorBound(Guid AdministratorId, long Version, string Issuer, string Subject, DateTimeOffset At)
    : IAdministratorEvent;

/// <summary>An administrator signed in; <paramref name="Way"/> is the identity provider, or <c>link</c>.</summary>
internal sealed record AdministratorSignedIn(Guid AdministratorId, long Version, string Way, DateTimeOffset At) : IAdministratorEvent;

/// <summary>An administrator was removed, with all sessions.</summary>
internal sealed record AdministratorRemoved(Guid AdministratorId, long Version, string Email, string Role, DateTimeOffset At)
    : IAdministratorEvent;

/// <summary>A link was made that signs an administrator in, once. Whoever makes one has the machine.</summary>
internal sealed record SignInLinkMade(Guid LinkId, long Version, Guid AdministratorId, DateTimeOffset ExpiresAt, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"sign-in-link:{LinkId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A provisioned person signed in to their own page; <paramref name="Way"/> is the identity provider.</summary>
internal sealed record PersonSignedIn(Guid SessionId, long Version, UserId UserId, string Way, string Subject, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"sign-in:{SessionId:D}";

    // It is no event of the person's history, which it would fill.
    Guid? IDomainEvent.Person => null;
}

/// <summary>Somebody tried to sign in and was not let in.</summary>
internal sealed record SignInRefused(Guid AttemptId, long Version, string Reason, string? Issuer, string? Subject, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"sign-in:{AttemptId:D}";

    Guid? IDomainEvent.Person => null;
}
