using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FluentValidation;
using Scim.Modular.Identity.Domain.SignIn;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>What is said of an OpenID provider.</summary>
internal sealed record OidcConnection(string? Authority = null, string? ClientId = null, string? ClientSecret = null)
{
    // A record would write its secret into logs.
    public override string ToString() => $"{ClientId} at {Authority}";
}

/// <summary>What is said of a SAML provider.</summary>
internal sealed record SamlConnection(
    string? EntityId = null, string? SsoUrl = null, string? Certificates = null, bool? AllowIdpInitiated = null, bool? RequireBothSignatures = null,
    string? EmailAttribute = null, string? NameAttribute = null);

/// <summary>What is demanded of a provider's settings; what is null passes.</summary>
internal static class SignInConnectionRules
{
    private const int LongestName = 500;

    // It stays with the administrators who sign in by it.
    private const int LongestIssuer = 300;

    private const int LongestSecret = 1000;
    private const int LongestPem = 20_000;
    private const int MostCertificates = 5;
    private const int SmallestRsaKey = 2048;

    public static IRuleBuilderOptionsConditions<T, OidcConnection?> IsOidc<T>(this IRuleBuilder<T, OidcConnection?> rule, ProviderAddresses addresses) =>
        rule.Custom((given, context) =>
        {
            if (given is null)
                return;
            if (given.Authority is { } authority && (authority.Length > LongestIssuer || !addresses.IsSafe(authority, isOurs: false, out var address) || address.Query.Length > 0))
                context.AddFailure("oidc.authority", "oidc.authority: the https address of the issuer is needed, such as https://example.okta.com.");
            if (given.ClientId is { } id && !IsText(id, LongestName))
                context.AddFailure("oidc.clientId", $"oidc.clientId: 1 to {LongestName} printable characters are needed.");
            if (given.ClientSecret is { } secret && !IsText(secret, LongestSecret))
                context.AddFailure("oidc.clientSecret", $"oidc.clientSecret: 1 to {LongestSecret} printable characters are needed.");
        });

    public static IRuleBuilderOptionsConditions<T, SamlConnection?> IsSaml<T>(this IRuleBuilder<T, SamlConnection?> rule, ProviderAddresses addresses) =>
        rule.Custom((given, context) =>
        {
            foreach (var (name, why) in given is null ? [] : WrongIn(given, addresses, isOurs: false))
            {
                var attribute = "saml." + char.ToLowerInvariant(name[0]) + name[1..];
                context.AddFailure(attribute, $"{attribute}: {why}");
            }
        });

    /// <summary>What is wrong with a SAML provider's settings, each with the name of its property.</summary>
    public static IEnumerable<(string Name, string Why)> WrongIn(SamlConnection given, ProviderAddresses addresses, bool isOurs)
    {
        if (given.EntityId is { } id && !IsText(id, LongestIssuer))
            yield return (nameof(given.EntityId), $"1 to {LongestIssuer} printable characters are needed.");
        if (given.SsoUrl is { } url && !addresses.IsSafe(url, isOurs, out _))
            yield return (nameof(given.SsoUrl), "the https address that takes requests by HTTP-Redirect is needed.");
        if (given.Certificates is { } pem && WrongCertificates(pem) is { } wrong)
            yield return (nameof(given.Certificates), wrong);
        if (given.EmailAttribute is { Length: > 0 } email && !IsText(email, LongestName))
            yield return (nameof(given.EmailAttribute), $"at most {LongestName} printable characters are kept.");
        if (given.NameAttribute is { Length: > 0 } name && !IsText(name, LongestName))
            yield return (nameof(given.NameAttribute), $"at most {LongestName} printable characters are kept.");
    }

    /// <summary>The settings as the aggregate takes them, without the secret.</summary>
    public static ProviderSettings Settings(OidcConnection? oidc, SamlConnection? saml) => new()
    {
        Issuer = oidc?.Authority ?? saml?.EntityId,
        ClientId = oidc?.ClientId,
        SsoUrl = saml?.SsoUrl,
        Certificates = saml?.Certificates,
        AllowIdpInitiated = saml?.AllowIdpInitiated,
        RequireBothSignatures = saml?.RequireBothSignatures,
        EmailAttribute = saml?.EmailAttribute,
        NameAttribute = saml?.NameAttribute,
    };

    /// <summary>Where a connection's secret belongs: sealed for another one it opens nothing.</summary>
    public static string PlaceOf(SignInConnectionId id) => $"sign-in-connection:{id}";

    private static bool IsText(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);

    private static string? WrongCertificates(string pem)
    {
        if (pem.Length > LongestPem)
            return $"at most {LongestPem} characters are kept.";
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return "there is a private key in it. Give the certificate only, and make another key: this one is known now.";
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
            return found.Count is 0 or > MostCertificates ? $"1 to {MostCertificates} certificates in PEM are needed (-----BEGIN CERTIFICATE-----)."
                : found.All(IsStrong) ? null
                : "an RSA key of at least 2048 bits, or an ECDSA key, is needed.";
        }
        catch (CryptographicException)
        {
            return "they can't be read. PEM is needed (-----BEGIN CERTIFICATE-----).";
        }
        finally
        {
            foreach (var certificate in found)
                certificate.Dispose();
        }
    }

    private static bool IsStrong(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return rsa is { KeySize: >= SmallestRsaKey } || ecdsa is { KeySize: >= 256 };
    }
}
