using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Events;

/// <summary>Removes what is kept for a time only: inbox rows, answers to named requests and old events, in small steps.</summary>
internal sealed class Housekeeping(
    ModuleCatalog modules, IServiceScopeFactory scopes, WriteGate gate, IOptions<EventOptions> options, TimeProvider clock,
    ILogger<Housekeeping> log) : Periodic(TimeSpan.FromHours(1), clock, log)
{
    private static readonly TimeSpan AnswersAreKept = TimeSpan.FromHours(24);
    private readonly TimeProvider _clock = clock;

    public override async Task RunAsync(CancellationToken ct)
    {
        const int step = 1000;
        var now = _clock.Now();
        var handledBefore = now - options.Value.InboxRetention;
        var happenedBefore = now - options.Value.Retention;
        var answeredBefore = now - AnswersAreKept;
        foreach (var module in modules.All)
        {
            int removed;
            do
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
                var old = await db.Inbox.IgnoreQueryFilters().Where(row => row.HandledAt < handledBefore)
                    .OrderBy(row => row.HandledAt).Select(row => new { row.OrganizationId, row.EventId }).Take(step).ToListAsync(ct);
                var past = await db.Events.IgnoreQueryFilters()
                    .Where(row => row.At < happenedBefore && !db.Deliveries.Any(waiting => waiting.EventId == row.Id))
                    .OrderBy(row => row.Id).Select(row => new { row.OrganizationId, row.Id }).Take(step).ToListAsync(ct);
                var answered = await db.Idempotency.IgnoreQueryFilters().Where(row => row.At < answeredBefore)
                    .OrderBy(row => row.At).Select(row => row.At).Take(step).ToListAsync(ct);
                var upTo = answered.Count == 0 ? DateTimeOffset.MinValue : answered[^1];
                // Keys begin with the organization: without it these would read the whole table.
                var (handledIn, handled) = (old.Select(row => row.OrganizationId).Distinct().ToArray(), old.Select(row => row.EventId).ToArray());
                var (happenedIn, happened) = (past.Select(row => row.OrganizationId).Distinct().ToArray(), past.Select(row => row.Id).ToArray());
                using var turn = await gate.EnterAsync(modules.TargetOf(module), ct);
                removed = await db.Inbox.IgnoreQueryFilters()
                    .Where(row => handledIn.Contains(row.OrganizationId) && handled.Contains(row.EventId)).ExecuteDeleteAsync(ct);
                removed += await db.Events.IgnoreQueryFilters()
                    .Where(row => happenedIn.Contains(row.OrganizationId) && happened.Contains(row.Id)).ExecuteDeleteAsync(ct);
                // Keys are bytes, which not every database takes as a list.
                if (answered.Count > 0)
                    removed += await db.Idempotency.IgnoreQueryFilters().Where(row => row.At <= upTo).ExecuteDeleteAsync(ct);
            }
            while (removed > 0);
        }
    }
}
