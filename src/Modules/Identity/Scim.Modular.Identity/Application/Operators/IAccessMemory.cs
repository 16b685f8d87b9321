namespace Scim.Modular.Identity.Application.Operators;

/// <summary>
/// What this process remembers, for a moment, of credentials and organizations. Whoever takes access away makes it forget, after the
/// commit: what is refused in the database must not be let in from memory.
/// </summary>
internal interface IAccessMemory
{
    /// <summary>Forgets everything: it is read again.</summary>
    void Forget();
}
