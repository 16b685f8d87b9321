using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>Rows that are saved by the hundred are what they would be one by one, and fail as they would.</summary>
public abstract class ManyRowsTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const int Many = 300;

    // The tests share a database.
    private readonly string _consumer = Guid.NewGuid().ToString("N");

    private InProcessService _service = null!;
    private Place _place = null!;

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        _place = await _service.NewPlaceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_column_is_saved_as_it_is()
    {
        var rows = Enumerable.Range(1, Many).Select(number => Row(number)).ToArray();
        await SaveAsync(rows);

        var stored = await _service.InAsync<IdentityDbContext, List<DeliveryRow>>(
            _place.Organization, db => db.Deliveries.Where(row => row.Consumer == _consumer).OrderBy(row => row.EventId).ToListAsync());
        Assert.Equal(rows.OrderBy(row => row.EventId.ToString(), StringComparer.Ordinal).Select(Text), stored.OrderBy(row => row.EventId.ToString(), StringComparer.Ordinal).Select(Text));
    }

    [Fact]
    public async Task One_that_is_there_already_is_a_conflict_and_nothing_is_kept()
    {
        await SaveAsync(Row(1));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync([.. Enumerable.Range(2, Many).Select(number => Row(number)), Row(1)]));

        Assert.True(DatabaseErrors.IsConflict(failure), failure.ToString());
        Assert.Equal(1, await _service.InAsync<IdentityDbContext, int>(_place.Organization, db => db.Deliveries.CountAsync(row => row.Consumer == _consumer)));
    }

    [Fact]
    public async Task What_they_refer_to_may_be_saved_with_them()
    {
        var users = Enumerable.Range(1, Many).Select(Crowd.Of).ToArray();
        await _service.InAsync<TeamsDbContext, bool>(_place.Organization, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var team = Teams.Domain.Teams.Team.Create(_place.Organization, "Staff", "staff", default);
            foreach (var user in users)
                db.Memberships.Add(new Membership(_place.Organization, team.Id, user));
            db.Teams.Add(team);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });

        Assert.Equal(Many, await _service.InAsync<TeamsDbContext, int>(_place.Organization, db => db.Memberships.CountAsync(row => row.Role == null)));
    }

    [Fact]
    public async Task They_are_one_statement_on_PostgreSql()
    {
        Assert.SkipUnless(provided.Provider == DatabaseProvider.PostgreSql, "Others are sent a statement for each row, or for some of them");
        using var statements = Statements.Listen();
        await SaveAsync([.. Enumerable.Range(1, Many).Select(number => Row(number))]);
        Assert.DoesNotContain(statements.Sent, statement => statement.Text.Contains("INSERT", StringComparison.Ordinal));
    }

    private Task<bool> SaveAsync(params DeliveryRow[] rows) => _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Deliveries.AddRange(rows);
        Assert.Equal(rows.Length, await db.SaveChangesAsync());
        Assert.All(db.ChangeTracker.Entries(), entry => Assert.Equal(EntityState.Unchanged, entry.State));
        await transaction.CommitAsync();
        return true;
    });

    private DeliveryRow Row(int number) => new()
    {
        EventId = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0),
        OrganizationId = _place.Organization,
        Consumer = _consumer,
        Stream = $"user/ä'\"\\\t{number}",
        Version = long.MaxValue - number,
        RequestId = Guid.CreateVersion7(),
        AvailableAt = DateTimeOffset.UnixEpoch.AddMilliseconds(number),
        Attempts = number,
        HoldsStream = number % 2 == 0,
        Lease = number % 3 == 0 ? Guid.NewGuid() : null,
        LeasedUntil = number % 3 == 0 ? DateTimeOffset.UnixEpoch.AddDays(number) : null,
        ParkedAt = number % 5 == 0 ? DateTimeOffset.UnixEpoch.AddYears(number) : null,
        Error = number % 5 == 0 ? "" : null,
    };

    private static string Text(DeliveryRow row) => string.Join(
        '|', row.EventId, row.Consumer, row.Stream, row.Version, row.RequestId, row.AvailableAt.ToUnixTimeMilliseconds(), row.Attempts, row.HoldsStream,
        row.Lease, row.LeasedUntil?.ToUnixTimeMilliseconds(), row.ParkedAt?.ToUnixTimeMilliseconds(), row.Error is null ? "null" : $"'{row.Error}'");
}

public sealed class ManyRowsOnSqlite(SqliteDatabase database) : ManyRowsTests(database), IClassFixture<SqliteDatabase>;

public sealed class ManyRowsOnPostgreSql(PostgreSqlDatabase database) : ManyRowsTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class ManyRowsOnSqlServer(SqlServerDatabase database) : ManyRowsTests(database), IClassFixture<SqlServerDatabase>;
