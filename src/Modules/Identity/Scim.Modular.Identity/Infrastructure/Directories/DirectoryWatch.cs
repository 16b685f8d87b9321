using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Directories;

/// <summary>
/// Looks whether something is the matter with a directory, at the directories of all organizations in portions of a few statements each.
/// Only what begins or ends is written, in its organization.
/// </summary>
internal sealed class DirectoryWatch(IServiceScopeFactory scopes, IOptions<AlertOptions> options, TimeProvider clock, ILogger<DirectoryWatch> log)
    : IWatcher
{
    private const int Portion = 200;

    private static readonly Gauge<long> Alerts = ServiceTelemetry.Meter.CreateGauge<long>("scim.directory.alerts");

    public async Task WatchAsync(Func<CancellationToken, Task<bool>> keepTurn, CancellationToken ct)
    {
        DirectoryId? last = null;
        while (await keepTurn(ct))
        {
            var found = await ReadAsync(last, ct);
            foreach (var organization in found.Where(HasNews).Select(one => one.Vitals).GroupBy(vitals => vitals.OrganizationId))
                await TrySettleAsync(organization.Key, [.. organization], ct);
            if (found.Count < Portion)
                break;
            last = found[^1].Vitals.Id;
        }

        await MeasureAsync(ct);
    }

    private bool HasNews((DirectoryVitals Vitals, IReadOnlyList<DirectoryAlert> Open) one) =>
        DirectoryAlertRules.Compare(one.Vitals, one.Open, options.Value.SilentAfter, clock.Now()) is not { Began: [], Ended: [] };

    private async Task<IReadOnlyList<(DirectoryVitals Vitals, IReadOnlyList<DirectoryAlert> Open)>> ReadAsync(DirectoryId? last, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var directories = db.Directories.IgnoreQueryFilters();
        if (last is { } after)
            directories = directories.Where(directory => directory.Id.CompareTo(after) > 0);
        return await db.ReadVitalsAsync(directories.OrderBy(directory => directory.Id).Take(Portion), clock.Now(), ct);
    }

    private async Task TrySettleAsync(OrganizationId organization, IReadOnlyCollection<DirectoryVitals> directories, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SettleDirectoryAlerts(directories), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // Others go on: one organization's trouble is not everybody's.
            log.LogError(failure, "Alerts of the organization {Organization} could not be settled; the next round tries again", organization);
        }
    }

    // Of what is stored, so that every process says the same, whichever of them watches.
    private async Task MeasureAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var open = await db.DirectoryAlerts.IgnoreQueryFilters().GroupBy(alert => alert.Kind)
            .Select(alerts => new { Kind = alerts.Key, Count = alerts.LongCount() }).ToDictionaryAsync(one => one.Kind, one => one.Count, ct);
        open[AlertKinds.ChangesHeld] = await db.Directories.IgnoreQueryFilters().LongCountAsync(directory => directory.HoldingSince != null, ct);
        foreach (var kind in AlertKinds.All)
            Alerts.Record(open.GetValueOrDefault(kind), new KeyValuePair<string, object?>("kind", kind));
    }
}
