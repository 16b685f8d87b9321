using FluentValidation;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>What a mapping can say.</summary>
internal static class MappingRules
{
    public const int HighestPriority = 1_000_000;

    private const int PlanLength = 256;

    public static IRuleBuilderOptions<T, int?> MustBePriority<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(priority => priority is null or (>= 0 and <= HighestPriority))
            .WithMessage($"priority: a whole number from 0 to {HighestPriority} is needed.");

    /// <summary>A plan's key; empty: none.</summary>
    public static IRuleBuilderOptions<T, string?> MustBePlan<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(plan => plan is null || plan.Length <= PlanLength).WithMessage($"plan: a plan's key has at most {PlanLength} characters.");

    /// <summary>Whoever can add people to the group makes admins or owners of them: that is said twice.</summary>
    public static bool NeedsConfirmation(TeamRole role, TeamRole? before, bool? confirmed) =>
        role > TeamRole.Member && (before is null || role > before) && confirmed is not true;
}
