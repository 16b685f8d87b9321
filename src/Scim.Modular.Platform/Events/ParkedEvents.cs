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
internal sealed record ParkedEvent(
    Guid EventId, string Module, string Consumer, OrganizationId OrganizationId, string Event, int Attempts, DateTimeOffset ParkedAt, string? Error);

/// <summary>Lets an administrator see parked events and try them again.</summary>
internal static class ParkedEvents
{
    private const int Most = 200;
    private static readonly Error NotFound = new(ErrorKind.NotFound, "parked_event_not_found", "There is no such parked event.");

    public static void MapParkedEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin().MapGroup("/events/parked").WithTags("Events");
        group.MapGet("", ListAsync)
            .WithName("ListParkedEvents").WithSummary("Events that failed too often, of all modules; 200 at most.");
        group.MapPost("{eventId:guid}/retry", RetryAsync)
            .WithName("RetryParkedEvent").WithSummary("Puts a parked event back into delivery, for each consumer that parked it.");
    }

    private static async Task<Page<ParkedEvent>> ListAsync(ModuleCatalog modules, IServiceProvider services, CancellationToken ct)
    {
        var found = new List<ParkedEvent>();
        foreach (var module in modules.All)
        {
            var db = (ModuleDbContext)services.GetRequiredService(module.ContextType);
            found.AddRange(await (
                from row in db.Deliveries.IgnoreQueryFilters()
                join happened in db.Events.IgnoreQueryFilters() on row.EventId equals happened.Id
                where row.ParkedAt != null
                orderby row.EventId
                select new ParkedEvent(
                    row.EventId, module.Name, row.Consumer, row.OrganizationId, happened.Type, row.Attempts, row.ParkedAt!.Value, row.Error))
                .Take(Most).ToListAsync(ct));
        }

        return new([.. found.OrderBy(parked => parked.ParkedAt).Take(Most)], null);
    }

    private static async Task<IResult> RetryAsync(
        Guid eventId, ModuleCatalog modules, IServiceProvider services, UnitOfWork unit, DispatchSignals signals, TimeProvider clock,
        CancellationToken ct)
    {
        foreach (var module in modules.All)
        {
            var db = (ModuleDbContext)services.GetRequiredService(module.ContextType);
            var retried = await unit.RunAsync(module, "RetryParkedEvent", () => ReleaseAsync(db, eventId, clock.Now(), ct), ct);
            if (retried.Error is not null)
                continue;
            signals.Wake(module.Name);
            return TypedResults.NoContent();
        }

        return Problems.Of(NotFound);
    }

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
