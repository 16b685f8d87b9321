using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Application.Jobs;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure;

/// <summary>
/// Once an hour: notes the heads of the audit logs outside of the database, where nobody who can write to it can change them; and removes
/// what is kept for a time only, in small steps.
/// </summary>
internal sealed class Upkeep(IServiceScopeFactory scopes, IOptions<EventOptions> events, TimeProvider clock, ILogger<Upkeep> log)
    : Periodic(TimeSpan.FromHours(1), clock, log)
{
    private static readonly TimeSpan Deliveries = TimeSpan.FromDays(30);
    private static readonly TimeSpan Runs = TimeSpan.FromDays(90);
    private static readonly TimeSpan Jobs = TimeSpan.FromDays(30);

    private readonly TimeProvider _clock = clock;
    private readonly Dictionary<OrganizationId, long> _noted = [];

    public override async Task RunAsync(CancellationToken ct)
    {
        var now = _clock.Now();
        var chains = await ChainsAsync(ct);
        foreach (var chain in chains.Where(chain => _noted.GetValueOrDefault(chain.OrganizationId) != chain.Sequence))
        {
            log.LogInformation(
                "Audit log of {Organization}: entry {Sequence} has the hash {Hash}", chain.OrganizationId, chain.Sequence,
                Convert.ToHexStringLower(chain.Hash));
            _noted[chain.OrganizationId] = chain.Sequence;
        }

        // As long as the events that they come from.
        var before = now - events.Value.Retention;
        foreach (var chain in chains.Where(chain => chain.OldestAt < before))
        {
            while ((await SendAsync(new TruncateAudit(before), chain.OrganizationId, ct)).Value.IsMoreLeft)
            {
            }
        }

        while ((await SendAsync(new RemoveOldMessages(now - Deliveries), null, ct)).Value.Count > 0)
        {
        }

        while ((await SendAsync(new RemoveOldRuns(now - Runs), null, ct)).Value.Count > 0)
        {
        }

        await SendAsync(new RemoveOldJobs(now - Jobs), null, ct);
    }

    private async Task<IReadOnlyList<AuditChain>> ChainsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OversightDbContext>().Chains.IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
    }

    private async Task<T> SendAsync<T>(IRequest<T> request, OrganizationId? organization, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (organization is { } given)
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(given);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}
