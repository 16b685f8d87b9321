using System.Text.Json;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

/// <summary>The person's e-mail address, and whether the provider says that it is theirs.</summary>
internal sealed record OidcEmail(string Address, bool IsVerified)
{
    public static OidcEmail? Of(JsonElement claims, string issuer) =>
        OidcJson.Text(claims, "email") is { Length: > 0 } address ? new(address, IsTrue(claims, "email_verified") || IsOwnedInEntra(claims, issuer)) : null;

    // Entra has no email_verified. Its optional claim xms_edov says whether the owner of the address's domain has been verified.
    private static bool IsOwnedInEntra(JsonElement claims, string issuer) =>
        issuer.StartsWith("https://login.microsoftonline.com/", StringComparison.Ordinal) && !claims.TryGetProperty("email_verified", out _)
        && (IsTrue(claims, "xms_edov") || OidcJson.Text(claims, "xms_edov") is "1" or "true"
            || (claims.TryGetProperty("xms_edov", out var number) && number.ValueKind == JsonValueKind.Number && number.GetRawText() == "1"));

    private static bool IsTrue(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
