using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>One person's seat; null: there is no such user.</summary>
internal sealed record GetLicense(UserId User) : IQuery<LicenseView?>;

/// <summary>People and their seats in the order of their ids, after <paramref name="After"/>.</summary>
internal sealed record ListLicenses(SeatStatus? Status, string? Plan, string? Q, Guid? After, int Most) : IQuery<IReadOnlyList<LicenseView>>;

/// <summary>Who waits for a seat of a plan, in the order of the line, after the place <paramref name="After"/>.</summary>
internal sealed record ListWaiting(string Plan, long After, int Most) : IQuery<IReadOnlyList<LicenseView>>;

/// <summary>A person's seat as administrators see it.</summary>
/// <param name="UserId">The person.</param>
/// <param name="UserName">As the identity provider sent it.</param>
/// <param name="Plan">The plan of the seat, or the one that is waited for; the last one of a released seat.</param>
/// <param name="Status"><c>assigned</c>, <c>waitlisted</c>, <c>releasing</c> or <c>released</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Source">What entitles the person to it: <c>manual</c>, <c>mapping</c> or <c>default</c>; null for nothing.</param>
/// <param name="WaitsFor">The plan in whose line the person stands, also while it holds a seat of another one.</param>
/// <param name="WaitlistPosition">The place in that line, from 1; null for who doesn't wait.</param>
/// <param name="HeldUntil">While releasing: until when the seat is kept for a quick return.</param>
/// <param name="Pin">The plan that an administrator chose; null: none.</param>
/// <param name="Reason">Why it is so, in a fixed word.</param>
/// <param name="Overage">The seat is beyond the bought number.</param>
internal sealed record LicenseView(
    Guid UserId, string UserName, string Plan, string Status, DateTimeOffset Since, string? Source, string? WaitsFor,
    long? WaitlistPosition, DateTimeOffset? HeldUntil, string? Pin, string Reason, bool Overage);

/// <summary>The numbers of all plans.</summary>
internal sealed record GetLicenseSummary : IQuery<LicenseSummary>;

/// <summary>All plans together, and each.</summary>
/// <param name="Seats">Bought seats; null when a plan is unlimited.</param>
/// <param name="Used">Seats that people hold.</param>
/// <param name="Available">Bought seats that are left; null when a plan is unlimited.</param>
/// <param name="Waitlisted">People who wait.</param>
/// <param name="Releasing">Seats that are kept for a quick return.</param>
/// <param name="Overage">Seats given out beyond the bought number.</param>
/// <param name="Plans">Each plan.</param>
internal sealed record LicenseSummary(
    long? Seats, long Used, long? Available, long Waitlisted, long Releasing, long Overage, IReadOnlyList<PlanView> Plans)
{
    public static LicenseSummary Of(IReadOnlyList<PlanView> plans) => new(
        plans.Any(plan => plan.Seats is null) ? null : plans.Sum(plan => (long)plan.Seats!),
        plans.Sum(plan => (long)plan.Used),
        plans.Any(plan => plan.Available is null) ? null : plans.Sum(plan => (long)plan.Available!),
        plans.Sum(plan => (long)plan.Waitlisted),
        plans.Sum(plan => (long)plan.Releasing),
        plans.Sum(plan => (long)plan.Overage),
        plans);
}
