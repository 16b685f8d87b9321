using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Directories;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Infrastructure.Directories;

/// <summary>
/// Reads what alerts go by, of many directories in three statements. Everything is asked by index for each directory within them: of the log the
/// last day, of the users those who flap.
/// </summary>
internal static class DirectoryVitalsReading
{
    /// <summary>The vitals of these directories, in their order, with their open alerts.</summary>
    public static async Task<IReadOnlyList<(DirectoryVitals Vitals, IReadOnlyList<DirectoryAlert> Open)>> ReadVitalsAsync(
        this IdentityDbContext db, IQueryable<Directory> directories, DateTimeOffset now, CancellationToken ct)
    {
        var dayAgo = now.AddDays(-1);
        var found = await directories.Select(directory => new
        {
            directory.OrganizationId,
            directory.Id,
            directory.Status,
            LoggedAt = db.Requests.Where(call => call.OrganizationId == directory.OrganizationId && call.DirectoryId == directory.Id)
                .OrderByDescending(call => call.At).Select(call => (DateTimeOffset?)call.At).FirstOrDefault(),
            Calls = db.Requests.Count(call => call.OrganizationId == directory.OrganizationId && call.DirectoryId == directory.Id && call.At >= dayAgo),
            Refused = db.Requests.Count(call =>
                call.OrganizationId == directory.OrganizationId && call.DirectoryId == directory.Id && call.At >= dayAgo && call.Status >= 400),
            Tokens = db.Tokens.Count(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id),
            Endless = db.Tokens.Count(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id
                && token.RevokedAt == null && token.ExpiresAt == null),
            Ending = db.Tokens.Count(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id
                && token.RevokedAt == null && token.ExpiresAt > now),
            FirstEnd = db.Tokens.Where(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id
                && token.RevokedAt == null && token.ExpiresAt > now).OrderBy(token => token.ExpiresAt).Select(token => token.ExpiresAt).FirstOrDefault(),
            LastEnd = db.Tokens.Where(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id
                && token.RevokedAt == null && token.ExpiresAt > now).OrderByDescending(token => token.ExpiresAt).Select(token => token.ExpiresAt).FirstOrDefault(),
            // The log goes back for a time only, and may have lost something; a token knows its last use for as long as there is the directory.
            UsedAt = db.Tokens.Where(token => token.OrganizationId == directory.OrganizationId && token.DirectoryId == directory.Id && token.LastUsedAt != null)
                .OrderByDescending(token => token.LastUsedAt).Select(token => token.LastUsedAt).FirstOrDefault(),
        }).AsNoTracking().ToListAsync(ct);

        var (organizations, ids) = (found.Select(one => one.OrganizationId).Distinct().ToArray(), found.Select(one => one.Id).ToArray());
        var open = (await db.DirectoryAlerts.IgnoreQueryFilters().AsNoTracking()
                .Where(alert => organizations.Contains(alert.OrganizationId) && ids.Contains(alert.DirectoryId)).ToListAsync(ct))
            .ToLookup(alert => alert.DirectoryId);
        var told = open.SelectMany(alerts => alerts).Where(alert => alert.UserId is not null).Select(alert => alert.UserId!.Value).ToArray();
        // Of many who flap at once some are told. Those who were told are among them for as long as they do.
        var flapping = (await db.Directories.IgnoreQueryFilters()
                .Where(directory => organizations.Contains(directory.OrganizationId) && ids.Contains(directory.Id))
                .SelectMany(
                    directory => db.Users
                        .Where(user => user.OrganizationId == directory.OrganizationId && user.DirectoryId == directory.Id && user.FlappedAt >= dayAgo)
                        .OrderByDescending(user => told.Contains(user.Id)).ThenBy(user => user.FlappedAt).ThenBy(user => user.Id)
                        .Take(DirectoryAlertRules.MostFlapping),
                    (directory, user) => new { user.DirectoryId, user.Id, Name = user.DisplayName ?? user.UserName })
                .ToListAsync(ct))
            .ToLookup(user => user.DirectoryId, user => new FlappingUser(user.Id, user.Name));

        return [.. found.Select(one => (
            new DirectoryVitals(
                one.OrganizationId, one.Id, one.Status != DirectoryStatus.Disabled, one.LoggedAt > one.UsedAt || one.UsedAt is null ? one.LoggedAt : one.UsedAt,
                one.Calls, one.Refused, one.Tokens, one.Endless + one.Ending, one.FirstEnd, one.Endless > 0 ? null : one.LastEnd, [.. flapping[one.Id]]),
            (IReadOnlyList<DirectoryAlert>)[.. open[one.Id]]))];
    }
}
