using System.Globalization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Plans;

internal static class PlanErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "plan_not_found", "There is no such plan.");

    public static readonly Error Stale = new(
        ErrorKind.Stale, "plan_changed", "The plan was changed by somebody else in the meantime. Read it again, then decide.");

    public static Error InUse(Plan plan) => new(
        ErrorKind.Conflict, "plan_in_use",
        Text($"{plan.Used + plan.Reserved} seats of the plan {plan.Name} are in use and {plan.Waiting} people wait for one. Nobody may when it is deleted."));

    public static Error Named(Plan plan) => new(
        ErrorKind.Conflict, "plan_in_use",
        Text($"Group mappings or pinned people name the plan {plan.Name}. Give them another plan, or none, before it is deleted."));

    public static Error IsDefault(Plan plan) => new(
        ErrorKind.Conflict, "plan_is_default",
        Text($"{plan.Name} is the default plan: {plan.Used + plan.Reserved} seats are in use and {plan.Waiting} people wait. Make another plan the default first."));

    public static Error TooSmall(Plan plan, int holders) => new(
        ErrorKind.Conflict, "plan_too_small",
        Text($"{holders} people hold a seat of the default plan and {plan.Name} has room for {plan.Free}. Nobody loses a seat by a change of plans: add seats first."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
