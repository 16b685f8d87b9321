namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>
/// The lists of what a rule lets pass: a line each, <c>using → used | reason</c>. Empty lines and lines of <c>#</c> say nothing.
/// </summary>
internal static class Approvals
{
    public static IReadOnlyDictionary<string, string> Read(Solution solution, string list)
    {
        var file = Path.Combine(Solution.Root, solution.Folder, "Approved", list + ".txt");
        if (!File.Exists(file))
            return new Dictionary<string, string>(StringComparer.Ordinal);
        return File.ReadLines(file)
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('|', 2))
            .ToDictionary(parts => parts[0].Trim(), parts => parts.Length > 1 ? parts[1].Trim() : "", StringComparer.Ordinal);
    }
}
