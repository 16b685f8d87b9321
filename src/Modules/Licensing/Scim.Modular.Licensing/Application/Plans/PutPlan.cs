using FluentValidation;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Plans;

/// <summary>Creates a plan or changes it as a whole, and gives everybody what follows from it. Answers whether it is new.</summary>
internal sealed record PutPlan(
    string Key, string Name, int? Seats, int Rank, bool IsDefault, OverflowPolicy Overflow, int? OverageLimit, int? HoldSeconds,
    int? DeactivationHoldSeconds, long? ExpectedVersion) : ICommand<Result<PlanSaved>>;

internal sealed record PlanSaved(bool IsNew);

internal sealed class PutPlanHandler(
    IPlanRepository plans, IGrantRepository grants, ISeatRepository seats, SeatAllocator allocator, SeatReassessor reassessor, CallContext call,
    TimeProvider clock)
    : ICommandHandler<PutPlan, Result<PlanSaved>>
{
    /// <summary>Identity providers that replace a group take its members out and put them in again.</summary>
    private const int UsualHoldSeconds = 900;

    public async Task<Result<PlanSaved>> Handle(PutPlan command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: true, ct);
        var plan = all.SingleOrDefault(one => one.Key == command.Key);
        if (command.ExpectedVersion is { } expected && expected != plan?.Version)
            return PlanErrors.Stale;

        var isNew = plan is null;
        var usual = all.SingleOrDefault(one => one.IsDefault);
        var (bought, rank) = (plan?.Seats, plan?.Rank);
        var terms = new PlanTerms(
            command.Name, command.Seats, command.Rank, command.IsDefault, command.Overflow, command.OverageLimit,
            command.HoldSeconds ?? plan?.HoldSeconds ?? UsualHoldSeconds, command.DeactivationHoldSeconds ?? plan?.DeactivationHoldSeconds ?? 0);
        if (plan is null)
        {
            plan = Plan.Create(call.Organization, command.Key, terms, clock.Now());
            plans.Add(plan);
            all = [.. all.Append(plan).OrderBy(one => one.Key, StringComparer.Ordinal)];
        }
        else
        {
            plan.Change(terms, clock.Now());
        }

        if (plan.IsDefault && usual != plan)
        {
            if (await seats.CountMoversAsync(plan.Key, ct) is var movers && movers > plan.Free)
                return PlanErrors.TooSmall(plan, movers);
            if (usual is not null)
            {
                usual.StepDown(clock.Now());
                await plans.StepDownAsync(usual, ct);
            }
        }

        await allocator.ServeAsync(all, plan, plan.Seats == bought ? SeatReasons.PlanChanged : SeatReasons.SeatsRaised, ct);
        await FollowAsync(plan, all, usual, rank, ct);
        return new PlanSaved(isNew);
    }

    // Nothing of it takes a seat from anybody to make room: who finds the plan full keeps what it has, or waits.
    private async Task FollowAsync(Plan plan, IReadOnlyList<Plan> all, Plan? usual, int? rank, CancellationToken ct)
    {
        var cause = new Cause(SeatReasons.PlanChanged, clock.Now());
        if (plan.IsDefault ? usual != plan : usual == plan)
            await reassessor.RunAsync(new Scope(Concerned.Movers), null, all, cause, ct);
        else if (rank != plan.Rank && await grants.IsNamedAsync(plan.Key, ct))
            await reassessor.RunAsync(new Scope(Concerned.Granted), null, all, cause, ct);
    }
}

internal sealed class PutPlanValidator : AbstractValidator<PutPlan>
{
    private const int Most = 100_000_000;
    private const int LongestHold = 30 * 24 * 60 * 60;

    public PutPlanValidator()
    {
        RuleFor(command => command.Key).Matches("^[a-z0-9][a-z0-9._-]{0,63}$")
            .WithMessage("key: 1 to 64 lower-case letters, digits, dots, hyphens and underscores are needed, a letter or digit first.");
        RuleFor(command => command.Name).Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= 100 && !name.Any(char.IsControl))
            .WithMessage("name: 1 to 100 characters are needed, without control characters.");
        RuleFor(command => command.Seats).InclusiveBetween(0, Most)
            .WithMessage("seats: a number from 0 to 100000000 is needed, or null for a plan without a limit.");
        RuleFor(command => command.Rank).InclusiveBetween(0, 1_000_000).WithMessage("rank: a number from 0 to 1000000 is needed.");
        RuleFor(command => command.OverageLimit).InclusiveBetween(0, Most)
            .WithMessage("overageLimit: a number from 0 to 100000000 is needed, or null for overage without a limit.");
        RuleFor(command => command.OverageLimit).Null().When(command => command.Overflow != OverflowPolicy.Overage)
            .WithMessage("overageLimit: it has an effect only when overflow is overage.");
        RuleFor(command => command.HoldSeconds).InclusiveBetween(0, LongestHold)
            .WithMessage("holdSeconds: a number from 0 to 2592000 is needed, which is 30 days.");
        RuleFor(command => command.DeactivationHoldSeconds).InclusiveBetween(0, LongestHold)
            .WithMessage("deactivationHoldSeconds: a number from 0 to 2592000 is needed, which is 30 days.");
    }
}
