using FluentValidation;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Application;

/// <summary>What validators of several commands say alike.</summary>
internal static class Rules
{
    public const int NameLength = 256;

    /// <summary>A name: something that can be seen, in one line.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeName<T>(this IRuleBuilder<T, string?> rule, string property) =>
        rule.Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= NameLength && !name.Trim().Any(char.IsControl))
            .WithMessage($"{property}: 1 to {NameLength} characters without line breaks or other control characters are needed.");

    /// <summary>One of the words of an enumeration, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeWordOf<T, TEnum>(this IRuleBuilder<T, string?> rule, string property)
        where TEnum : struct, Enum =>
        rule.Must(word => word is null || Words.Parse<TEnum>(word) is not null)
            .WithMessage((_, word) => $"{property}: '{word}' is not one of {string.Join(", ", Words.AllOf<TEnum>())}.");
}
