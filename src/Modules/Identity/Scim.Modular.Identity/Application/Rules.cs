using FluentValidation;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Organizations;

namespace Scim.Modular.Identity.Application;

/// <summary>Rules that several commands of administrators share.</summary>
internal static class Rules
{
    private const int NameLength = 200;

    /// <summary>A name for people to read. Null passes: a patch need not say it.</summary>
    public static IRuleBuilderOptions<T, string?> IsName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || (!string.IsNullOrWhiteSpace(name) && name.Length <= NameLength && !name.Any(char.IsControl)))
        .WithMessage($"{{PropertyName}}: 1 to {NameLength} printable characters are needed.");

    public static IRuleBuilderOptions<T, string?> IsSlug<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(slug => slug is null || Slug.IsValid(slug)).WithMessage($"{{PropertyName}}: {Slug.Form} are allowed.");

    public static IRuleBuilderOptions<T, string?> IsProvider<T>(this IRuleBuilder<T, string?> rule) => rule.IsOneOf(Providers.All);

    public static IRuleBuilderOptions<T, string?> IsProfile<T>(this IRuleBuilder<T, string?> rule) => rule.IsOneOf(Profiles.All);

    /// <summary>One of a few words. Null passes.</summary>
    public static IRuleBuilderOptions<T, string?> IsOneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> words) => rule
        .Must(word => word is null || words.Contains(word, StringComparer.Ordinal))
        .WithMessage($"{{PropertyName}}: one of {string.Join(", ", words)} is needed.");

    public static IRuleBuilderOptions<T, string?> IsGiven<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotNull().WithMessage("{PropertyName}: it is needed.");
}
