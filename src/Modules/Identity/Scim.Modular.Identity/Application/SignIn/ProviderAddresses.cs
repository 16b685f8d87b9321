using Microsoft.Extensions.Configuration;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// Which addresses of identity providers are taken, and how long they may take to answer: https, and http only on this machine, for those that may
/// be in our own network.
/// </summary>
internal sealed class ProviderAddresses
{
    /// <summary>The setting that lets organizations name providers in the service's own network.</summary>
    public const string Setting = "SignIn__AllowPrivateAddresses";

    private const int Longest = 500;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(1);

    /// <summary>Reads the settings. Throws <see cref="SettingException"/> when they are wrong.</summary>
    public ProviderAddresses(IConfiguration settings)
    {
        AllowPrivate = settings.GetValue("SignIn:AllowPrivateAddresses", defaultValue: false);
        Patience = settings.GetValue("SignIn:ProviderTimeout", Usual);
        if (Patience <= TimeSpan.Zero || Patience > Longer)
            throw new SettingException("SignIn__ProviderTimeout", "A time up to 00:01:00 is needed. Write 00:00:10 for 10 seconds.");
    }

    /// <summary>Whether organizations may name providers in the service's own network.</summary>
    public bool AllowPrivate { get; }

    /// <summary>How long one call of a provider may take.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Whether an address may be called, or a browser be sent to it.</summary>
    public bool IsSafe(string? text, bool isOurs, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && text!.Length <= Longest && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && (isOurs || AllowPrivate)));
}
