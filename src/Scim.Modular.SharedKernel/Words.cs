namespace Scim.Modular.SharedKernel;

/// <summary>Enumerations as the words that callers and events use: their names in lower case.</summary>
public static class Words
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Known<T>.Words[value];

    /// <summary>All words, in the order of their values.</summary>
    public static IReadOnlyCollection<string> AllOf<T>() where T : struct, Enum => Known<T>.Values.Keys;

    /// <summary>Reads a word as we write it; null: no other spelling, and no number, is one.</summary>
    public static T? Parse<T>(string? word) where T : struct, Enum =>
        word is not null && Known<T>.Values.TryGetValue(word, out var value) ? value : null;

    private static class Known<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values =
            Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);

        public static readonly Dictionary<T, string> Words = Values.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
