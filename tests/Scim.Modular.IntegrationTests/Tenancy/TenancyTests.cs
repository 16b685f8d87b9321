using System.Data.Common;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.IntegrationTests.Tenancy;

/// <summary>Whatever code does with another organization's row, it does not get it and does not change it (E06).</summary>
public abstract class TenancyTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private InProcessService _service = null!;
    private Place _mine = null!;
    private Place _theirs = null!;
    private User _user = null!;
    private GroupId _theirGroup;
    private string _before = "";

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        (_mine, _theirs) = (await _service.NewPlaceAsync(seats: 5), await _service.NewPlaceAsync(seats: 5));
        await _mine.CreateGroupAsync("Staff", await _mine.CreateUserAsync("bjensen"));
        var id = await _theirs.CreateUserAsync("bjensen");
        _theirGroup = await _theirs.CreateGroupAsync("Staff", id);
        await _service.DrainAsync();
        _user = await _service.InAsync<IdentityDbContext, User>(_theirs.Organization, db => db.Users.AsNoTracking().SingleAsync());
        _before = await TheirsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            Assert.Equal(_before, await TheirsAsync());
            await _service.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Update_of_a_foreign_row_throws() => RefusedAsync(db => db.Update(_user));

    [Fact]
    public Task Attach_and_change_of_a_foreign_row_throws() => RefusedAsync(db => db.Attach(_user).Property(user => user.UserName).CurrentValue = "x");

    [Fact]
    public Task Remove_of_a_foreign_row_throws() => RefusedAsync(db => db.Remove(_user));

    [Fact]
    public Task Add_of_a_row_for_another_organization_throws() => RefusedAsync(db => db.Add(new GroupMember(_theirs.Organization, _theirGroup, _user.Id)));

    [Fact]
    public async Task Set_wise_updates_and_deletes_of_foreign_rows_touch_none() => await _service.InAsync<IdentityDbContext, bool>(_mine.Organization, async db =>
    {
        Assert.Equal(0, await db.Users.Where(user => user.Id == _user.Id).ExecuteUpdateAsync(set => set.SetProperty(user => user.UserName, "x")));
        Assert.Equal(0, await db.Users.Where(user => user.OrganizationId == _theirs.Organization).ExecuteUpdateAsync(set => set.SetProperty(user => user.UserName, "x")));
        Assert.Equal(0, await db.GroupMembers.Where(member => member.GroupId == _theirGroup).ExecuteDeleteAsync());
        Assert.Equal(0, await db.Groups.Where(group => group.Id == _theirGroup).ExecuteDeleteAsync());
        Assert.Equal(0, await db.Events.Where(row => row.OrganizationId == _theirs.Organization).ExecuteDeleteAsync());
        return true;
    });

    [Fact]
    public async Task Find_does_not_find_a_foreign_row_also_not_on_a_context_that_has_seen_it()
    {
        // The pool hands out the same context again.
        await _service.InAsync<IdentityDbContext, User?>(_theirs.Organization, db => db.Users.FindAsync(_theirs.Organization, _user.Id).AsTask());
        for (var i = 0; i < 3; i++)
        {
            await _service.InAsync<IdentityDbContext, bool>(_mine.Organization, async db =>
            {
                Assert.Null(await db.Users.FindAsync(_theirs.Organization, _user.Id));
                Assert.Null(await db.Users.FindAsync(_mine.Organization, _user.Id));
                Assert.Empty(db.ChangeTracker.Entries());
                Assert.Single(await db.Users.ToListAsync());
#pragma warning disable EF1002 // a table's name, of the model
                Assert.False(await db.Users.FromSqlRaw($"SELECT * FROM {db.Table<User>()}").AnyAsync(user => user.Id == _user.Id));
#pragma warning restore EF1002
                return true;
            });
        }
    }

    [Fact]
    public async Task Organizations_that_take_turns_on_one_pool_see_their_own() => await Parallel.ForEachAsync(
        Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (turn, ct) =>
        {
            var place = turn % 2 == 0 ? _mine : _theirs;
            await _service.InAsync<IdentityDbContext, bool>(place.Organization, async db =>
            {
                Assert.All(await db.Users.AsNoTracking().ToListAsync(ct), user => Assert.Equal(place.Organization, user.OrganizationId));
                Assert.All(await db.Events.AsNoTracking().ToListAsync(ct), row => Assert.Equal(place.Organization, row.OrganizationId));
                return true;
            });
        });

    [Fact]
    public async Task Without_a_call_there_are_no_rows_and_none_can_be_saved()
    {
        foreach (var module in _service.Modules.All)
        {
            await using var scope = _service.Scope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            var owned = db.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IOwnedByOrganization))).ToArray();
            Assert.NotEmpty(owned);
            foreach (var type in owned)
            {
                var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
                Assert.False(await rows.AnyAsync(), $"{type.ClrType} is seen without an organization");
            }
        }

        await _service.InAsync<IdentityDbContext, bool>(null, async db =>
        {
            db.Update(_user);
            await Assert.ThrowsAsync<TenancyException>(() => db.SaveChangesAsync());
            return true;
        });
    }

    [Fact]
    public async Task Every_table_of_an_organizations_rows_has_its_key_indexes_and_foreign_keys_begin_with_the_organization()
    {
        foreach (var module in _service.Modules.All)
        {
            await using var scope = _service.Scope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            foreach (var type in db.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IOwnedByOrganization))))
            {
                Assert.All(type.GetForeignKeys(), key => Assert.Equal("organization_id", key.Properties[0].GetColumnName()));
                // The queue is in the order of its work: it serves all organizations.
                if (type.GetTableName()!.EndsWith("deliveries", StringComparison.Ordinal))
                    continue;
                Assert.Equal("organization_id", type.FindPrimaryKey()!.Properties[0].GetColumnName());
            }
        }
    }

    [Theory]
    [InlineData("their user in my group")]
    [InlineData("my user in their group")]
    [InlineData("their user under my name in their group")]
    [InlineData("my user in their directory")]
    [InlineData("my group in their directory")]
    [InlineData("an address of their user under my name")]
    [InlineData("a token of their directory under my name")]
    public async Task Raw_SQL_cannot_write_a_reference_across_organizations(string what) => await _service.InAsync<IdentityDbContext, bool>(_mine.Organization, async db =>
    {
        var (me, they) = (db.Id(_mine.Organization.Value), db.Id(_theirs.Organization.Value));
        var myUser = db.Id((await db.Users.SingleAsync()).Id.Value);
        var myGroup = db.Id((await db.Groups.SingleAsync()).Id.Value);
        var (user, group, directory) = (db.Id(_user.Id.Value), db.Id(_theirGroup.Value), db.Id(_theirs.Directory.Value));
        var members = db.Table<GroupMember>();
        var sql = what switch
        {
            "their user in my group" => $"INSERT INTO {members} (organization_id, group_id, user_id) VALUES ({me}, {myGroup}, {user})",
            "my user in their group" => $"INSERT INTO {members} (organization_id, group_id, user_id) VALUES ({me}, {group}, {myUser})",
            "their user under my name in their group" => $"UPDATE {members} SET organization_id = {me} WHERE organization_id = {they}",
            "my user in their directory" => $"UPDATE {db.Table<User>()} SET directory_id = {directory} WHERE organization_id = {me}",
            "my group in their directory" => $"UPDATE {db.Table<Group>()} SET directory_id = {directory} WHERE organization_id = {me}",
            "an address of their user under my name" =>
                $"INSERT INTO {db.Table<UserEmail>()} (organization_id, user_id, directory_id, value_key) VALUES ({me}, {user}, {directory}, 'x')",
            _ => $"UPDATE {db.Table<Directory>()} SET organization_id = {me} WHERE organization_id = {they}",
        };
        await Assert.ThrowsAnyAsync<DbException>(() => db.RunAsync(sql));
        return true;
    });

    private async Task RefusedAsync(Action<IdentityDbContext> change) => await _service.InAsync<IdentityDbContext, bool>(_mine.Organization, async db =>
    {
        change(db);
        await Assert.ThrowsAsync<TenancyException>(() => db.SaveChangesAsync());
        return true;
    });

    private async Task<string> TheirsAsync()
    {
        var rows = new List<string>();
        foreach (var module in _service.Modules.All)
        {
            await using var scope = _service.Scope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            foreach (var type in db.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IOwnedByOrganization))))
            {
                var name = db.Database.IsSqlite() ? $"\"{type.GetTableName()}\"" : type.GetSchemaQualifiedTableName()!;
                rows.AddRange((await db.ReadAsync($"SELECT * FROM {name} WHERE organization_id = {db.Id(_theirs.Organization.Value)}")).Select(row => $"{name}: {row}"));
            }
        }

        Assert.NotEmpty(rows);
        rows.Sort(StringComparer.Ordinal);
        return string.Join('\n', rows);
    }
}

public sealed class TenancyOnSqlite(SqliteDatabase database) : TenancyTests(database), IClassFixture<SqliteDatabase>;

public sealed class TenancyOnPostgreSql(PostgreSqlDatabase database) : TenancyTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class TenancyOnSqlServer(SqlServerDatabase database) : TenancyTests(database), IClassFixture<SqlServerDatabase>;
