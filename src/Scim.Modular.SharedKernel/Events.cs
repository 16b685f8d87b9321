namespace Scim.Modular.SharedKernel;

/// <summary>
/// Something that happened, in the past tense, as an immutable record of plain values. It is saved in the transaction that made the
/// change and delivered at least once, in order within its <see cref="Stream"/>.
/// </summary>
public interface IDomainEvent
{
    /// <summary>Whose story it belongs to, such as <c>user:0199…</c>: events of one stream are delivered in the order of their versions.</summary>
    string Stream { get; }

    /// <summary>Its place in the stream: the version that the aggregate has since it happened.</summary>
    long Version { get; }

    /// <summary>The user whom it concerns, when it concerns one: what a person's history is read by.</summary>
    Guid? Person { get; }

    /// <summary>
    /// Whether later events of its stream wait while it is parked. So it is with one that says a difference, which no later one repeats;
    /// one that carries the whole of the facts is made up for by the next.
    /// </summary>
    bool HoldsStream => false;
}

/// <summary>
/// Reacts to an event of another module, or of its own. A repeat must be harmless. It runs in the consuming module's transaction,
/// in the event's organization; it neither saves nor publishes.
/// </summary>
public interface IDomainEventHandler<in TEvent> where TEvent : IDomainEvent
{
    /// <summary>Reacts.</summary>
    Task Handle(TEvent happened, CancellationToken ct);
}

/// <summary>
/// Reacts to events by the batch: to all of this kind that are delivered one after the other, in order within each stream. It is for copies,
/// which one event at a time would read and write row by row. It raises no events, as a batch has no single cause; the rest is as with
/// <see cref="IDomainEventHandler{TEvent}"/>.
/// </summary>
/// <typeparam name="TEvent">An event, or what several kinds of events have in common.</typeparam>
public interface IDomainEventBatchHandler<in TEvent> where TEvent : IDomainEvent
{
    /// <summary>Reacts.</summary>
    Task Handle(IReadOnlyList<TEvent> happened, CancellationToken ct);
}

/// <summary>The one object through which a cluster of data changes. It says what happened by raising events.</summary>
public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> _raised = [];

    /// <summary>How many events this aggregate has raised: its version, and the guard against a lost update.</summary>
    public long Version { get; private set; }

    /// <summary>Says that something happened. The event gets the next version.</summary>
    protected void Raise(Func<long, IDomainEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        Version++;
        _raised.Add(happened(Version));
    }

    /// <summary>Hands over what was raised since the last call: the unit of work saves it beside the change.</summary>
    public IReadOnlyList<IDomainEvent> TakeRaised()
    {
        if (_raised.Count == 0)
            return [];
        IDomainEvent[] taken = [.. _raised];
        _raised.Clear();
        return taken;
    }
}

/// <summary>What belongs to one organization. Queries see only the current organization's, and only those can be saved.</summary>
public interface IOwnedByOrganization
{
    /// <summary>The owner.</summary>
    OrganizationId OrganizationId { get; }
}
