namespace Scim.Modular.Broken.Domain;

internal static class AsksTheCulture
{
    public static bool Ask(string text, string other) =>
        text.ToLower() == other.ToUpper() || string.Compare(text, other) == 0 || text.StartsWith(other) || text.IndexOf(other) == 0
        || text.CompareTo(other) == 0 || char.ToLower(text[0]) == other[0] || new[] { text, other }.OrderBy(one => one).First() == text;
}
