using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Application.Admissions;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Plans;

internal sealed class GetPlanHandler(LicensingDbContext db) : IQueryHandler<GetPlan, PlanView?>
{
    public async Task<PlanView?> Handle(GetPlan query, CancellationToken ct) =>
        (await db.PlanViewsAsync(plans => plans.Where(plan => plan.Key == query.Key), ct)).SingleOrDefault();
}

internal sealed class ListPlansHandler(LicensingDbContext db) : IQueryHandler<ListPlans, IReadOnlyList<PlanView>>
{
    public Task<IReadOnlyList<PlanView>> Handle(ListPlans query, CancellationToken ct) =>
        db.PlanViewsAsync(
            plans => (query.After is { } after ? plans.Where(plan => plan.Key.CompareTo(after) > 0) : plans)
                .OrderBy(plan => plan.Key).Take(query.Most),
            ct);
}

internal sealed class GetLicenseSummaryHandler(LicensingDbContext db) : IQueryHandler<GetLicenseSummary, LicenseSummary>
{
    public async Task<LicenseSummary> Handle(GetLicenseSummary query, CancellationToken ct) =>
        LicenseSummary.Of(await db.PlanViewsAsync(plans => plans.OrderBy(plan => plan.Key), ct));
}

internal sealed class IsAdmissionNeededHandler(LicensingDbContext db) : IQueryHandler<IsAdmissionNeeded, bool>
{
    public Task<bool> Handle(IsAdmissionNeeded query, CancellationToken ct) =>
        db.Plans.AnyAsync(plan => plan.IsDefault && plan.Overflow == OverflowPolicy.Reject && plan.Seats != null, ct);
}

internal sealed class ForeseeAdmissionHandler(LicensingDbContext db) : IQueryHandler<ForeseeAdmission, string?>
{
    public async Task<string?> Handle(ForeseeAdmission query, CancellationToken ct) =>
        await db.Plans.AsNoTracking().SingleOrDefaultAsync(plan => plan.IsDefault && plan.Overflow == OverflowPolicy.Reject && plan.Seats != null, ct)
            is { } plan && plan.Free <= query.Before
            ? AdmissionRefusal.Of(plan)
            : null;
}

internal static class PlanViews
{
    public static async Task<IReadOnlyList<PlanView>> PlanViewsAsync(
        this LicensingDbContext db, Func<IQueryable<Plan>, IQueryable<Plan>> which, CancellationToken ct)
    {
        var rows = await which(db.Plans.AsNoTracking())
            .Select(plan => new
            {
                Plan = plan,
                Releasing = db.Seats.Count(seat => seat.PlanKey == plan.Key && seat.Status == SeatStatus.Releasing),
            })
            .ToListAsync(ct);
        return [.. rows.Select(row => PlanView.Of(row.Plan, row.Releasing))];
    }
}
