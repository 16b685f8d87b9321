using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// The address that clients reach: the start of <c>scimBaseUrl</c>, <c>meta.location</c> and <c>$ref</c>. It is the setting
/// <c>Public__BaseUrl</c>. Without one it is what the request itself names, which is right on one machine and wrong behind a proxy.
/// </summary>
public sealed class PublicAddress
{
    private const string Setting = "Public__BaseUrl";

    private readonly string? _configured;

    /// <summary>Reads the setting. Throws <see cref="SettingException"/> when it is wrong.</summary>
    public PublicAddress(IConfiguration settings)
    {
        if (settings["Public:BaseUrl"] is not { Length: > 0 } given)
            return;
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new SettingException(Setting, $"'{given}' is not an absolute http or https address, such as https://scim.example.com.");
        if (address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0)
            throw new SettingException(Setting, "It holds a user, a query or a fragment. Leave only scheme, host and path.");
        _configured = given.TrimEnd('/');
    }

    /// <summary>The address of the setting, without a slash at its end; null when it is not set.</summary>
    public string? Configured => _configured;

    /// <summary>The address without a slash at its end.</summary>
    public string BaseOf(HttpContext context) =>
        _configured ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
}
