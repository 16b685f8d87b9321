using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Platform.Events;

/// <summary>An event that failed too often and waits for an administrator.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Module">The module that told of it.</param>
/// <param name="Consumer">The module that could not handle it.</param>
/// <param name="OrganizationId">Whose event it is.</param>
/// <param name="Event">Its name, such as <c>identity.UserDeactivated</c>.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="ParkedAt">Since when it waits.</param>
/// <param name="Error">What the last failure said.</param>
public sealed record ParkedEvent(
    Guid EventId, string Module, string Consumer, OrganizationId OrganizationId, string Event, int Attempts, DateTimeOffset ParkedAt, string? Error);

/// <summary>How many events of a module wait for their consumers, parked ones left out.</summary>
/// <param name="Module">The module.</param>
/// <param name="Waiting">How many; no more than 100,000 are counted.</param>
public sealed record WaitingEvents(string Module, int Waiting);

/// <summary>Lets an administrator see parked events of all modules and try them again.</summary>
public sealed class ParkedEvents
{
    private const int Most = 200;
    private const int MostCounted = 100_000;
    private static readonly Error NotFound = new(ErrorKind.NotFound, "parked_event_not_found", "There is no such parked event.");

    private readonly ModuleCatalog _modules;
    private readonly IServiceProvider _services;
    private readonly UnitOfWork _unit;
    private readonly DispatchSignals _signals;
    private readonly TimeProvider _clock;

    internal ParkedEvents(ModuleCatalog modules, IServiceProvider services, UnitOfWork unit, DispatchSignals signals, TimeProvider clock) =>
        (_modules, _services, _unit, _signals, _clock) = (modules, services, unit, signals, clock);

    /// <summary>Those that wait, the oldest first; 200 at most.</summary>
    public async Task<IReadOnlyList<ParkedEvent>> ListAsync(CancellationToken ct)
    {
        var found = new List<ParkedEvent>();
        foreach (var module in _modules.All)
        {
            var db = ContextOf(module);
            found.AddRange(await (
                from row in db.Deliveries.IgnoreQueryFilters()
                join happened in db.Events.IgnoreQueryFilters() on new { row.OrganizationId, Id = row.EventId }
                    equals new { happened.OrganizationId, happened.Id }
                where row.ParkedAt != null
                orderby row.EventId
                select new ParkedEvent(
                    row.EventId, module.Name, row.Consumer, row.OrganizationId, happened.Type, row.Attempts, row.ParkedAt!.Value, row.Error))
                .Take(Most).ToListAsync(ct));
        }

        return [.. found.OrderBy(parked => parked.ParkedAt).Take(Most)];
    }

    /// <summary>What waits for delivery, by module.</summary>
    public async Task<IReadOnlyList<WaitingEvents>> CountWaitingAsync(CancellationToken ct)
    {
        var found = new List<WaitingEvents>();
        foreach (var module in _modules.All)
        {
            var waiting = await ContextOf(module).Deliveries.IgnoreQueryFilters().Where(row => row.ParkedAt == null).Take(MostCounted).CountAsync(ct);
            found.Add(new(module.Name, waiting));
        }

        return found;
    }

    /// <summary>Puts one back into delivery, for each consumer that parked it.</summary>
    public async Task<Result> RetryAsync(Guid eventId, CancellationToken ct)
    {
        foreach (var module in _modules.All)
        {
            var db = ContextOf(module);
            var retried = await _unit.RunAsync(module, "RetryParkedEvent", () => ReleaseAsync(db, eventId, _clock.Now(), ct), ct);
            if (retried.Error is not null)
                continue;
            _signals.Wake(module.Name);
            return Result.Ok;
        }

        return NotFound;
    }

    private ModuleDbContext ContextOf(Module module) => (ModuleDbContext)_services.GetRequiredService(module.ContextType);

    private static async Task<Result> ReleaseAsync(ModuleDbContext db, Guid eventId, DateTimeOffset now, CancellationToken ct)
    {
        // At once: its last failure has set a time for the next try that nobody waits for any more.
        var released = await db.Deliveries.IgnoreQueryFilters()
            .Where(row => row.EventId == eventId && row.ParkedAt != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.ParkedAt, (DateTimeOffset?)null).SetProperty(row => row.Attempts, 0)
                    .SetProperty(row => row.AvailableAt, now),
                ct);
        return released == 0 ? NotFound : Result.Ok;
    }
}

/// <summary>The same for callers of the admin API.</summary>
internal static class ParkedEventRoutes
{
    public static void MapParkedEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin().MapGroup("/events/parked").WithTags("Events");
        group.MapGet("", ListAsync)
            .WithName("ListParkedEvents").WithSummary("Events that failed too often, of all modules; 200 at most.");
        group.MapPost("{eventId:guid}/retry", RetryAsync)
            .WithName("RetryParkedEvent").WithSummary("Puts a parked event back into delivery, for each consumer that parked it.");
    }

    private static async Task<Page<ParkedEvent>> ListAsync(ParkedEvents parked, CancellationToken ct) => new(await parked.ListAsync(ct), null);

    private static async Task<IResult> RetryAsync(Guid eventId, ParkedEvents parked, CancellationToken ct) =>
        (await parked.RetryAsync(eventId, ct)).ToHttp();
}
