using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

internal sealed class ListLicensesHandler(LicensingDbContext db) : IQueryHandler<ListLicenses, IReadOnlyList<LicenseView>>
{
    public async Task<IReadOnlyList<LicenseView>> Handle(ListLicenses query, CancellationToken ct)
    {
        var rows =
            from one in db.Seats.AsNoTracking()
            join known in db.People.AsNoTracking()
                on new { one.OrganizationId, one.UserId } equals new { known.OrganizationId, known.UserId }
            select new { Seat = one, Person = known };
        if (query.Status is { } status)
            rows = rows.Where(row => row.Seat.Status == status);
        if (query.Plan is { } plan)
            rows = rows.Where(row => row.Seat.PlanKey == plan);
        if (query.Q is { Length: > 0 } q)
        {
            var folded = Person.Fold(q);
            rows = rows.Where(row => row.Person.SearchText.Contains(folded));
        }

        if (query.After is { } last)
        {
            var after = new UserId(last);
            rows = rows.Where(row => row.Seat.UserId.CompareTo(after) > 0);
        }

        var page = await rows.OrderBy(row => row.Seat.UserId).Take(query.Most)
            .Select(row => new { row.Seat, row.Person.UserName }).ToListAsync(ct);
        var places = await PlacesAsync(
            [.. page.Where(row => row.Seat.Status == SeatStatus.Waitlisted).Select(row => row.Seat.UserId.Value)], ct);
        return
        [
            .. page.Select(row => new LicenseView(
                row.Seat.UserId.Value, row.UserName, row.Seat.PlanKey, Words.Of(row.Seat.Status), row.Seat.Since,
                row.Seat.IsLive ? "default" : null, places.TryGetValue(row.Seat.UserId.Value, out var place) ? place : null, row.Seat.Reason,
                row.Seat.Overage)),
        ];
    }

    // Places in line need a window function, and LINQ has none: one statement ranks the line once, however many of the page wait.
    private async Task<Dictionary<Guid, long>> PlacesAsync(Guid[] waiting, CancellationToken ct)
    {
        if (waiting.Length == 0)
            return [];
        var seats = db.Model.FindEntityType(typeof(Seat))!;
        var sql = $$"""
            SELECT user_id AS "UserId", ROW_NUMBER() OVER (PARTITION BY plan_key ORDER BY priority DESC, since, user_id) AS "Place"
            FROM {{(db.Database.IsSqlite() ? seats.GetTableName() : seats.GetSchemaQualifiedTableName())}}
            WHERE organization_id = {0} AND status = {1}
            """;
        return await db.Database
            .SqlQueryRaw<PlaceInLine>(sql, db.CurrentOrganization.Value, nameof(SeatStatus.Waitlisted))
            .Where(row => waiting.Contains(row.UserId))
            .ToDictionaryAsync(row => row.UserId, row => row.Place, ct);
    }

    private sealed record PlaceInLine(Guid UserId, long Place);
}
