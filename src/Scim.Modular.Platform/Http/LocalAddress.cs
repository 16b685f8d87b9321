namespace Scim.Modular.Platform.Http;

/// <summary>An address of this site, as somebody sends it to be led there later. Anything else leads to the start page.</summary>
public static class LocalAddress
{
    private const int Longest = 2000;

    /// <summary>The address when it is local, and <c>/</c> otherwise.</summary>
    public static string Of(string? given) => IsLocal(given) ? given! : "/";

    // Browsers read a backslash as a slash, and drop tabs and line breaks.
    private static bool IsLocal(string? given) =>
        given is { Length: > 0 and <= Longest } && given[0] == '/' && (given.Length == 1 || given[1] is not ('/' or '\\'))
        && !given.Any(letter => letter is '\\' or > '~' or < ' ');
}
