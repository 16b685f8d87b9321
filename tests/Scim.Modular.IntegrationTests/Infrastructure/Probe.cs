using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Infrastructure;

/// <summary>
/// A module that hears what happens to users and groups and writes down each time that it handled something. What it does besides, and when it
/// fails, a test says by <see cref="ProbeControl"/>; two processes that share one share its count.
/// </summary>
internal static class Probe
{
    public const string Name = "probe";

    public static Action<IServiceCollection> Module(ProbeControl control) => services =>
    {
        services.AddSingleton(control);
        // The test kit stands for its contracts: no event is declared there, and its own are in this assembly.
        services.AddModule<ProbeDbContext>(Name, typeof(FakeClock).Assembly);
    };

    /// <summary>Makes the module's tables, which have no migrations.</summary>
    public static async Task CreateTablesAsync(InProcessService service) =>
        await service.InAsync<ProbeDbContext, int>(null, db => db.RunAsync(db.Database.GenerateCreateScript()));
}

/// <summary>One handling of an event. A second handling would be a second row.</summary>
internal sealed class ProbeEffect : IOwnedByOrganization
{
    public required OrganizationId OrganizationId { get; init; }

    public required Guid Id { get; init; }

    public required Guid Subject { get; init; }

    public required long Version { get; init; }

    /// <summary>The place of this handling among all that the control has seen.</summary>
    public required long Sequence { get; init; }
}

internal sealed class ProbeControl
{
    private long _sequence;

    /// <summary>Runs inside the handler, after its effect was made and before anything is saved.</summary>
    public Func<IDomainEvent, Task> WhileHandling { get; set; } = _ => Task.CompletedTask;

    public long Next() => Interlocked.Increment(ref _sequence);
}

internal sealed class ProbeDbContext(DbContextOptions<ProbeDbContext> options) : ModuleDbContext(options)
{
    public override string Schema => Probe.Name;

    public DbSet<ProbeEffect> Effects => Set<ProbeEffect>();

    public DbSet<ProbeThing> Things => Set<ProbeThing>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<ProbeEffect>(row =>
        {
            row.ToTable("effects");
            row.HasKey(effect => new { effect.OrganizationId, effect.Id });
        });
        model.Entity<ProbeThing>(row =>
        {
            row.ToTable("things");
            row.HasKey(thing => new { thing.OrganizationId, thing.Id });
            row.HasIndex(thing => new { thing.OrganizationId, thing.Key }).IsUnique();
            row.Property(thing => thing.Key).HasMaxLength(40);
        });
    }
}

internal sealed class NoteEvents(ProbeDbContext db, ProbeControl control)
    : IDomainEventHandler<UserCreated>, IDomainEventHandler<UserProfileChanged>, IDomainEventHandler<UserActivated>,
        IDomainEventHandler<UserDeactivated>, IDomainEventHandler<UserDeleted>, IDomainEventHandler<GroupCreated>, IDomainEventHandler<GroupMembersChanged>
{
    public Task Handle(UserCreated happened, CancellationToken ct) => NoteAsync(happened);

    public Task Handle(UserProfileChanged happened, CancellationToken ct) => NoteAsync(happened);

    public Task Handle(UserActivated happened, CancellationToken ct) => NoteAsync(happened);

    public Task Handle(UserDeactivated happened, CancellationToken ct) => NoteAsync(happened);

    public Task Handle(UserDeleted happened, CancellationToken ct) => NoteAsync(happened);

    public Task Handle(GroupCreated happened, CancellationToken ct) => NoteAsync(happened, happened.GroupId.Value);

    public Task Handle(GroupMembersChanged happened, CancellationToken ct) => NoteAsync(happened, happened.GroupId.Value);

    private Task NoteAsync(IUserEvent happened) => NoteAsync(happened, happened.UserId.Value);

    private async Task NoteAsync(IDomainEvent happened, Guid subject)
    {
        db.Effects.Add(new ProbeEffect
        {
            OrganizationId = db.CurrentOrganization,
            Id = Guid.CreateVersion7(),
            Subject = subject,
            Version = happened.Version,
            Sequence = control.Next(),
        });
        await control.WhileHandling(happened);
    }
}

internal sealed record ProbeHappened(Guid Thing, long Version) : IDomainEvent
{
    public string Stream => $"thing:{Thing}";

    public Guid? Person => null;
}

internal sealed class ProbeThing : AggregateRoot, IOwnedByOrganization
{
    private ProbeThing()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public string Key { get; private set; } = "";

    public static ProbeThing Create(OrganizationId organization, string key)
    {
        var thing = new ProbeThing { OrganizationId = organization, Id = Guid.CreateVersion7(), Key = key };
        thing.Raise(version => new ProbeHappened(thing.Id, version));
        return thing;
    }
}

/// <summary>Makes a thing under the first of the keys, in a second try under the second one, and so on.</summary>
internal sealed record AddThing(Exception? Failure, Error? Refusal, params string[] Keys) : ICommand<Result>
{
    public int Attempts { get; set; }
}

internal sealed class AddThingHandler(ProbeDbContext db, CallContext call) : ICommandHandler<AddThing, Result>
{
    public Task<Result> Handle(AddThing command, CancellationToken cancellationToken)
    {
        db.Things.Add(ProbeThing.Create(call.Organization, command.Keys[command.Attempts++]));
        if (command.Failure is { } failure)
            throw failure;
        return Task.FromResult(command.Refusal is { } refusal ? refusal : Result.Ok);
    }
}

internal sealed class NoteThing(ProbeDbContext db, ProbeControl control) : IDomainEventHandler<ProbeHappened>
{
    public Task Handle(ProbeHappened happened, CancellationToken ct)
    {
        db.Effects.Add(new ProbeEffect
        {
            OrganizationId = db.CurrentOrganization,
            Id = Guid.CreateVersion7(),
            Subject = happened.Thing,
            Version = happened.Version,
            Sequence = control.Next(),
        });
        return Task.CompletedTask;
    }
}
