namespace Scim.Modular.Benchmarks;

/// <summary>An import: all users, page by page. A page late in the walk should cost what a page at its beginning costs.</summary>
internal static class Pages
{
    private const int PageSize = 200;
    private const int Ends = 10;

    public static async Task<IReadOnlyList<Row>> ByIndexAsync(Site few, Site many)
    {
        var pages = (many.Users + PageSize - 1) / PageSize;
        var ends = Math.Min(Ends, pages / 2);
        var (first, last) = await Stopwatches.CompareAsync(
            ends * 3, round => ReadAsync(round % ends), round => ReadAsync(pages - ends + round % ends));
        var whole = await Stopwatches.TimeAsync(async () =>
        {
            for (var page = 0; page < pages; page++)
                await ReadAsync(page);
        });
        return
        [
            new($"pages of {PageSize} by startIndex", $"first {ends}", first, $"last {ends}", last),
            new($"all {pages} pages by startIndex", "the walk", whole),
        ];

        async Task ReadAsync(int page) =>
            Check(await many.Scim.GetAsync(FormattableString.Invariant($"/Users?startIndex={page * PageSize + 1}&count={PageSize}")), page == pages - 1);
    }

    /// <summary>RFC 9865: an empty cursor asks for the first page, and each page names the next one.</summary>
    public static async Task<IReadOnlyList<Row>> ByCursorAsync(Site few, Site many)
    {
        var config = (await many.Scim.GetAsync("/ServiceProviderConfig")).Expect(200);
        if (config["pagination.cursor"]?.GetValue<bool>() != true)
            return [new("pages by cursor: not offered")];

        var (times, seen, cursor) = (new List<double>(), 0, "");
        while (cursor is not null)
        {
            Reply? page = null;
            var path = FormattableString.Invariant($"/Users?cursor={Uri.EscapeDataString(cursor)}&count={PageSize}");
            times.Add(await Stopwatches.TimeAsync(async () => page = (await many.Scim.GetAsync(path)).Expect(200)));
            seen += page!.Json.List("Resources").Count;
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        if (seen != many.Users)
            throw new InvalidOperationException($"The walk by cursor has seen {seen} of {many.Users} users.");
        var ends = Math.Min(Ends, times.Count / 2);
        return
        [
            new($"pages of {PageSize} by cursor", $"first {ends}", Stopwatches.Median(times.Take(ends)), $"last {ends}", Stopwatches.Median(times.TakeLast(ends))),
            new($"all {times.Count} pages by cursor", "the walk", times.Sum()),
        ];
    }

    private static void Check(Reply page, bool isLast)
    {
        if (page.Expect(200).Json.List("Resources").Count is var count && count != PageSize && !isLast)
            throw new InvalidOperationException($"A page of {count} users: {page}");
    }
}
