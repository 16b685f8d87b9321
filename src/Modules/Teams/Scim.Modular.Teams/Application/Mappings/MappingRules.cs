using FluentValidation;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>What a mapping can say. What the contract has and this build does not is refused by name, never ignored.</summary>
internal static class MappingRules
{
    public const int HighestPriority = 1_000_000;

    public static IRuleBuilderOptions<T, string?> MustBeSupportedMode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(mode => mode is null || Word<MappingMode>.Knows(mode))
            .WithMessage($"mode: only {string.Join(", ", Word<MappingMode>.All.Select(word => $"'{word}'"))} is supported.");

    public static IRuleBuilderOptions<T, int?> MustBePriority<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(priority => priority is null or (>= 0 and <= HighestPriority))
            .WithMessage($"priority: a whole number from 0 to {HighestPriority} is needed.");

    public static IRuleBuilderOptions<T, string?> MustBeNoPlan<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Null().WithMessage("plan: mappings to plans are not supported; leave it out.");
}
