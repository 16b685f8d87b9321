using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Contracts;

/// <summary>What other modules may know of a user: the whole of it stands on each event, so that the newest one alone is enough.</summary>
/// <param name="DirectoryId">The directory that provisions the user.</param>
/// <param name="UserName">As the identity provider sent it.</param>
/// <param name="DisplayName">As sent, or made of the name; may be missing.</param>
/// <param name="Email">The primary e-mail address, or the first one.</param>
/// <param name="Active">False while deactivated.</param>
public sealed record UserFacts(DirectoryId DirectoryId, string UserName, string? DisplayName, string? Email, bool Active);

/// <summary>An event of a user's story.</summary>
public interface IUserEvent : IDomainEvent
{
    /// <summary>The user.</summary>
    UserId UserId { get; }

    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"user:{UserId}";

    Guid? IDomainEvent.Person => UserId.Value;
}

/// <summary>An event after which the user is there, with these facts.</summary>
public interface IUserFactsEvent : IUserEvent
{
    /// <summary>The facts since then.</summary>
    UserFacts User { get; }
}

/// <summary>A user was provisioned for the first time. <paramref name="Admission"/> is the seat reservation that let it in, if one was needed.</summary>
public sealed record UserCreated(UserId UserId, long Version, UserFacts User, Guid? Admission, DateTimeOffset At) : IUserFactsEvent;

/// <summary>A deleted user was provisioned again within the time that its id is kept.</summary>
public sealed record UserReturned(UserId UserId, long Version, UserFacts User, Guid? Admission, DateTimeOffset At) : IUserFactsEvent;

/// <summary>A user's name or e-mail address changed, or another attribute that only this module keeps.</summary>
public sealed record UserProfileChanged(UserId UserId, long Version, UserFacts User, DateTimeOffset At) : IUserFactsEvent;

/// <summary>A user was reactivated.</summary>
public sealed record UserActivated(UserId UserId, long Version, UserFacts User, DateTimeOffset At) : IUserFactsEvent;

/// <summary>A user was deactivated.</summary>
public sealed record UserDeactivated(UserId UserId, long Version, UserFacts User, DateTimeOffset At) : IUserFactsEvent;

/// <summary>A user was deleted. Its memberships in groups end by events of those groups.</summary>
public sealed record UserDeleted(UserId UserId, long Version, DateTimeOffset At) : IUserEvent;

/// <summary>The time in which a deleted user could return is over: nothing of it need be kept.</summary>
public sealed record UserForgotten(UserId UserId, long Version, DateTimeOffset At) : IUserEvent;
