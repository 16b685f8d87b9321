namespace Scim.Modular.Benchmarks;

/// <summary>What Okta asks before each push: one user, by name or by id, in a directory of any size.</summary>
internal static class Reads
{
    private const int Rounds = 300;

    public static Task<IReadOnlyList<Row>> LookupAsync(Site few, Site many) => CompareAsync("filter=userName eq", few, many, async (site, number) =>
    {
        var found = (await site.Scim.FilterAsync("Users", $"userName eq \"{Site.NameOf(number)}\"")).Expect(200);
        if (found.Json.Number("totalResults") != 1)
            throw new InvalidOperationException($"Not one user: {found}");
    });

    public static Task<IReadOnlyList<Row>> GetAsync(Site few, Site many) =>
        CompareAsync("GET /Users/{id}", few, many, async (site, number) => (await site.Scim.GetAsync("/Users/" + Site.IdOf(number))).Expect(200));

    private static async Task<IReadOnlyList<Row>> CompareAsync(string what, Site few, Site many, Func<Site, int, Task> read)
    {
        var (first, second) = await Stopwatches.CompareAsync(
            Rounds, round => read(few, Spread(round, few.Users)), round => read(many, Spread(round, many.Users)));
        return [new(what, $"{few.Users:N0} users", first, $"{many.Users:N0} users", second)];
    }

    /// <summary>Numbers from all over the directory, so that nobody's neighbour has just been read.</summary>
    private static int Spread(int round, int users) => (int)(round * 7919L % users) + 1;
}
