using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Licensing.Application.Usage;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Usage;

/// <summary>Removes the hours of usage that were kept for long enough.</summary>
internal sealed class OldUsageJob(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OldUsageJob> log)
    : Periodic(TimeSpan.FromHours(6), clock, log)
{
    private readonly TimeProvider _clock = clock;

    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var organization in await OrganizationsAsync(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RemoveOldUsage(), ct);
        }
    }

    // It learns ids of organizations, and nothing else, to enter each of them.
    private async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = _clock.Now() - UsageHour.Retention;
        return await scope.ServiceProvider.GetRequiredService<LicensingDbContext>().UsageHours.IgnoreQueryFilters()
            .Where(hour => hour.Hour < before)
            .Select(hour => hour.OrganizationId).Distinct().ToListAsync(ct);
    }
}
