namespace Scim.Modular.Identity.Application.Directories;

/// <summary>When administrators are told that something is the matter with a directory; the section <c>Alerts</c> of the settings.</summary>
internal sealed class AlertOptions
{
    /// <summary>After so long without a call of its identity provider, which has called before, a directory is silent.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromHours(48);

    /// <summary>Shorter, and every lunch break is told.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromHours(1);

    /// <summary>Longer, and nobody is told.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(60);
}
