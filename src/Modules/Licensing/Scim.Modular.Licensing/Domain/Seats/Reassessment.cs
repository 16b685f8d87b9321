using System.Runtime.InteropServices;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>Whose seats may be other than they should be.</summary>
internal enum Concerned
{
    /// <summary>Everybody.</summary>
    Everybody,

    /// <summary>Who holds a seat by the default plan, of another plan than that one is now.</summary>
    Movers,

    /// <summary>Who has any mapping as a source.</summary>
    Granted,

    /// <summary>Who has this mapping as a source.</summary>
    Mapping,

    /// <summary>This directory's people.</summary>
    Directory,

    /// <summary>Who stands in this plan's line.</summary>
    Line,

    /// <summary>This directory's people whose seats wait for an administrator's decision.</summary>
    Held,
}

/// <summary>A set of people by name: <paramref name="Id"/> is the mapping, the directory or the plan.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Scope(Concerned Who, Guid Id = default);

/// <summary>
/// Work on many seats, in portions, each in a transaction of its own. The row does no more than number the events by which it goes on.
/// </summary>
internal sealed class Reassessment : AggregateRoot, IOwnedByOrganization
{
    private Reassessment()
    {
    }

    public Reassessment(OrganizationId organization, Scope scope) => (OrganizationId, Who, Id) = (organization, scope.Who, scope.Id);

    public OrganizationId OrganizationId { get; private set; }

    public Concerned Who { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>The portion that ended with <paramref name="after"/> is done, and there is more. Null: nothing is done yet.</summary>
    public void Continue(Guid? after, Cause cause) => Raise(version =>
        new SeatsUnsettled(Words.Of(Who), Id, version, after, cause.Reason, cause.Provider, cause.At));
}

/// <summary>There are seats left to reassess: only this module hears it.</summary>
internal sealed record SeatsUnsettled(string Who, Guid Id, long Version, Guid? After, string Reason, bool Provider, DateTimeOffset At)
    : IDomainEvent
{
    string IDomainEvent.Stream => $"reassessment:{Who}:{Id:D}";

    Guid? IDomainEvent.Person => null;

    bool IDomainEvent.HoldsStream => true;
}

/// <summary>The organization's reassessments.</summary>
internal interface IReassessmentRepository
{
    /// <summary>The one of this scope, known from now on if it wasn't.</summary>
    Task<Reassessment> OfAsync(Scope scope, CancellationToken ct);
}
