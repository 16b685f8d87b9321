using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure.Seats;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.People;

/// <summary>Why a person has the seat that it has: all its sources, and what would follow if each went.</summary>
internal sealed class LicenseExplanation(LicensingDbContext db, IPersonRepository people, SeatCases cases) : IExplainPeople
{
    public string Part => "license";

    public async Task<object?> ExplainAsync(Guid user, CancellationToken ct)
    {
        if (await people.FindAsync(new UserId(user), ct) is not { } person)
            return null;
        var plans = await db.Plans.AsNoTracking().OrderBy(plan => plan.Key).ToListAsync(ct);
        var one = (await cases.OfAsync([person], plans, ct))[0];
        var places = one.Seat?.WaitsFor is null ? [] : await db.PlacesInLineAsync([person.UserId], ct);
        return new ExplainedLicense(
            one.Seat?.PlanKey, one.Seat is { } seat ? Words.Of(seat.Status) : "none", one.Seat?.Since, one.Seat?.Reason, one.Seat?.WaitsFor,
            places.TryGetValue(user, out var place) ? place : null, one.Seat?.HeldUntil, person.Active, Words.Of(one.Standing),
            [.. one.Sources.Select(source => Explain(one, source, plans))]);
    }

    private static ExplainedSource Explain(SeatCase one, Source source, IReadOnlyList<Plan> plans)
    {
        var without = SeatRules.OutcomeOf(one with { Sources = [.. one.Sources.Where(other => other != source)] }, plans, lost: source.Kind);
        return new ExplainedSource(
            Words.Of(source.Kind), source.Plan, source.Priority, source.MappingId, source.GroupName, source == one.Winner, source.Idle,
            new ExplainedOutcome(without.Plan, without.Status, without.WaitsFor));
    }

    private sealed record ExplainedLicense(
        string? Plan, string Status, DateTimeOffset? Since, string? Reason, string? WaitsFor, long? WaitlistPosition, DateTimeOffset? HeldUntil,
        bool Active, string Directory, IReadOnlyList<ExplainedSource> Sources);

    private sealed record ExplainedSource(
        string Kind, string Plan, int Priority, Guid? MappingId, string? GroupName, bool Wins, bool Idle, ExplainedOutcome IfRemoved);

    private sealed record ExplainedOutcome(string? Plan, string Status, string? WaitsFor);
}
