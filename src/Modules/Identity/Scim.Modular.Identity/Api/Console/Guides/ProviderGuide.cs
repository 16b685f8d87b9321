namespace Scim.Modular.Identity.Api.Console.Guides;

/// <summary>How an identity provider is connected, step by step: what the console shows and what the provider's page in docs says.</summary>
/// <param name="Provider">The word by which the admin API knows the provider.</param>
/// <param name="Name">What the provider calls itself.</param>
/// <param name="Values">What is copied into its forms, beside the token.</param>
/// <param name="Parts">The steps.</param>
internal sealed record ProviderGuide(string Provider, string Name, IReadOnlyList<GuideValue> Values, IReadOnlyList<GuidePart> Parts)
{
    /// <summary>Stands in a value for the directory's own address.</summary>
    public const string BaseUrl = "{base}";

    /// <summary>The guides of all providers.</summary>
    public static IReadOnlyList<ProviderGuide> All { get; } = [OktaGuide.Guide, EntraGuide.Guide, OneLoginGuide.Guide, JumpCloudGuide.Guide, GenericGuide.Guide];

    /// <summary>The guide of a provider; that of any SCIM client for one without its own.</summary>
    public static ProviderGuide Of(string provider) => All.FirstOrDefault(guide => guide.Provider == provider) ?? GenericGuide.Guide;
}

/// <summary>A value to copy.</summary>
/// <param name="Label">What the provider's form calls it.</param>
/// <param name="Value">The value.</param>
internal sealed record GuideValue(string Label, string Value);

/// <summary>Some steps that belong together.</summary>
/// <param name="Title">What they are for.</param>
/// <param name="Steps">The steps.</param>
internal sealed record GuidePart(string Title, IReadOnlyList<string> Steps);
