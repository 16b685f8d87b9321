using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>
/// A filter finds in the database what it finds in memory: never more, never less, whatever the data (C04, C06, V20). FILTER_SEED repeats
/// a run.
/// </summary>
public abstract class FilterTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const int Users = 36;
    private const int Groups = 14;
    private InProcessService? _service;

    private InProcessService Service => _service ??= InProcessService.Create(provided.Database, new FakeClock(Generators.ClockStart));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Rfc("7644-3.4.2.2-1")]
    public async Task Users_are_found_in_SQL_as_in_memory()
    {
        var seed = Seed();
        var world = await WorldAsync(seed, Users, Groups);
        await CompareAsync(world.Users, World.UserType, world.UsersInSqlAsync, seed, random: 400);
    }

    [Fact, Rfc("7644-3.4.2.2-1")]
    public async Task Groups_are_found_in_SQL_as_in_memory()
    {
        var seed = Seed();
        var world = await WorldAsync(seed, users: 12, groups: 30);
        await CompareAsync(world.Groups, World.GroupType, world.GroupsInSqlAsync, seed, random: 250);
    }

    // RFC 7644 §3.4.2.2, figure 2, and cases that once went wrong somewhere, on a handful of people.
    [Fact]
    public async Task Well_known_filters_find_whom_they_should()
    {
        var place = await Service.NewPlaceAsync();
        var world = new World(place);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, body) in KnownFilters.People)
            ids[name] = (await place.CreateUserAsync(body())).ToString();
        await place.CreateGroupAsync("Tour Guides", new UserId(Guid.Parse(ids["babs"])));
        await world.LoadAsync();

        var wrong = new List<string>();
        foreach (var (text, expected) in KnownFilters.Cases)
        {
            var filter = FilterParser.Parse(text.Replace("{babs}", ids["babs"], StringComparison.Ordinal));
            var found = await world.UsersInSqlAsync(filter);
            var names = string.Join(' ', ids.Where(pair => found.Contains(pair.Value)).Select(pair => pair.Key));
            if (names != expected)
                wrong.Add($"{text}: expected [{expected}], found [{names}]");
            Assert.Equal(World.InMemory(world.Users, filter, World.UserType), found);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_filter_sees_one_directory_of_one_organization()
    {
        var (mine, others) = (await Service.NewPlaceAsync(), await Service.NewPlaceAsync());
        foreach (var place in new[] { mine, others })
            await place.CreateGroupAsync("Staff", await place.CreateUserAsync("bjensen"));
        var world = new World(mine);
        await world.LoadAsync();

        foreach (var text in (string[])["userName pr", "userName eq \"bjensen\" or userName ne \"x\"", "groups.display eq \"staff\"", "not (title pr)"])
            Assert.Equal([world.Users[0].Id], await world.UsersInSqlAsync(FilterParser.Parse(text)));
        foreach (var text in (string[])["displayName pr", "members.display eq \"bjensen\"", "members pr or displayName ne \"x\""])
            Assert.Equal([world.Groups[0].Id], await world.GroupsInSqlAsync(FilterParser.Parse(text)));
    }

    private static ulong Seed() => ulong.TryParse(Environment.GetEnvironmentVariable("FILTER_SEED"), out var given) ? given : (ulong)Random.Shared.NextInt64(1 << 30);

    private async Task<World> WorldAsync(ulong seed, int users, int groups)
    {
        var world = new World(await Service.NewPlaceAsync());
        await world.FillAsync(seed, users, groups);
        return world;
    }

    private static async Task CompareAsync(
        IReadOnlyList<Shown> resources, ResourceTypeDefinition type, Func<FilterExpression, Task<IReadOnlyList<string>>> search, ulong seed, int random)
    {
        var watch = Stopwatch.StartNew();
        var words = World.WordsOf(resources);
        var alone = Generators.EachAlone(type, words).SelectMany((each, index) => each.Filter.Sample(2, new Rnd(seed + (ulong)index * 2), 20));
        var filters = alone.Concat(Generators.Filters(type, words, depth: 3).Sample(random, new Rnd(seed + 8), 20)).ToArray();
        var (matched, wrong) = (0, new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var filter in filters)
        {
            Assert.Equal(filter, FilterParser.Parse(filter.ToString(), new FilterLimits { Length = int.MaxValue, Nodes = 1000, ValuePathNodes = 1000 }));
            if (await DifferenceAsync(filter) is not { } difference)
            {
                matched += World.InMemory(resources, filter, type).Count;
                continue;
            }

            var smallest = await SmallestAsync(filter, difference);
            wrong.TryAdd(smallest.Filter.ToString(), smallest.Difference);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {filters.Length} filters x {resources.Count} {type.Name}s = {filters.Length * resources.Count} pairs, {matched} matches, {watch.ElapsedMilliseconds} ms");
        Assert.True(wrong.Count == 0, $"FILTER_SEED={seed}, {wrong.Count} kinds of filters:\n" + string.Join('\n', wrong.Take(25).Select(pair => $"{pair.Key}\n    {pair.Value}")));
        Assert.InRange(matched, filters.Length, filters.Length * resources.Count);

        async Task<string?> DifferenceAsync(FilterExpression filter)
        {
            var expected = World.InMemory(resources, filter, type);
            IReadOnlyList<string> found;
            try
            {
                found = await search(filter);
            }
            catch (System.Data.Common.DbException refused)
            {
                return $"the database refuses it: {refused.Message}";
            }

            return expected.SequenceEqual(found)
                ? null
                : $"of {resources.Count}: missing {Some(expected.Except(found))}; too many {Some(found.Except(expected))}";
        }

        async Task<(FilterExpression Filter, string Difference)> SmallestAsync(FilterExpression filter, string difference)
        {
            foreach (var part in Parts(filter))
            {
                if (await DifferenceAsync(part) is { } smaller)
                    return await SmallestAsync(part, smaller);
            }

            return (filter, difference);
        }

        static string Cut(string text) => text.Length > 600 ? text[..600] + "…" : text;

        string Some(IEnumerable<string> ids)
        {
            var all = ids.ToArray();
            return all.Length == 0 ? "none" : $"{all.Length}, such as {Cut(resources.Single(one => one.Id == all[0]).Normal.ToJsonString())}";
        }
    }

    internal static IEnumerable<FilterExpression> Parts(FilterExpression filter) => filter switch
    {
        And(var left, var right) => [left, right],
        Or(var left, var right) => [left, right],
        Not(var operand) => [operand],
        ValuePath(var path, var inner) => Parts(inner).Select(part => new ValuePath(path, part)),
        _ => [],
    };
}

public sealed class FiltersOnSqlite(SqliteDatabase database) : FilterTests(database), IClassFixture<SqliteDatabase>;

public sealed class FiltersOnPostgreSql(PostgreSqlDatabase database) : FilterTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class FiltersOnSqlServer(SqlServerDatabase database) : FilterTests(database), IClassFixture<SqlServerDatabase>;
