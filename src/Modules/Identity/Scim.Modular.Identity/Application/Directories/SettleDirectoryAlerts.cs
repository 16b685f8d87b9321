using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>
/// Raises what is the matter with directories of the organization since now, and resolves what is over. Whoever comes second finds it
/// done: an alert that is open is not raised again.
/// </summary>
internal sealed record SettleDirectoryAlerts(IReadOnlyCollection<DirectoryVitals> Directories) : ICommand<Result>;

internal sealed class SettleDirectoryAlertsHandler(IDirectoryAlertRepository alerts, IOptions<AlertOptions> options, TimeProvider clock)
    : ICommandHandler<SettleDirectoryAlerts, Result>
{
    public async Task<Result> Handle(SettleDirectoryAlerts command, CancellationToken ct)
    {
        var now = clock.Now();
        DirectoryId[] ids = [.. command.Directories.Select(vitals => vitals.Id)];
        var directories = await alerts.DirectoriesAsync(ids, ct);
        var open = (await alerts.OpenAsync(ids, ct)).ToLookup(alert => alert.DirectoryId);
        // One that was deleted in the meantime has ended its alerts itself.
        foreach (var seen in command.Directories.Where(vitals => directories.ContainsKey(vitals.Id)))
        {
            var directory = directories[seen.Id];
            var vitals = seen with { IsEnabled = directory.Status != DirectoryStatus.Disabled };
            var (began, ended) = DirectoryAlertRules.Compare(vitals, [.. open[seen.Id]], options.Value.SilentAfter, now);
            foreach (var alert in ended)
            {
                alert.Resolve(directory, DirectoryAlertRules.EndOf(alert, vitals), now);
                alerts.Remove(alert);
            }

            foreach (var finding in began)
                alerts.Add(DirectoryAlert.Raise(directory, finding, now));
        }

        return Result.Ok;
    }
}
