using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.Directories;

/// <summary>
/// Counts whom an identity provider takes out of mapped groups within an hour. Beyond the directory's limits it trips: what exceeds them
/// is held at once, and Identity hears of it.
/// </summary>
internal sealed class Breaker(IDirectoryRepository directories, IPersonRepository people, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public async Task CountAsync(SourceDirectory directory, int removals, CancellationToken ct)
    {
        if (removals == 0 || directory.Holds)
            return;
        var now = clock.Now();
        var within = await directories.CountRemovalsAsync(directory.Id, removals, now, now - Window, ct);
        if (within >= directory.BreakerRemovals)
        {
            directory.Trip(within, await people.CountActiveAsync(directory.Id, int.MaxValue, ct), now);
        }
        else if (directory.BreakerPercent is { } percent)
        {
            // The share is reached when the directory has no more people than this; nobody need count further.
            var most = within * 100L / percent;
            var active = await people.CountActiveAsync(directory.Id, (int)Math.Min(most + 1, int.MaxValue), ct);
            if (active <= most)
                directory.Trip(within, active, now);
        }
    }
}
