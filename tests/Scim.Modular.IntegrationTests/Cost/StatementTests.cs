using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>
/// What a request costs is a number of statements that a change of code must not raise unseen, and that no size raises at all (A04, V42).
/// BEGIN and COMMIT come on top.
/// </summary>
public abstract class StatementTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const int Large = 20_000;
    private InProcessService _service = null!;

    /// <summary>SQLite sends each row by itself, within the process; the others send rows in batches.</summary>
    private bool SendsRowsInBatches => provided.Provider != DatabaseProvider.Sqlite;

    public ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_member_costs_the_same_in_a_group_of_20_and_in_one_of_20_000()
    {
        var place = await _service.NewPlaceAsync();
        await place.AddCrowdAsync(Large + 10);
        var (small, large) = (await place.CreateGroupAsync("small"), await place.CreateGroupAsync("large"));
        await place.FillAsync(small, 20);
        await place.FillAsync(large, Large);
        await place.AddMembersAsync(small, Crowd.Of(Large + 9)); // whatever is done once is done

        using var statements = Statements.Listen();
        await place.AddMembersAsync(large, Crowd.Of(Large + 1));
        var added = statements.Count;
        Assert.True(added == (SendsRowsInBatches ? 4 : 7), $"{added}:\n{statements}");
        Assert.InRange(statements.RowsRead, 1, 10);
        Assert.Equal(added, await Statements.CountAsync(() => place.AddMembersAsync(small, Crowd.Of(Large + 1))));

        using var removing = Statements.Listen();
        await place.RemoveMemberAsync(large, Crowd.Of(Large + 1));
        var removed = removing.Count;
        Assert.InRange(removing.RowsRead, 1, 10);
        Assert.Equal(SendsRowsInBatches ? 5 : 7, removed);
        Assert.Equal(removed, await Statements.CountAsync(() => place.RemoveMemberAsync(small, Crowd.Of(Large + 1))));
        Assert.InRange(Math.Max(added, removed), 1, 12);
    }

    [Fact]
    public async Task A_thousand_members_cost_a_handful_of_statements()
    {
        var place = await _service.NewPlaceAsync();
        await place.AddCrowdAsync(1000);
        var group = await place.CreateGroupAsync("Staff");

        using var statements = Statements.Listen();
        await place.AddMembersAsync(group, Enumerable.Range(1, 1000).Select(Crowd.Of));

        var rows = statements.Sent.Count(statement => statement.Text.Contains("INSERT INTO", StringComparison.Ordinal) && statement.Text.Contains("group_members", StringComparison.Ordinal));
        var others = statements.Count - rows;
        TestContext.Current.TestOutputHelper?.WriteLine($"{rows} for the rows of members, {others} others");
        Assert.InRange(others, 1, 12);
        if (provided.Provider == DatabaseProvider.PostgreSql)
            Assert.Equal(0, rows);      // copied
        else
            Assert.InRange(rows, SendsRowsInBatches ? 1 : 1000, SendsRowsInBatches ? 8 : 1000);
        Assert.Equal(1000, await _service.InAsync<IdentityDbContext, int>(place.Organization, db => db.GroupMembers.CountAsync(member => member.GroupId == group)));

        var all = string.Join(',', Enumerable.Range(1, 1000).Select(number => $$"""{"value":"{{Crowd.Of(number)}}"}"""));
        Assert.InRange(await Statements.CountAsync(() => place.PatchGroupAsync(group, $$"""{"op":"remove","path":"members","value":[{{all}}]}""")), 1, 12);
        Assert.Equal(0, await _service.InAsync<IdentityDbContext, int>(place.Organization, db => db.GroupMembers.CountAsync(member => member.GroupId == group)));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task A_page_of_100_users_costs_as_many_statements_as_a_page_of_one(bool withGroups, int expected)
    {
        var place = await _service.NewPlaceAsync();
        await place.AddCrowdAsync(150);
        var group = await place.CreateGroupAsync("Staff");
        await place.FillAsync(group, 150);

        foreach (var take in (int[])[1, 100])
        {
            Assert.Equal(expected, await Statements.CountAsync(async () =>
            {
                var found = await _service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Users, null, new IndexPage(1, take), withGroups));
                Assert.Equal((151, take), (found.Total, found.Page.Count));
                Assert.All(found.Page.SkipLast(1), user => Assert.Equal(withGroups ? 1 : 0, user.References.Count));
            }));
        }
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task A_page_of_100_groups_costs_as_many_statements_as_a_page_of_one(bool withMembers, int expected)
    {
        var place = await _service.NewPlaceAsync();
        await place.AddCrowdAsync(3);
        for (var i = 0; i < 101; i++)
            await place.CreateGroupAsync(FormattableString.Invariant($"group{i}"), Crowd.Of(1), Crowd.Of(2));

        foreach (var take in (int[])[1, 100])
        {
            Assert.Equal(expected, await Statements.CountAsync(async () =>
            {
                var found = await _service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Groups, null, new IndexPage(0, take), withMembers));
                Assert.Equal((101, take), (found.Total, found.Page.Count));
                Assert.All(found.Page, group => Assert.Equal(withMembers ? 2 : 0, group.References.Count));
            }));
        }
    }

    [Fact]
    public async Task A_new_user_costs_a_lookup_and_its_rows()
    {
        var place = await _service.NewPlaceAsync();
        await place.CreateUserAsync("first");

        using var statements = Statements.Listen();
        await place.CreateUserAsync(new System.Text.Json.Nodes.JsonObject
        {
            ["userName"] = "second", ["externalId"] = "2", ["emails"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["value"] = "a@x" }),
        });

        // A lookup, and then the user, its address, its event and two deliveries.
        Assert.True(statements.Count == (SendsRowsInBatches ? 2 : 6), $"{statements.Count}:\n{statements}");
    }

    [Fact]
    public async Task An_event_of_a_user_costs_the_other_modules_the_same_however_many_there_are()
    {
        var (empty, full) = (await _service.NewPlaceAsync(seats: 10_000), await _service.NewPlaceAsync(seats: 10_000));
        for (var i = 0; i < 60; i++)
            await full.CreateUserAsync(FormattableString.Invariant($"user{i}"));
        await full.CreateGroupAsync("Staff", await full.CreateUserAsync("member"));
        await _service.DrainAsync();
        var (first, last) = (await empty.CreateUserAsync("bjensen"), await full.CreateUserAsync("bjensen"));
        await _service.DrainAsync();

        var counts = new Dictionary<string, (int Few, int Many)>(StringComparer.Ordinal);
        foreach (var (what, change) in new (string, Func<Place, UserId, Task>)[]
        {
            ("profile", (place, user) => place.RenameAsync(user, "Lead")),
            ("deactivated", (place, user) => place.SetActiveAsync(user, false)),
            ("activated", (place, user) => place.SetActiveAsync(user, true)),
            ("deleted", (place, user) => _service.SendAsync(place.Organization, new DeleteUser(place.Directory, ServedType.Users, user))),
        })
        {
            await change(empty, first);
            var few = await Statements.CountAsync(() => _service.DispatchAsync(IdentityDbContext.Name));
            await _service.DrainAsync();
            await change(full, last);
            using var statements = Statements.Listen();
            await _service.DispatchAsync(IdentityDbContext.Name);
            counts[what] = (few, statements.Count);
            Assert.True(few == statements.Count && few <= MostOfAnEvent, $"{what}: {few} and {statements.Count}\n{statements}");
            statements.Dispose();
            await _service.DrainAsync();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts));
    }

    private const int MostOfAnEvent = 40;
}

public sealed class StatementsOnSqlite(SqliteDatabase database) : StatementTests(database), IClassFixture<SqliteDatabase>;

public sealed class StatementsOnPostgreSql(PostgreSqlDatabase database) : StatementTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class StatementsOnSqlServer(SqlServerDatabase database) : StatementTests(database), IClassFixture<SqlServerDatabase>;
