using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Identity.Infrastructure.Resources;

/// <summary>The seats of all users of a page in one statement; the place of one who waits is counted along the index of the line.</summary>
internal static class LicensesOfUsers
{
    public static IReadOnlyDictionary<Guid, ShownLicense> None { get; } = new Dictionary<Guid, ShownLicense>();

    public static async Task<IReadOnlyDictionary<Guid, ShownLicense>> LoadAsync(
        IdentityDbContext db, IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var rows = await db.UserLicenses.AsNoTracking().Where(row => users.Contains(row.UserId))
            .Select(row => new
            {
                row.UserId, row.Plan, row.Status, row.Since, row.WaitsFor,
                Position = row.WaitsFor == null
                    ? (int?)null
                    : db.UserLicenses.Count(other => other.WaitsFor != null && other.WaitsFor == row.WaitsFor
                        && (other.Priority > row.Priority
                            || (other.Priority == row.Priority
                                && (other.WaitsSince < row.WaitsSince
                                    || (other.WaitsSince == row.WaitsSince && other.UserId.CompareTo(row.UserId) <= 0))))),
            })
            .ToListAsync(ct);
        return rows.ToDictionary(row => row.UserId.Value, row => new ShownLicense(row.Plan, row.Status, row.Since, row.WaitsFor, row.Position));
    }
}
