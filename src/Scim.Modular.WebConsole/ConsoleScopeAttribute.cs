namespace Scim.Modular.WebConsole;

/// <summary>On a page: the scope that its forms need. Without it that is <c>write</c>; to look needs <c>read</c>, but for pages of owners.</summary>
/// <param name="scope">One of the admin API's scopes.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConsoleScopeAttribute(string scope) : Attribute
{
    /// <summary>The scope.</summary>
    public string Scope { get; } = scope;
}

/// <summary>On a page: its forms want a sign-in of the last minutes, because some of them make tokens or delete what can't be brought back.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConsoleFreshSignInAttribute : Attribute;
