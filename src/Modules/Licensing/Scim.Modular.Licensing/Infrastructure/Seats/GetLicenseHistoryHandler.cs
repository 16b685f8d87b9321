using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

internal sealed class GetLicenseHistoryHandler(LicensingDbContext db) : IQueryHandler<GetLicenseHistory, IReadOnlyList<LicenseChange>?>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<IReadOnlyList<LicenseChange>?> Handle(GetLicenseHistory query, CancellationToken ct)
    {
        var stream = string.Create(CultureInfo.InvariantCulture, $"seat:{query.User.Value:D}");
        var before = query.Before ?? long.MaxValue;
        var rows = await db.Events.AsNoTracking()
            .Where(row => row.Stream == stream && row.Version < before)
            .OrderByDescending(row => row.Version).Take(query.Most).ToListAsync(ct);
        if (rows.Count == 0 && !await db.People.AnyAsync(person => person.UserId == query.User, ct))
            return null;
        return
        [
            .. rows.Select(row =>
            {
                var line = JsonSerializer.Deserialize<Line>(row.Payload, Json)!;
                return new LicenseChange(row.Version, line.At, line.Before, line.Seat, line.Reason, row.Actor, row.RequestId);
            }),
        ];
    }

    // What the events of a seat have in common, as they are stored.
    private sealed record Line(LicenseState Seat, LicenseState? Before, string Reason, DateTimeOffset At);
}
