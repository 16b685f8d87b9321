using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.IntegrationTests.Cost;

namespace Scim.Modular.IntegrationTests.Lists;

/// <summary>A page by index is the page that it says, also when it is found by where the page before it ended.</summary>
public abstract class WalkTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private InProcessService? _service;

    private InProcessService Service => _service ??= InProcessService.Create(provided.Database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Rfc("7644-3.4.2.4-3")]
    public async Task Whatever_comes_and_goes_between_pages_each_is_the_one_of_its_index()
    {
        var place = await Service.NewPlaceAsync();
        var random = new Random(4711);
        var present = new List<string>();
        var gone = new List<(string Id, string Name)>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 60; i++)
            await CreateAsync(FormattableString.Invariant($"user{i}"));

        for (var turn = 0; turn < 120; turn++)
        {
            var skip = random.Next(0, 12) * 5;
            var found = await PageAsync(place, skip, 5);
            Assert.Equal(present.Count, found.Total);
            Assert.Equal(present.Order(StringComparer.Ordinal).Skip(skip).Take(5), found.Page.Select(one => one.Id));
            await ChangeAsync(random.Next(4));
        }

        async Task ChangeAsync(int what)
        {
            switch (what)
            {
                case 0 when present.Count > 20:
                    var id = present[random.Next(present.Count)];
                    await Service.SendAsync(place.Organization, new DeleteUser(place.Directory, ServedType.Users, new UserId(Guid.Parse(id))));
                    present.Remove(id);
                    gone.Add((id, names[id]));
                    break;
                case 1 when gone.Count > 0:
                    // Who returns gets the old id back, in the middle of the list.
                    var back = gone[random.Next(gone.Count)];
                    gone.Remove(back);
                    Assert.Equal(back.Id, (await place.CreateUserAsync(back.Name)).ToString());
                    present.Add(back.Id);
                    break;
                case 2:
                    await CreateAsync(FormattableString.Invariant($"late{names.Count}"));
                    break;
            }
        }

        async Task CreateAsync(string name)
        {
            var id = (await place.CreateUserAsync(name)).ToString();
            present.Add(id);
            names[id] = name;
        }
    }

    [Fact]
    public async Task The_last_page_of_many_is_found_by_key_and_reads_no_more_rows_than_the_first()
    {
        var place = await Service.NewPlaceAsync();
        await place.AddCrowdAsync(2_000);
        for (var skip = 0; skip <= 1_800; skip += 100)
            await PageAsync(place, skip, 100);

        using var statements = Statements.Listen();
        var last = await PageAsync(place, 1_900, 100);

        Assert.Equal((2_001, 100), (last.Total, last.Page.Count));
        Assert.Equal(2, statements.Count);
        Assert.All(statements.Sent, statement => Assert.DoesNotContain("OFFSET", statement.Text, StringComparison.Ordinal));
        Assert.Contains(statements.Sent, statement => statement.Text.Contains("r.id >", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_by_cursor_costs_two_statements_wherever_it_is()
    {
        var place = await Service.NewPlaceAsync();
        await place.AddCrowdAsync(500);
        PlaceInList? after = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            using var statements = Statements.Listen();
            var page = await Service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Users, null, new CursorPage(after, 100)));
            Assert.Equal(2, statements.Count);
            Assert.Equal(501, page.Total);
            Assert.All(page.Page, one => Assert.True(seen.Add(one.Id)));
            after = page.Last;
        }
        while (after is not null);
        Assert.Equal(501, seen.Count);
    }

    private Task<FoundResources> PageAsync(Place place, int skip, int take) =>
        Service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Users, null, new IndexPage(skip, take)));
}

public sealed class WalksOnSqlite(SqliteDatabase database) : WalkTests(database), IClassFixture<SqliteDatabase>;

public sealed class WalksOnPostgreSql(PostgreSqlDatabase database) : WalkTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class WalksOnSqlServer(SqlServerDatabase database) : WalkTests(database), IClassFixture<SqlServerDatabase>;
