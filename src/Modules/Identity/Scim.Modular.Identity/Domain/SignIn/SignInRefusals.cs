using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.SignIn;

/// <summary>
/// Why nobody was signed in. The code is for the audit log, the sentence for the person before the page; it says nothing that only
/// the identity provider or an attacker would know.
/// </summary>
internal static class SignInRefusals
{
    public static Error NoConnection { get; } = Of("no_such_connection", "This way to sign in is not there, or it is switched off.");

    public static Error ConnectionChanged { get; } = Of(
        "connection_changed", "This way to sign in was changed while you were away. Start again.");

    public static Error NoAttempt { get; } = Of(
        "no_attempt", "This answer belongs to no sign-in of this browser, or it came too late. Start again.");

    public static Error WrongState { get; } = Of("state_mismatch", "This answer belongs to another sign-in. Start again.");

    /// <summary>Why, stands in the log: it may be about our own network.</summary>
    public static Error Unreachable { get; } = Of(
        "provider_unreachable", "The identity provider could not be asked. Try again in a moment; if it stays so, tell whoever runs this installation.");

    public static Error Provider(string code, string what) => Of(code, $"The identity provider refused: {what}");

    /// <summary>An answer that is not to be believed.</summary>
    public static Error Of(string code, string message) => new(ErrorKind.Forbidden, code, message);
}
