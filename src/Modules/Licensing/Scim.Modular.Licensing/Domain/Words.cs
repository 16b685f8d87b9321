namespace Scim.Modular.Licensing.Domain;

/// <summary>Enumerations as the words that callers and events use: lower case.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string[] AllOf<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Reads a word as we write it; no other spelling, and no number, is one.</summary>
    public static T? Parse<T>(string? word) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Of(value) == word).Select(value => (T?)value).SingleOrDefault();
}
