using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Contracts;

/// <summary>A team.</summary>
[JsonConverter(typeof(IdJsonConverter<TeamId>))]
public readonly record struct TeamId(Guid Value) : IId<TeamId>
{
    /// <inheritdoc/>
    public static TeamId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(TeamId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>An event of a team's story.</summary>
public interface ITeamEvent : IDomainEvent
{
    /// <summary>The team.</summary>
    TeamId TeamId { get; }

    string IDomainEvent.Stream => $"team:{TeamId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A team was made.</summary>
public sealed record TeamCreated(TeamId TeamId, long Version, string Name, DateTimeOffset At) : ITeamEvent;

/// <summary>A team got another name.</summary>
public sealed record TeamRenamed(TeamId TeamId, long Version, string Name, DateTimeOffset At) : ITeamEvent;

/// <summary>A team was deleted, and with it all its memberships.</summary>
public sealed record TeamDeleted(TeamId TeamId, long Version, DateTimeOffset At) : ITeamEvent;

/// <summary>An event of one person's membership in one team; <c>Role</c> is <c>member</c>, <c>admin</c> or <c>owner</c>.</summary>
public interface IMembershipEvent : IDomainEvent
{
    /// <summary>The team.</summary>
    TeamId TeamId { get; }

    /// <summary>The person: the id that Identity gave the user.</summary>
    Guid UserId { get; }

    string IDomainEvent.Stream => $"member:{TeamId}:{UserId:D}";

    Guid? IDomainEvent.Person => UserId;
}

/// <summary>A person is in a team since now.</summary>
public sealed record MemberJoined(TeamId TeamId, Guid UserId, long Version, string Role, string Reason, DateTimeOffset At) : IMembershipEvent;

/// <summary>A person has another role in a team.</summary>
public sealed record MemberRoleChanged(TeamId TeamId, Guid UserId, long Version, string Role, string Reason, DateTimeOffset At) : IMembershipEvent;

/// <summary>A person is no longer in a team.</summary>
public sealed record MemberLeft(TeamId TeamId, Guid UserId, long Version, string Reason, DateTimeOffset At) : IMembershipEvent;
