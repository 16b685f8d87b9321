namespace Scim.Modular.Platform.Security;

/// <summary>How long somebody stays signed in, in the section <c>SignIn</c> of the settings. Shorter times apply to sessions that are there.</summary>
public sealed class SignInOptions
{
    /// <summary>A session ends after this time, however much it is used.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A session ends when it was not used for this time.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For this time after a sign-in, what is sensitive may be changed without another one.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(10);
}
