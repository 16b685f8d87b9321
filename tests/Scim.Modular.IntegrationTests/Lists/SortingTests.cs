using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.IntegrationTests.Filters;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Sorting;

namespace Scim.Modular.IntegrationTests.Lists;

/// <summary>The database sorts as RFC 7644 §3.4.2.3 says: by every attribute, in both directions, in whole lists and page by page.</summary>
public abstract class SortingTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const ulong Seed = 4711;

    private InProcessService? _service;

    private InProcessService Service => _service ??= InProcessService.Create(provided.Database, new FakeClock(Generators.ClockStart));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Rfc("7644-3.4.2.3-1")]
    public async Task Resources_come_in_the_order_that_the_oracle_says()
    {
        var place = await Service.NewPlaceAsync();
        var world = new World(place);
        await world.FillAsync(Seed, users: 40, groups: 6);

        var sorted = 0;
        foreach (var (type, shown) in new[] { (ServedType.Users, world.Users), (ServedType.Groups, world.Groups) })
        {
            foreach (var sort in SortsOf(type.Definition))
            {
                if (await IdsAsync(place, type, sort, new IndexPage(0, 1000)) is not { } found)
                    continue;
                sorted++;
                var expected = shown.OrderBy(one => sort.KeyOf(one.Normal), Comparer<NormalValue?>.Create(sort.Compare))
                    .ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Id);
                Assert.True(expected.SequenceEqual(found), $"{sort.Attribute} {(sort.Descending ? "descending" : "ascending")}");
                Assert.Equal(found, await WalkAsync(place, type, sort, pageSize: 7));
                Assert.Equal(found.Skip(5).Take(4), await IdsAsync(place, type, sort, new IndexPage(5, 4)));
            }
        }

        Assert.InRange(sorted, 80, 400);
    }

    [Fact]
    public async Task What_is_rows_of_other_tables_is_no_order()
    {
        var place = await Service.NewPlaceAsync();
        await place.CreateGroupAsync("Staff", await place.CreateUserAsync("bjensen"));
        var error = await Assert.ThrowsAsync<ScimException>(() => Service.SendAsync(place.Organization, Search(
            place, ServedType.Groups, SortBy.Parse("members", null, CoreSchemas.GroupResourceType), new IndexPage(0, 10))));
        Assert.Equal("invalidValue", error.ScimType);
    }

    private static IEnumerable<SortBy> SortsOf(ResourceTypeDefinition type)
    {
        var paths = CoreSchemas.Common.Concat(type.Schema.Attributes).SelectMany(Paths)
            .Concat(type.Extensions.SelectMany(extension => extension.Schema.Attributes.SelectMany(Paths).Select(path => extension.Schema.Id + ":" + path)))
            // Computed for each answer: LicenseExtensionTests say that nothing is sorted by it.
            .Where(path => path != LicenseExtension.PathOf("waitlistPosition"));
        foreach (var path in paths)
            foreach (var order in (string[])["ascending", "descending"])
                if (Parse(path, order) is { } sort)
                    yield return sort;

        static IEnumerable<string> Paths(AttributeDefinition attribute) =>
            attribute.SubAttributes.Select(sub => $"{attribute.Name}.{sub.Name}").Prepend(attribute.Name);

        SortBy? Parse(string path, string order)
        {
            try
            {
                return SortBy.Parse(path, order, type);
            }
            catch (ScimException)
            {
                return null; // complex without a value, or binary
            }
        }
    }

    // Null where the attribute is kept where nothing can be sorted by it.
    private async Task<IReadOnlyList<string>?> IdsAsync(Place place, ServedType type, SortBy sort, ResourcePage page)
    {
        try
        {
            return [.. (await Service.SendAsync(place.Organization, Search(place, type, sort, page))).Page.Select(one => one.Id)];
        }
        catch (ScimException error) when (sort.Attribute.Attribute.Name is "groups" or "members" or "schemas")
        {
            Assert.Equal("invalidValue", error.ScimType);
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> WalkAsync(Place place, ServedType type, SortBy sort, int pageSize)
    {
        var (ids, after) = (new List<string>(), (PlaceInList?)null);
        do
        {
            var page = await Service.SendAsync(place.Organization, Search(place, type, sort, new CursorPage(after, pageSize)));
            ids.AddRange(page.Page.Select(one => one.Id));
            after = page.Last;
        }
        while (after is not null);
        return ids;
    }

    private static SearchResources Search(Place place, ServedType type, SortBy sort, ResourcePage page) =>
        new(place.Directory, [new SearchedType(type, null, sort, WithReferences: false)], "https://scim.example.com/scim/v2/Dir", page);
}

public sealed class SortingOnSqlite(SqliteDatabase database) : SortingTests(database), IClassFixture<SqliteDatabase>;

public sealed class SortingOnPostgreSql(PostgreSqlDatabase database) : SortingTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class SortingOnSqlServer(SqlServerDatabase database) : SortingTests(database), IClassFixture<SqlServerDatabase>;
