namespace Scim.Modular.Teams.Domain;

/// <summary>The words by which an enumeration is known outside: its names in lower case.</summary>
internal static class Word<T> where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<T, string> Words = Values.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static IReadOnlyCollection<string> All => Values.Keys;

    public static string Of(T value) => Words[value];

    public static bool Knows(string? word) => word is not null && Values.ContainsKey(word);

    /// <summary>The value of a word that a validator has seen.</summary>
    public static T Parse(string word) => Values[word];
}
