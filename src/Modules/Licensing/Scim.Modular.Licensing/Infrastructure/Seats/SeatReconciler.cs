using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

/// <summary>Compares seats and counters with the rules, in portions; a repair is a command for each, through the same allocator as every change.</summary>
internal sealed class SeatReconciler(
    LicensingDbContext db, IPersonRepository people, IPlanRepository plans, ISeatRepository seats, SeatCases cases, IServiceScopeFactory scopes,
    CallContext call, Portion atOnce, TimeProvider clock)
    : IReconciler
{
    public async Task<Reconciliation> ReconcileAsync(bool repair, IProgress<int>? passed, CancellationToken ct)
    {
        var found = new Findings();
        if (repair)
        {
            await RepairAsync(_ => new ReconcilePlans(), found, passed: null, ct);
            await RepairAsync(after => new ReconcileSeats(after), found, passed, ct);
            return found.Answer(repaired: true);
        }

        var all = await PlansAsync(ct);
        found.Add(SeatInspection.Of(all, await plans.CountAsync(ct)));
        found.Add(SeatInspection.Of(await seats.NobodysAsync(atOnce.Size, ct)));
        found.Add(await SeatInspection.OverlookedAsync(all, seats, atOnce.Size, ct));
        await InspectAsync(new Scope(Concerned.Everybody), one => one, all, found, passed, ct);
        return found.Answer(repaired: false);
    }

    public Task<int> CountAsync(CancellationToken ct) => db.People.CountAsync(ct);

    public async Task<Reconciliation> ForecastAsync(Guid directory, CancellationToken ct)
    {
        var found = new Findings();
        await InspectAsync(
            new Scope(Concerned.Directory, directory), one => one with { Standing = Standing.Live }, await PlansAsync(ct), found, passed: null, ct);
        return found.Answer(repaired: false);
    }

    private async Task RepairAsync(Func<Guid?, ICommand<Result<Reconciled>>> next, Findings found, IProgress<int>? passed, CancellationToken ct)
    {
        Guid? after = null;
        do
        {
            var portion = (await SendAsync(next(after), ct)).Value;
            found.Add(portion.Drift);
            passed?.Report(atOnce.Size);
            after = portion.Next;
        }
        while (after is not null);
    }

    private async Task InspectAsync(
        Scope scope, Func<SeatCase, SeatCase> seen, IReadOnlyList<Plan> all, Findings found, IProgress<int>? passed, CancellationToken ct)
    {
        for (Guid? after = null; ;)
        {
            db.ChangeTracker.Clear();
            var portion = await people.NextAsync(scope, after, atOnce.Size, ct);
            found.Add(SeatInspection.Of((await cases.OfAsync(portion, all, ct)).Select(seen), all, clock.Now()));
            passed?.Report(portion.Count);
            if (portion.Count < atOnce.Size)
                return;
            after = portion[^1].UserId.Value;
        }
    }

    private async Task<IReadOnlyList<Plan>> PlansAsync(CancellationToken ct) => await db.Plans.AsNoTracking().OrderBy(plan => plan.Key).ToListAsync(ct);

    private async Task<TResult> SendAsync<TResult>(ICommand<TResult> command, CancellationToken ct) where TResult : IResult
    {
        await using var scope = scopes.CreateAsyncScope();
        var inner = scope.ServiceProvider.GetRequiredService<CallContext>();
        inner.Enter(call.Organization);
        inner.ActAs(call.Actor);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }

    private sealed class Findings
    {
        private readonly List<Drift> _listed = [];
        private int _found;

        public void Add(IReadOnlyList<SeatDrift> drift)
        {
            _found += drift.Count;
            _listed.AddRange(drift.Take(Reconciliation.MostListed - _listed.Count)
                .Select(one => new Drift(one.Kind, one.UserId, one.Subject, one.Stored, one.Computed)));
        }

        public Reconciliation Answer(bool repaired) => new(_listed, _found, repaired ? _found : 0);
    }
}
