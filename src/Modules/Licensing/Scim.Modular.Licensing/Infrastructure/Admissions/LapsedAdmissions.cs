using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Licensing.Application.Admissions;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Admissions;

/// <summary>
/// Looks for reservations that nobody took up: a request died between its reservation and its user. Every replica looks; the lock on the
/// plans makes the second one find nothing.
/// </summary>
internal sealed class LapsedAdmissions(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LapsedAdmissions> log)
    : Periodic(TimeSpan.FromSeconds(15), clock, log)
{
    private readonly TimeProvider _clock = clock;

    /// <summary>Gives back what has lapsed by now, in every organization.</summary>
    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var organization in await OrganizationsAsync(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CancelLapsedAdmissions(), ct);
        }
    }

    // The one read across organizations of this module: it learns ids, and nothing else, to enter each of them.
    private async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = _clock.Now();
        return await scope.ServiceProvider.GetRequiredService<LicensingDbContext>().Reservations.IgnoreQueryFilters()
            .Where(reservation => reservation.LapsesAt <= now)
            .Select(reservation => reservation.OrganizationId).Distinct().ToListAsync(ct);
    }
}
