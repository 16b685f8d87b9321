namespace Scim.Modular.Benchmarks;

/// <summary>Something that can be measured on a service with few users and on one with many.</summary>
internal sealed record Benchmark(string Name, Func<Site, Site, Task<IReadOnlyList<Row>>> Measure)
{
    public static readonly IReadOnlyList<Benchmark> All =
    [
        new("lookup", Reads.LookupAsync),
        new("get", Reads.GetAsync),
        new("startIndex", Pages.ByIndexAsync),
        new("cursor", Pages.ByCursorAsync),
        new("member", Memberships.OneAsync),
        new("patch", Memberships.ThousandAsync),
        new("put", Memberships.ReplaceAsync),
        new("mapping", Memberships.MappingAsync),
        new("bulk", Creations.BulkAsync),
        new("effects", Effects.OneAsync),
        new("mapping", Effects.MappingAsync),
        new("console", ConsolePages.MeasureAsync),
    ];
}
