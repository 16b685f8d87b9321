using System.Diagnostics;
using System.Globalization;
using Scim.Modular.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Arguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

foreach (var provider in arguments.Databases)
{
    var taken = Stopwatch.StartNew();
    await using var few = await Site.StartAsync(provider, Site.Few);
    await using var many = await Site.StartAsync(provider, arguments.Users);
    Console.WriteLine();
    Console.WriteLine(provider == DatabaseProvider.PostgreSql
        ? "PostgreSQL (the tests' own server, without fsync, unless TEST_POSTGRES names one)"
        : "SQLite (synchronous=FULL)");
    Console.WriteLine($"Two services, one with {few.Users:N0} users and one with {many.Users:N0}; filled in {taken.Elapsed.TotalSeconds:N0} s. Medians in milliseconds.");
    Console.WriteLine(Row.Head);
    foreach (var benchmark in Benchmark.All.Where(benchmark => arguments.Only is null || benchmark.Name == arguments.Only))
    {
        foreach (var row in await benchmark.Measure(few, many))
            Console.WriteLine(row);
    }

    Console.WriteLine($"{taken.Elapsed.TotalSeconds:N0} s in all");
}

return 0;
