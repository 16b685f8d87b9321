using System.Globalization;

namespace Scim.Modular.Benchmarks;

/// <summary>What is to be measured, and on how much data.</summary>
internal sealed record Arguments(IReadOnlyList<DatabaseProvider> Databases, int Users, string? Only)
{
    /// <summary>A large group has half of the users, and the bodies name 20,000 of them.</summary>
    private const int FewestUsers = 1000;

    public static readonly string Usage = $"""
        build/bench [--database sqlite|postgresql|all] [--users N] [--only {string.Join('|', Benchmark.All.Select(benchmark => benchmark.Name))}]
        Users: {FewestUsers} to 999999, by default 100000.
        """;

    /// <summary>Null when they can't be understood.</summary>
    public static Arguments? Parse(string[] given)
    {
        var read = new Arguments([DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql], 100_000, Only: null);
        for (var i = 0; i < given.Length; i += 2)
        {
            var value = i + 1 < given.Length ? given[i + 1].ToLowerInvariant() : "";
            var next = given[i] switch
            {
                "--database" when value == "all" => read,
                "--database" when value == "sqlite" => read with { Databases = [DatabaseProvider.Sqlite] },
                "--database" when value == "postgresql" => read with { Databases = [DatabaseProvider.PostgreSql] },
                "--users" when int.TryParse(value, CultureInfo.InvariantCulture, out var users) && users is >= FewestUsers and < 1_000_000 =>
                    read with { Users = users },
                "--only" when Benchmark.All.FirstOrDefault(one => one.Name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } one =>
                    read with { Only = one.Name },
                _ => null,
            };
            if (next is null)
                return null;
            read = next;
        }

        return read;
    }
}
