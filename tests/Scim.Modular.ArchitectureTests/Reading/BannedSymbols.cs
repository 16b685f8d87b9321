namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>The file that the analyzers read at each line: here it is read again, for the compiled code.</summary>
internal static class BannedSymbols
{
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        .. File.ReadLines(Path.Combine(Solution.Root, "build/BannedSymbols.txt"))
            .Where(line => line.StartsWith("N:", StringComparison.Ordinal))
            .Select(line => line[2..].Split(';')[0]),
    ];

    public static bool Contains(string space) => Namespaces.Any(banned =>
        space == banned || space.StartsWith(banned + ".", StringComparison.Ordinal));
}
