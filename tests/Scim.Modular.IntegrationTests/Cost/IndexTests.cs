using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>A lookup goes to its row by an index that is bound down to the value, whatever the number of rows (A03): the database says so itself.</summary>
public abstract class IndexTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const int Users = 20_000;
    private const int Groups = 3_000;
    private static readonly SemaphoreSlim Filling = new(1, 1);
    private static readonly Dictionary<string, (Identity.Contracts.DirectoryId Directory, SharedKernel.OrganizationId Organization)> Filled = [];
    private InProcessService _service = null!;
    private Place _place = null!;

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        await Filling.WaitAsync();
        try
        {
            if (Filled.TryGetValue(provided.Database.ConnectionString, out var known))
            {
                _place = new Place(_service, known.Organization, known.Directory);
                return;
            }

            _place = await _service.NewPlaceAsync();
            await _place.AddCrowdAsync(Users);
            await AddGroupsAsync();
            Filled[provided.Database.ConnectionString] = (_place.Directory, _place.Organization);
        }
        finally
        {
            Filling.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("""userName eq "user777" """, "user_name_key", "directory_id")]
    [InlineData("""externalId eq "ext777" """, "external_id", "directory_id")]
    [InlineData("""emails.value eq "user777@example.com" """, "value_key", "directory_id")]
    [InlineData("""emails eq "user777@example.com" """, "value_key", "directory_id")]
    [InlineData("""email eq "user777@example.com" """, "value_key", "directory_id")]
    [InlineData("""emails[value eq "user777@example.com"]""", "value_key", "directory_id")]
    [InlineData("""id eq "00000309-0000-7000-8000-000000000000" """, "id", "organization_id")]
    public async Task A_user_is_found_by_an_index(string filter, params string[] bound)
    {
        var statement = await SentAsync(async () => Assert.Single((await _service.SendAsync(_place.Organization, Crowd.Search(
            _place, ServedType.Users, TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.UserResourceType), new IndexPage(0, 100)))).Page));
        await AssertBoundAsync(statement, bound);
    }

    [Theory]
    [InlineData("""displayName eq "group77" """, "display_name_key", "directory_id")]
    [InlineData("""externalId eq "ext77" """, "external_id", "directory_id")]
    public async Task A_group_is_found_by_an_index(string filter, params string[] bound)
    {
        var statement = await SentAsync(async () => Assert.Single((await _service.SendAsync(_place.Organization, Crowd.Search(
            _place, ServedType.Groups, TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.GroupResourceType), new IndexPage(0, 100)))).Page));
        await AssertBoundAsync(statement, bound);
    }

    [Fact]
    public async Task A_unique_attribute_of_ones_own_is_found_by_an_index()
    {
        const string urn = "urn:example:params:scim:schemas:extension:2.0:Badge";
        var badge = SchemaDefinition.Parse((JsonObject)JsonNode.Parse(
            $$"""{"id":"{{urn}}","name":"Badge","attributes":[{"name":"number","uniqueness":"server"}]}""")!);
        var type = ServedType.Users with { Definition = CoreSchemas.UserResourceType with { Extensions = [new SchemaExtension(badge, Required: false)] } };
        await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
        {
            if (await db.UniqueValues.AnyAsync())
                return true;
            db.UniqueValues.AddRange(Enumerable.Range(1, Groups).Select(number => new UniqueValue(
                _place.Organization, _place.Directory, "User", urn + ":number", FormattableString.Invariant($"b{number}"), Crowd.Of(number).Value)));
            await db.SaveChangesAsync();
            await db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.unique_values" : "ANALYZE");
            return true;
        });

        var filter = TypedFilter.Bind(FilterParser.Parse(urn + ":number eq \"B77\""), type.Definition);
        var statement = await SentAsync(async () => Assert.Equal(
            Crowd.Of(77).ToString(), Assert.Single((await _service.SendAsync(_place.Organization, Crowd.Search(_place, type, filter, new IndexPage(0, 100)))).Page).Id));

        await AssertBoundAsync(statement, "value_key", "path", "directory_id");
    }

    [Fact]
    public async Task A_page_behind_a_place_begins_there()
    {
        using var statements = Statements.Listen();
        await _service.SendAsync(_place.Organization, Crowd.Search(
            _place, ServedType.Users, null, new CursorPage(new PlaceInList(0, null, Crowd.Of(Users - 200).ToString()), 100)));
        var page = statements.Sent[0];
        statements.Dispose();

        await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
        {
            Assert.SkipWhen(db.Database.IsSqlServer(), "SQL Server: SHOWPLAN is not read yet");
            var plan = string.Join('\n', await db.ReadAsync((db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + page.Text, page.Parameters));
            Assert.Matches(db.Database.IsSqlite() ? @"SEARCH r USING INDEX .*id>\?" : @"Index Cond: .*\(id > ", plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
            return true;
        });
    }

    [Fact]
    public async Task Who_has_the_name_already_is_found_by_an_index()
    {
        using var statements = Statements.Listen();
        await _place.TryCreateAsync(new System.Text.Json.Nodes.JsonObject { ["userName"] = "USER9", ["externalId"] = "ext9" });
        var lookup = statements.Sent[0];
        statements.Dispose();
        await AssertBoundAsync(lookup, "user_name_key", "directory_id");
        await AssertBoundAsync(lookup, "external_id", "directory_id");
    }

    private static async Task<Statement> SentAsync(Func<Task> search)
    {
        using var statements = Statements.Listen();
        await search();
        return Assert.Single(statements.Sent);
    }

    private async Task AssertBoundAsync(Statement statement, params string[] bound) => await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
    {
        Assert.SkipWhen(db.Database.IsSqlServer(), "SQL Server: SHOWPLAN is not read yet");
        var plan = await db.ReadAsync((db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.Text, statement.Parameters);
        var text = string.Join('\n', plan);
        var searches = plan.Where(line => line.Contains("Index Cond", StringComparison.Ordinal) || line.Contains("SEARCH", StringComparison.Ordinal)).ToArray();
        Assert.True(
            searches.Any(line => Array.TrueForAll(bound, column => Binds(line, column))), $"no index is bound to {string.Join(" and ", bound)}:\n{text}\n{statement}");

        Assert.DoesNotContain("Seq Scan", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("SCAN (?!CONSTANT)", text.Replace("Seq Scan", "", StringComparison.Ordinal).Replace("Scan", "", StringComparison.Ordinal));
        return true;
    });

    private static bool Binds(string line, string column) => line.Contains($"{column} = ", StringComparison.Ordinal)
        || line.Contains($"({column})::text = ", StringComparison.Ordinal) || line.Contains($"{column}=?", StringComparison.Ordinal);

    private async Task AddGroupsAsync()
    {
        var like = await _place.CreateGroupAsync("like");
        await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
        {
            var template = await db.Groups.AsNoTracking().SingleAsync(group => group.Id == like);
            var columns = db.Model.FindEntityType(typeof(Group))!.GetProperties().Select(property => property.GetColumnName()).ToArray();
            foreach (var chunk in Enumerable.Range(1, Groups).Chunk(500))
            {
                var rows = chunk.Select(number => string.Join(" ", "SELECT", string.Join(", ", columns.Select(column => column switch
                {
                    "id" => db.Id(Crowd.Of(number).Value) + (db.Database.IsNpgsql() ? "::uuid" : ""),
                    "display_name" or "display_name_key" => FormattableString.Invariant($"'group{number}'"),
                    "external_id" => FormattableString.Invariant($"'ext{number}'"),
                    _ => "t." + column,
                })), $"FROM {db.Table<Group>()} AS t WHERE t.organization_id = {db.Id(_place.Organization.Value)} AND t.id = {db.Id(template.Id.Value)}"));
                await db.RunAsync($"INSERT INTO {db.Table<Group>()} ({string.Join(", ", columns)}) {string.Join(" UNION ALL ", rows)}");
            }

            await db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.groups" : "ANALYZE");
            return true;
        });
    }
}

public sealed class IndexesOnSqlite(SqliteDatabase database) : IndexTests(database), IClassFixture<SqliteDatabase>;

public sealed class IndexesOnPostgreSql(PostgreSqlDatabase database) : IndexTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class IndexesOnSqlServer(SqlServerDatabase database) : IndexTests(database), IClassFixture<SqlServerDatabase>;
