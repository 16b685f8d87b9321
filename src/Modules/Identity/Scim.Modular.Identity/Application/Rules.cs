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

    public static IRuleBuilderOptions<T, string?> IsProvider<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(provider => provider is null || Providers.All.Contains(provider, StringComparer.Ordinal))
        .WithMessage($"{{PropertyName}}: one of {string.Join(", ", Providers.All)} is needed.");

    public static IRuleBuilderOptions<T, string?> IsProfile<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(profile => profile is null || Profiles.All.Contains(profile, StringComparer.Ordinal))
        .WithMessage($"{{PropertyName}}: one of {string.Join(", ", Profiles.All)} is needed.");

    public static IRuleBuilderOptions<T, string?> IsGiven<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotNull().WithMessage("{PropertyName}: it is needed.");
}
