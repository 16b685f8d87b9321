using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// The base of each module's DbContext: its schema, its outbox and inbox, and the two guards of tenancy. Reads see the current
/// organization only (a query filter), and saving a row of another organization throws.
/// </summary>
public abstract class ModuleDbContext(DbContextOptions options) : DbContext(options)
{
    private readonly Dictionary<Guid, int> _recorded = [];
    private CallContext? _call;
    private Subscriptions? _subscriptions;
    private TimeProvider _clock = TimeProvider.System;

    /// <summary>The module's name: the schema of its tables, or their prefix on SQLite, which has no schemas.</summary>
    public abstract string Schema { get; }

    /// <summary>The organization that queries see.</summary>
    public OrganizationId CurrentOrganization => _call?.Organization ?? default;

    /// <summary>What happened in this module.</summary>
    public DbSet<EventRow> Events => Set<EventRow>();

    /// <summary>What others have not heard yet.</summary>
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    /// <summary>What this module has heard.</summary>
    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    /// <summary>Requests that named themselves.</summary>
    public DbSet<IdempotencyRow> Idempotency => Set<IdempotencyRow>();

    /// <summary>Gives a context out of the pool its unit of work.</summary>
    internal void Enter(CallContext call, Subscriptions subscriptions, TimeProvider clock)
    {
        (_call, _subscriptions, _clock) = (call, subscriptions, clock);
        // A unit of work is kept or rolled back as a whole, so nothing is ever rolled back to a savepoint.
        Database.AutoSavepointsEnabled = false;
        _recorded.Clear();
    }

    /// <summary>How many deliveries this context has recorded for each request since it was last asked.</summary>
    internal KeyValuePair<Guid, int>[] TakeRecorded()
    {
        KeyValuePair<Guid, int>[] taken = [.. _recorded];
        _recorded.Clear();
        return taken;
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving is asynchronous, and the pipeline's.");

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Once for all that follows: each of them would look through everything that is tracked.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            RecordRaised();
            Guard();
            var many = CopiedRows.Take(this);
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            foreach (var rows in many)
                saved += await rows.CopyAsync(this, cancellationToken);
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>
    /// Lets go of everything that is saved, between two events of a batch, which share this context: what an earlier one read may have been
    /// changed in sets since, and what nobody needs any more must not be looked through at each query and each save.
    /// </summary>
    internal void LetGoOfSaved()
    {
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Unchanged && !KeepsForBatch(entry.Entity)).ToArray())
                entry.State = EntityState.Detached;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>Tells rows that every event of a batch reads and nobody changes in sets: they stay in sight from one to the next.</summary>
    protected virtual bool KeepsForBatch(object row) => false;

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<EventRow>(row =>
        {
            row.ToTable("events");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.Stream, e.Version }).IsUnique();
            row.HasIndex(e => new { e.OrganizationId, e.RequestId });
            row.HasIndex(e => new { e.OrganizationId, e.Person, e.Id });
            // What is not in the audit log yet, of all organizations: a short index, however long the history is.
            row.HasIndex(e => e.Id, $"ix_{Schema}_events_unsealed").HasFilter(IsFalse("sealed"));
            row.Property(e => e.Type).HasMaxLength(100);
            row.Property(e => e.Stream).HasMaxLength(120);
            row.Property(e => e.Actor).HasMaxLength(100);
        });
        modelBuilder.Entity<DeliveryRow>(row =>
        {
            row.ToTable("deliveries");
            // The dispatcher serves all organizations, so its queue is in the order of its work: a claim reads its first rows, however
            // many wait behind them.
            row.HasKey(e => new { e.Consumer, e.EventId });
            row.HasIndex(e => new { e.Consumer, e.Stream, e.Version });
            row.HasIndex(e => e.RequestId);
            row.Property(e => e.Consumer).HasMaxLength(40);
            row.Property(e => e.Stream).HasMaxLength(120);
            row.Property(e => e.Error).HasMaxLength(2000);
        });
        modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox");
            row.HasKey(e => new { e.OrganizationId, e.EventId });
            row.HasIndex(e => e.HandledAt);
        });
        modelBuilder.Entity<IdempotencyRow>(row =>
        {
            row.ToTable("idempotency");
            row.HasKey(e => new { e.OrganizationId, e.Key });
            row.HasIndex(e => e.At);
            row.Property(e => e.Key).HasMaxLength(32);
            row.Property(e => e.Fingerprint).HasMaxLength(32);
        });
        Configure(modelBuilder);
        Conventions.Apply(modelBuilder, this);
    }

    /// <inheritdoc/>
    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, this);

    /// <summary>The module's own tables.</summary>
    protected abstract void Configure(ModelBuilder model);

    /// <summary>
    /// The condition of an index over the rows where a column holds, in the words in which queries say it: SQLite takes such an index for
    /// the same words only.
    /// </summary>
    protected string IsTrue(string column) => Database.IsSqlServer() ? $"[{column}] = 1" : column;

    /// <summary>The same of the rows where it does not.</summary>
    protected string IsFalse(string column) => Database.IsSqlServer() ? $"[{column}] = 0" : $"NOT {column}";

    /// <summary>
    /// Turns what aggregates raised into rows of the outbox, under the request that runs now. Called for each event of a batch, so that
    /// what follows from it carries its cause.
    /// </summary>
    private void RecordRaised()
    {
        foreach (var entry in ChangeTracker.Entries<AggregateRoot>().ToArray())
        {
            foreach (var happened in entry.Entity.TakeRaised())
                Record(happened);
        }
    }

    private void Record(IDomainEvent happened)
    {
        if (_call is null || _subscriptions is null)
            throw new InvalidOperationException("This context belongs to no unit of work.");

        var now = _clock.Now();
        var row = new EventRow
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = CurrentOrganization,
            Type = _subscriptions.NameOf(happened),
            Stream = happened.Stream,
            Version = happened.Version,
            Person = happened.Person,
            Payload = Subscriptions.Write(happened),
            At = now,
            Actor = _call.Actor,
            RequestId = _call.RequestId,
        };
        Events.Add(row);
        foreach (var consumer in _subscriptions.ConsumersOf(happened))
        {
            Deliveries.Add(new DeliveryRow
            {
                EventId = row.Id,
                Consumer = consumer,
                OrganizationId = row.OrganizationId,
                Stream = row.Stream,
                Version = row.Version,
                RequestId = row.RequestId,
                AvailableAt = now,
                HoldsStream = happened.HoldsStream,
            });
            _recorded[row.RequestId] = _recorded.GetValueOrDefault(row.RequestId) + 1;
        }
    }

    // EF's query filters guard reads only: an update of another tenant's id goes through. This is the guard of writes.
    private void Guard()
    {
        foreach (var entry in ChangeTracker.Entries<IOwnedByOrganization>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            var property = entry.Property(nameof(IOwnedByOrganization.OrganizationId));
            if (!Equals(property.CurrentValue, CurrentOrganization) || !Equals(property.OriginalValue, CurrentOrganization))
                throw new TenancyException(entry.Metadata.ClrType.Name);
        }
    }
}

/// <summary>Code tried to save a row of an organization that it is not in. Always a bug.</summary>
public sealed class TenancyException(string entity)
    : InvalidOperationException($"A {entity} of another organization was about to be saved.");
