using Scim.Modular.Identity.Domain.Operators;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// The setting <c>Admin__Emails</c>: who owns the installation without an invitation. The provider of the installation has to say that the
/// address is verified.
/// </summary>
internal sealed class FirstOwners
{
    private readonly HashSet<string> _keys;

    /// <summary>Reads the setting; what is no address stands in <see cref="Wrong"/>.</summary>
    public FirstOwners(string? setting)
    {
        var given = (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Wrong = given.FirstOrDefault(text => EmailAddress.Read(text) is null);
        _keys = given.Select(EmailAddress.Read).OfType<EmailAddress>().Select(email => email.Key).ToHashSet(StringComparer.Ordinal);
    }

    public string? Wrong { get; }

    public bool Contain(string emailKey) => _keys.Contains(emailKey);
}
