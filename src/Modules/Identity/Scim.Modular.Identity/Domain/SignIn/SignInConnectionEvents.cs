using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.SignIn;

/// <summary>An event of a sign-in connection's story. None carries a secret.</summary>
internal interface ISignInConnectionEvent : IDomainEvent
{
    SignInConnectionId ConnectionId { get; }

    string IDomainEvent.Stream => $"sign-in-connection:{ConnectionId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>What a connection is, but for its secret.</summary>
internal sealed record SignInConnectionFacts(
    string Name, string Kind, bool Enabled, string Issuer, string? ClientId, string? SsoUrl, string? Certificates, bool AllowIdpInitiated,
    bool RequireBothSignatures, string? EmailAttribute, string? NameAttribute);

/// <summary>A connection was made.</summary>
internal sealed record SignInConnectionCreated(SignInConnectionId ConnectionId, long Version, SignInConnectionFacts Connection, DateTimeOffset At)
    : ISignInConnectionEvent;

/// <summary>A connection was changed; <paramref name="SecretChanged"/>: its secret, too.</summary>
internal sealed record SignInConnectionChanged(
    SignInConnectionId ConnectionId, long Version, SignInConnectionFacts Connection, bool SecretChanged, DateTimeOffset At) : ISignInConnectionEvent;

/// <summary>A connection was deleted.</summary>
internal sealed record SignInConnectionDeleted(SignInConnectionId ConnectionId, long Version, SignInConnectionFacts Connection, DateTimeOffset At)
    : ISignInConnectionEvent;
