using System.Globalization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Admissions;

/// <summary>Whether a new user needs a reservation: only under a default plan that refuses when it is full.</summary>
internal sealed record IsAdmissionNeeded : IQuery<bool>;

/// <summary>Why nobody could come in, if so many had come in <paramref name="Before"/>; null when somebody could. It reserves nothing.</summary>
internal sealed record ForeseeAdmission(int Before) : IQuery<string?>;

/// <summary>Keeps a seat for a user who is about to be created, or says why nobody can come in.</summary>
internal sealed record ReserveAdmission(Guid Admission) : ICommand<Result<AdmissionAnswer>>;

internal sealed class ReserveAdmissionHandler(IPlanRepository plans, IReservationRepository reservations, PlanLedger ledger, TimeProvider clock)
    : ICommandHandler<ReserveAdmission, Result<AdmissionAnswer>>
{
    public async Task<Result<AdmissionAnswer>> Handle(ReserveAdmission command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (all.SingleOrDefault(plan => plan.IsDefault) is not { Overflow: OverflowPolicy.Reject, Seats: not null } plan)
            return AdmissionAnswer.Open;
        if (await reservations.FindAsync(command.Admission, ct) is not null)
            return new AdmissionAnswer(Reserved: true, Refusal: null);
        if (plan.Free == 0)
            return new AdmissionAnswer(Reserved: false, AdmissionRefusal.Of(plan));

        plan.Move(reserved: 1);
        await ledger.SaveAsync(plan, clock.Now(), ct);
        reservations.Add(Reservation.For(command.Admission, plan, clock.Now()));
        return new AdmissionAnswer(Reserved: true, Refusal: null);
    }
}

/// <summary>What the identity provider's administrator reads when a plan lets nobody in.</summary>
internal static class AdmissionRefusal
{
    public static string Of(Plan plan) => plan.OverCommitted
        ? Text($"{plan.Used} seats of the plan {plan.Name} are in use, and {plan.Seats} were bought. Free seats or buy more, then retry.")
        : Text($"All {plan.Seats} seats of the plan {plan.Name} are in use. Free a seat or buy more, then retry.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
