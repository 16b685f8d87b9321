using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Contracts;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>The place in line that a user is shown with: its order, and what it costs.</summary>
public abstract class WaitingLineTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private InProcessService _service = null!;

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
    public async Task The_line_goes_by_priority_then_by_time_then_by_id()
    {
        var place = await PlaceAsync(6);
        await WaitAsync(place, (1, "pro", 0, 0), (2, "pro", 0, 0), (3, "pro", 0, -5), (4, "pro", 7, 9), (5, "other", 9, -9));
        Assert.Equal(
            ["1 pro 3", "2 pro 4", "3 pro 2", "4 pro 1", "5 other 1", "6  "],
            (await PageAsync(place, 10)).Where(user => user.License is not null || user.Id == Crowd.Of(6).ToString())
                .Select(user => $"{Convert.ToInt32(user.Id[..8], 16)} {user.License?.WaitsFor} {user.License?.WaitlistPosition}"));
    }

    [Fact]
    public async Task A_page_costs_one_statement_more_and_counts_along_the_index_of_the_line()
    {
        // Many lines: with one or two, a database rightly reads such a small table as it lies.
        const int Waiting = 3000;
        const int Lines = 30;
        var place = await PlaceAsync(Waiting);
        await WaitAsync(place, [.. Enumerable.Range(1, Waiting).Select(number => (number, $"plan-{number % Lines}", 0, number))]);
        await _service.InAsync<IdentityDbContext, int>(place.Organization, db =>
            db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.user_licenses" : "ANALYZE"));

        foreach (var take in (int[])[1, 100])
        {
            using var statements = Statements.Listen();
            var page = await PageAsync(place, take);
            Assert.Equal(take, page.Count(user => user.License?.WaitlistPosition == ((Convert.ToInt32(user.Id[..8], 16) - 1) / Lines) + 1));
            var sent = statements.Sent.Where(statement => statement.Text.Contains("user_licenses", StringComparison.Ordinal)).ToArray();
            await AssertBoundAsync(place, Assert.Single(sent));
        }
    }

    private async Task<Place> PlaceAsync(int users)
    {
        var place = await _service.NewPlaceAsync();
        await place.AddCrowdAsync(users);
        return place;
    }

    private async Task<IReadOnlyList<StoredResource>> PageAsync(Place place, int take) => (await _service.SendAsync(
        place.Organization,
        new SearchResources(place.Directory, [new SearchedType(ServedType.Users, null, null, false, WithLicense: true)], "https://x", new IndexPage(0, take)))).Page;

    private async Task WaitAsync(Place place, params (int User, string Plan, int Priority, int Minute)[] waiting) =>
        await _service.InAsync<IdentityDbContext, int>(place.Organization, db =>
        {
            foreach (var (user, plan, priority, minute) in waiting)
            {
                var license = new UserLicense(place.Organization, Crowd.Of(user));
                license.Take(new SeatFacts(plan, "waitlisted", Noon, false, "default", plan, Noon.AddMinutes(minute), priority, null), 1);
                db.Add(license);
            }

            return db.SaveChangesAsync();
        });

    private Task<bool> AssertBoundAsync(Place place, Statement statement) => _service.InAsync<IdentityDbContext, bool>(place.Organization, async db =>
    {
        Assert.SkipWhen(db.Database.IsSqlServer(), "SQL Server: SHOWPLAN is not read yet");
        var plan = await db.ReadAsync((db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.Text, statement.Parameters);
        var text = string.Join('\n', plan);
        Assert.True(plan.Any(line => line.Contains("waits_for", StringComparison.Ordinal)
            && (line.Contains("Index Cond", StringComparison.Ordinal) || line.Contains("SEARCH", StringComparison.Ordinal))), $"{text}\n{statement}");
        // All users of this small table are asked for at once, so that it may be read as it lies; the line of each may not.
        Assert.DoesNotContain("Seq Scan on user_licenses u0", text, StringComparison.Ordinal);
        return true;
    });
}

public sealed class WaitingLineOnSqlite(SqliteDatabase database) : WaitingLineTests(database), IClassFixture<SqliteDatabase>;

public sealed class WaitingLineOnPostgreSql(PostgreSqlDatabase database) : WaitingLineTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class WaitingLineOnSqlServer(SqlServerDatabase database) : WaitingLineTests(database), IClassFixture<SqlServerDatabase>;
