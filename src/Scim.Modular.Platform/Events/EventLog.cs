using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Events;

/// <summary>What happened, as it is shown: the effect of a request, or a line of a person's history.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Event">Its name, such as <c>licensing.SeatAssigned</c>.</param>
/// <param name="UserId">The user whom it concerns, if it concerns one.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who caused it: <c>directory:…</c>, <c>admin:…</c> or <c>system</c>.</param>
/// <param name="RequestId">The request that caused it, directly or through other events.</param>
/// <param name="Data">What changed: the event itself.</param>
public sealed record Effect(Guid Id, string Event, Guid? UserId, DateTimeOffset At, string Actor, Guid RequestId, JsonNode? Data);

/// <summary>Reads the events of all modules in the current organization. One query a module, never one a row.</summary>
public sealed class EventLog(ModuleCatalog modules, IServiceProvider services)
{
    private const int MostOfOneRequest = 500;

    /// <summary>What these requests caused, oldest first; of one request at most 500 events.</summary>
    public async Task<ILookup<Guid, Effect>> OfRequestsAsync(IReadOnlyCollection<Guid> requests, CancellationToken ct)
    {
        var found = new List<EventRow>();
        foreach (var db in Contexts())
        {
            found.AddRange(await db.Events.AsNoTracking()
                .Where(row => requests.Contains(row.RequestId)).OrderBy(row => row.Id).Take(MostOfOneRequest * requests.Count).ToListAsync(ct));
        }

        return found.OrderBy(row => row.At).ThenBy(row => row.Id).ToLookup(row => row.RequestId, Shown);
    }

    /// <summary>What concerned a person, newest first.</summary>
    public async Task<IReadOnlyList<Effect>> OfPersonAsync(Guid person, int limit, CancellationToken ct)
    {
        var found = new List<EventRow>();
        foreach (var db in Contexts())
        {
            found.AddRange(await db.Events.AsNoTracking()
                .Where(row => row.Person == person).OrderByDescending(row => row.Id).Take(limit).ToListAsync(ct));
        }

        return [.. found.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(limit).Select(Shown)];
    }

    private static Effect Shown(EventRow row) =>
        new(row.Id, row.Type, row.Person, row.At, row.Actor, row.RequestId, JsonSerializer.Deserialize<JsonNode>(row.Payload));

    private IEnumerable<ModuleDbContext> Contexts() =>
        modules.All.Select(module => (ModuleDbContext)services.GetRequiredService(module.ContextType));
}
