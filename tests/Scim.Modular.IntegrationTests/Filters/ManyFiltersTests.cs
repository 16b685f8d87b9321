using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>
/// 100,000 filters on each database, half of them damaged: each is a tree or refused with 400, what is printed parses back, and those that
/// mean something find in SQL what they find in memory. FILTER_SEED repeats a run with another seed, FILTERS makes it longer or shorter.
/// </summary>
public abstract class ManyFiltersTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const ulong FixedSeed = 20_261_122;
    private const int AtOnce = 60;
    private static readonly FilterLimits Wide = new() { Length = int.MaxValue, Nodes = int.MaxValue, Depth = 1000, ValuePathNodes = int.MaxValue };
    private readonly SortedDictionary<string, string> _wrong = new(StringComparer.Ordinal);
    private InProcessService _service = null!;
    private Place _place = null!;
    private World _world = null!;
    private IReadOnlyList<Shown> _users = [];

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database, new FakeClock(Generators.ClockStart));
        _place = await _service.NewPlaceAsync();
        _world = new World(_place);
        await _world.FillAsync(Seed, users: 20, groups: 10);
        _users = await ExtendAsync(_world.Users);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static ulong Seed => ulong.TryParse(Environment.GetEnvironmentVariable("FILTER_SEED"), CultureInfo.InvariantCulture, out var given) ? given : FixedSeed;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("FILTERS"), CultureInfo.InvariantCulture, out var given) ? given : 100_000;

    [Fact]
    public async Task A_filter_means_in_SQL_what_it_means_in_memory_or_is_refused()
    {
        var watch = Stopwatch.StartNew();
        var users = await RunAsync(EveryType.User, _users, Count * 4 / 5, Seed);
        var groups = await RunAsync(World.GroupType, _world.Groups, Count / 5, Seed + 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: users {users}; groups {groups}; {watch.Elapsed.TotalSeconds:N0} s");
        Assert.True(_wrong.Count == 0, $"FILTER_SEED={Seed}, {_wrong.Count} kinds of filters:\n" + string.Join('\n', _wrong.Take(40).Select(pair => $"{pair.Key}\n    {pair.Value}")));
        Assert.InRange(users.Matches + groups.Matches, users.Bound + groups.Bound, long.MaxValue);
        Assert.InRange(users.Bound + groups.Bound, Count / 2, Count);
    }

    private async Task<Tally> RunAsync(ResourceTypeDefinition type, IReadOnlyList<Shown> resources, int count, ulong seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        var words = World.WordsOf(resources);
        var trees = Generators.Filters(type, words, depth: 3);
        var tally = new Tally();
        var waiting = new List<(FilterExpression Tree, TypedFilter Bound)>(AtOnce);
        var other = "";
        for (var chunk = 0; tally.Filters < count; chunk++)
        {
            foreach (var tree in trees.Sample(Math.Min(1000, count - tally.Filters), new Rnd(seed + (ulong)chunk * 2), 20))
            {
                var text = Mutations.Respell(tree, type.Schema.Id, random).ToString();
                var isDamaged = tally.Filters % 2 == 1;
                var written = isDamaged ? Mutations.Mutate(text, other, random) : Mutations.Rewrite(text, random);
                (tally.Filters, other) = (tally.Filters + 1, text);
                if (Understand(written, type, isDamaged ? null : tree) is not { } understood)
                    continue;
                waiting.Add(understood);
                if (waiting.Count == AtOnce)
                    await CompareAsync(type, resources, waiting, tally);
            }
        }

        await CompareAsync(type, resources, waiting, tally);
        return tally;
    }

    /// <summary>The tree and what it means, which is what <paramref name="meant"/> does; or null when a damaged one is refused.</summary>
    private (FilterExpression Tree, TypedFilter Bound)? Understand(string text, ResourceTypeDefinition type, FilterExpression? meant)
    {
        try
        {
            var tree = FilterParser.Parse(text, meant is null ? null : Wide);
            if (!tree.Equals(FilterParser.Parse(tree.ToString(), Wide)))
                _wrong.TryAdd(text, $"is printed as another filter: {tree}");
            var bound = TypedFilter.Bind(tree, type);
            if (meant is not null && !bound.Equals(TypedFilter.Bind(meant, type)))
                _wrong.TryAdd(text, $"does not mean what it is another spelling of: {meant}");
            return (tree, bound);
        }
        catch (ScimException refused) when (meant is null && refused is { Status: 400, ScimType: ScimTypes.InvalidFilter })
        {
            return null;
        }
#pragma warning disable CA1031 // any other exception is what this looks for
        catch (Exception failure)
        {
            _wrong.TryAdd(text, failure.ToString());
            return null;
        }
#pragma warning restore CA1031
    }

    private async Task CompareAsync(
        ResourceTypeDefinition type, IReadOnlyList<Shown> resources, List<(FilterExpression Tree, TypedFilter Bound)> filters, Tally tally)
    {
        if (filters.Count == 0)
            return;
        var database = new ManyFilters(_place, type);
        IReadOnlyList<string>?[] found;
        try
        {
            found = await database.FindAsync([.. filters.Select(filter => filter.Bound)]);
        }
        catch (DbException)
        {
            found = new IReadOnlyList<string>?[filters.Count];     // one of them is to blame; each is asked alone
        }

        for (var i = 0; i < filters.Count; i++)
        {
            var expected = InMemory(filters[i].Bound);
            (tally.Bound, tally.Matches) = (tally.Bound + 1, tally.Matches + expected.Count);
            if (found[i] is { } ids && ids.SequenceEqual(expected))
                continue;
            if (_wrong.Count < 200 && await DifferenceAsync(filters[i].Tree) is { } difference)
            {
                var smallest = await SmallestAsync(filters[i].Tree, difference);
                _wrong.TryAdd(smallest.Filter.ToString(), smallest.Difference);
            }
        }

        filters.Clear();

        IReadOnlyList<string> InMemory(TypedFilter bound) =>
            [.. resources.Where(one => FilterEvaluator.Matches(one.Normal, bound)).Select(one => one.Id).Order(StringComparer.Ordinal)];

        async Task<string?> DifferenceAsync(FilterExpression filter)
        {
            var bound = TypedFilter.Bind(filter, type);
            try
            {
                var (inMemory, inSql) = (InMemory(bound), (await database.FindAsync([bound]))[0]);
                return inMemory.SequenceEqual(inSql) ? null
                    : $"missing {Some(inMemory.Except(inSql))}; too many {Some(inSql.Except(inMemory))}";
            }
            catch (DbException refused)
            {
                return $"the database refuses it: {refused.Message}";
            }
        }

        async Task<(FilterExpression Filter, string Difference)> SmallestAsync(FilterExpression filter, string difference)
        {
            foreach (var part in FilterTests.Parts(filter))
            {
                if (await DifferenceAsync(part) is { } smaller)
                    return await SmallestAsync(part, smaller);
            }

            return (filter, difference);
        }

        string Some(IEnumerable<string> ids)
        {
            var all = ids.ToArray();
            return all.Length == 0 ? "none" : $"{all.Length}, such as {resources.Single(one => one.Id == all[0]).Normal.ToJsonString()}";
        }
    }

    /// <summary>Gives users the attributes of an extension that the service does not have yet, in the shape in which it would store them.</summary>
    private async Task<IReadOnlyList<Shown>> ExtendAsync(IReadOnlyList<Shown> users)
    {
        var extended = new List<Shown>();
        var bodies = Generators.Resources(EveryType.User).Sample(users.Count, new Rnd(Seed + 100), 20);
        foreach (var (user, body) in users.Zip(bodies))
        {
            var request = new JsonObject { ["userName"] = "x", [EveryType.Urn] = body[EveryType.Urn]?.DeepClone() };
            var resource = (JsonObject)user.Resource.DeepClone();
            if (ResourceBinder.Bind(request, EveryType.User).Attributes[EveryType.Urn] is { } bound)
                resource[EveryType.Urn] = bound.DeepClone();
            var shown = new Shown(user.Id, resource, NormalForm.Of(resource, EveryType.User));
            extended.Add(shown);
            await StoreAsync(shown);
        }

        return extended;
    }

    private Task StoreAsync(Shown user) => _service.InAsync<IdentityDbContext, int>(_place.Organization, async db =>
    {
        var search = (JsonObject)user.Normal.DeepClone();
        foreach (var column in (string[])["id", "meta", "groups"])  // what the service owns is not in it
            search.Remove(column);
        var id = new UserId(Guid.Parse(user.Id));
        return await db.Users.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Search, search.ToJsonString()));
    });

    private sealed class Tally
    {
        public int Filters { get; set; }

        public int Bound { get; set; }

        public long Matches { get; set; }

        public override string ToString() => $"{Filters} filters, {Bound} of them mean something, {Matches} matches";
    }
}

public sealed class ManyFiltersOnSqlite(SqliteDatabase database) : ManyFiltersTests(database), IClassFixture<SqliteDatabase>;

public sealed class ManyFiltersOnPostgreSql(PostgreSqlDatabase database) : ManyFiltersTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class ManyFiltersOnSqlServer(SqlServerDatabase database) : ManyFiltersTests(database), IClassFixture<SqlServerDatabase>;
