using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
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
        // Everybody who stands in a line waits, also who holds a seat of another plan meanwhile.
        if (query.Status == SeatStatus.Waitlisted)
            rows = rows.Where(row => row.Seat.WaitsFor != null && (query.Plan == null || row.Seat.WaitsFor == query.Plan));
        else if (query.Status is { } status)
            rows = rows.Where(row => row.Seat.Status == status && (query.Plan == null || row.Seat.PlanKey == query.Plan));
        else if (query.Plan is { } plan)
            rows = rows.Where(row => row.Seat.PlanKey == plan || row.Seat.WaitsFor == plan);
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
            .Select(row => new { row.Seat, row.Person.UserName, row.Person.Pin }).ToListAsync(ct);
        var places = await db.PlacesInLineAsync([.. page.Where(row => row.Seat.WaitsFor != null).Select(row => row.Seat.UserId)], ct);
        return [.. page.Select(row => LicenseViews.Of(row.Seat, row.UserName, row.Pin, places))];
    }
}

internal sealed class ListWaitingHandler(LicensingDbContext db) : IQueryHandler<ListWaiting, IReadOnlyList<LicenseView>>
{
    public async Task<IReadOnlyList<LicenseView>> Handle(ListWaiting query, CancellationToken ct)
    {
        var places = await db.Lines().Where(row => row.Plan == query.Plan && row.Place > query.After)
            .OrderBy(row => row.Place).Take(query.Most).ToDictionaryAsync(row => row.UserId, row => row.Place, ct);
        var users = places.Keys.Select(user => new UserId(user)).ToArray();
        var rows = await (
            from seat in db.Seats.AsNoTracking()
            where EF.Parameter(users).Contains(seat.UserId)
            join person in db.People.AsNoTracking()
                on new { seat.OrganizationId, seat.UserId } equals new { person.OrganizationId, person.UserId }
            select new { Seat = seat, person.UserName, person.Pin }).ToListAsync(ct);
        return [.. rows.Select(row => LicenseViews.Of(row.Seat, row.UserName, row.Pin, places)).OrderBy(license => license.WaitlistPosition)];
    }
}

internal sealed class GetLicenseHandler(LicensingDbContext db) : IQueryHandler<GetLicense, LicenseView?>
{
    public async Task<LicenseView?> Handle(GetLicense query, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.UserId == query.User, ct) is not { Deleted: false } person)
            return null;
        if (await db.Seats.AsNoTracking().SingleOrDefaultAsync(one => one.UserId == query.User, ct) is not { } seat)
        {
            // Nobody inactive has a seat: the pin waits for the person to come back.
            return new LicenseView(
                query.User.Value, person.UserName, person.Pin ?? "", Words.Of(SeatStatus.Released), person.FirstSeen, null, null, null, null,
                person.Pin, "", Overage: false);
        }

        var places = seat.WaitsFor is null ? [] : await db.PlacesInLineAsync([seat.UserId], ct);
        return LicenseViews.Of(seat, person.UserName, person.Pin, places);
    }
}

internal static class LicenseViews
{
    public static LicenseView Of(Seat seat, string userName, string? pin, Dictionary<Guid, long> places) => new(
        seat.UserId.Value, userName, seat.PlanKey, Words.Of(seat.Status), seat.Since, seat.Source is { } source ? Words.Of(source) : null,
        seat.WaitsFor, places.TryGetValue(seat.UserId.Value, out var place) ? place : null, seat.HeldUntil, pin, seat.Reason, seat.Overage);

    public static async Task<Dictionary<Guid, long>> PlacesInLineAsync(
        this LicensingDbContext db, IReadOnlyCollection<UserId> waiting, CancellationToken ct)
    {
        if (waiting.Count == 0)
            return [];
        var ids = waiting.Select(user => user.Value).ToArray();
        return await db.Lines().Where(row => ids.Contains(row.UserId)).ToDictionaryAsync(row => row.UserId, row => row.Place, ct);
    }

    // Places in line need a window function, and LINQ has none: one statement ranks the lines once, however many of the page wait.
    public static IQueryable<PlaceInLine> Lines(this LicensingDbContext db)
    {
        var seats = db.Model.FindEntityType(typeof(Seat))!;
        var sql = $$"""
            SELECT user_id AS "UserId", waits_for AS "Plan", ROW_NUMBER() OVER (PARTITION BY waits_for ORDER BY priority DESC, waits_since, user_id) AS "Place"
            FROM {{(db.Database.IsSqlite() ? seats.GetTableName() : seats.GetSchemaQualifiedTableName())}}
            WHERE organization_id = {0} AND waits_for IS NOT NULL
            """;
        return db.Database.SqlQueryRaw<PlaceInLine>(sql, db.CurrentOrganization.Value);
    }
}

/// <summary>Where somebody stands in the line of a plan.</summary>
internal sealed record PlaceInLine(Guid UserId, string Plan, long Place);
