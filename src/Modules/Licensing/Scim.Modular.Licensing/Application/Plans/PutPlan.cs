using FluentValidation;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Plans;

/// <summary>Creates a plan or changes it as a whole, and gives everybody what follows from it. Answers whether it is new.</summary>
internal sealed record PutPlan(
    string Key, string Name, int? Seats, int Rank, bool IsDefault, OverflowPolicy Overflow, int? OverageLimit, int? HoldSeconds,
    long? ExpectedVersion) : ICommand<Result<PlanSaved>>;

internal sealed record PlanSaved(bool IsNew);

internal sealed class PutPlanHandler(IPlanRepository plans, SeatAllocator allocator, CallContext call, TimeProvider clock)
    : ICommandHandler<PutPlan, Result<PlanSaved>>
{
    public async Task<Result<PlanSaved>> Handle(PutPlan command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: true, ct);
        var plan = all.SingleOrDefault(one => one.Key == command.Key);
        if (command.ExpectedVersion is { } expected && expected != plan?.Version)
            return PlanErrors.Stale;

        var isNew = plan is null;
        var before = all.SingleOrDefault(one => one.IsDefault);
        var (seats, surplus) = (plan?.Seats, plan?.Surplus ?? 0);
        var terms = new PlanTerms(
            command.Name, command.Seats, command.Rank, command.IsDefault, command.Overflow, command.OverageLimit, command.HoldSeconds ?? 0);
        if (plan is null)
        {
            plan = Plan.Create(call.Organization, command.Key, terms, clock.Now());
            plans.Add(plan);
        }
        else
        {
            plan.Change(terms, clock.Now());
        }

        if (plan.IsDefault && before is not null && before != plan)
        {
            before.StepDown(clock.Now());
            await plans.StepDownAsync(before, ct);
        }

        var after = plan.IsDefault ? plan : before == plan ? null : before;
        if (after == before)
            await allocator.ChangeNumbersAsync(plan, surplus, plan.Seats == seats ? SeatReasons.PlanChanged : SeatReasons.SeatsRaised, ct);
        else if (await allocator.ChangeDefaultAsync(after, all, ct) is { } refusal)
            return refusal;
        return new PlanSaved(isNew);
    }
}

internal sealed class PutPlanValidator : AbstractValidator<PutPlan>
{
    private const int Most = 100_000_000;

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
        RuleFor(command => command.HoldSeconds).Must(seconds => seconds is null or 0)
            .WithMessage("holdSeconds: only 0 can be kept so far; a seat is free at once when its person loses it.");
    }
}
