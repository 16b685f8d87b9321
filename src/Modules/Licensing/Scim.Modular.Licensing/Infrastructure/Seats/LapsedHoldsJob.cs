using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

/// <summary>
/// Looks for seats that were kept for long enough. Every replica looks; the lock on the plans makes the second one find nothing.
/// </summary>
internal sealed class LapsedHoldsJob(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LapsedHoldsJob> log)
    : Periodic(TimeSpan.FromSeconds(15), clock, log)
{
    private readonly TimeProvider _clock = clock;

    /// <summary>Frees what has lapsed by now, in every organization.</summary>
    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var organization in await OrganizationsAsync(ct))
        {
            bool more;
            do
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
                more = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReleaseLapsedHolds(), ct)).Value.More;
            }
            while (more);
        }
    }

    // It learns ids of organizations, and nothing else, to enter each of them.
    private async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = _clock.Now();
        return await scope.ServiceProvider.GetRequiredService<LicensingDbContext>().Seats.IgnoreQueryFilters()
            .Where(seat => seat.HeldUntil != null && seat.HeldUntil <= now)
            .Select(seat => seat.OrganizationId).Distinct().ToListAsync(ct);
    }
}
