using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>Seats and memberships are what the facts say, however often and in whatever order the facts come (B15, B16, I2, I3).</summary>
public abstract class ConvergenceTests(ProvidedDatabase provided) : EventTests(provided)
{
    [Fact]
    public async Task What_is_delivered_again_changes_nothing()
    {
        var place = await StoryAsync();
        await Service.DrainAsync();
        var state = await StateAsync(place);
        var events = await CountEventsAsync(place);
        Assert.Contains("Assigned", state, StringComparison.Ordinal);

        // Every event twice more: the inbox knows them.
        await EnqueueAllAsync(place);
        await Service.DrainAsync();
        Clock.Advance(TimeSpan.FromDays(8));
        await EnqueueAllAsync(place);
        await Service.DrainAsync();
        Assert.Equal(state, await StateAsync(place));

        // And when nobody remembers that they were handled, their versions tell that they are old.
        foreach (var module in Service.Modules.All)
        {
            await using var scope = Service.Scope(place.Organization);
            await ((ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType)).Inbox.ExecuteDeleteAsync();
        }

        await EnqueueAllAsync(place);
        await Service.DrainAsync();
        Assert.Equal(state, await StateAsync(place));
        Assert.Equal(events, await CountEventsAsync(place));
    }

    [Fact]
    public async Task A_deactivation_that_overtakes_an_older_change_is_final()
    {
        var place = await Service.NewPlaceAsync(seats: 2);
        var user = await place.CreateUserAsync("bjensen");
        await Service.DrainAsync();
        Assert.Equal(1, await UsedAsync(place));
        await place.RenameAsync(user, "Lead");
        await place.SetActiveAsync(user, false);

        var older = await TakeOutAsync(place, version: 2);
        await Service.DrainAsync();
        Assert.Equal(0, await UsedAsync(place));
        await PutInAsync(place, older);
        await Service.DrainAsync();

        Assert.Equal(0, await UsedAsync(place));
        Assert.Equal([false], await Service.InAsync<LicensingDbContext, List<bool>>(place.Organization, db => db.People.Select(one => one.Active).ToListAsync()));
        Assert.Empty(await WaitingAsync(place, LicensingDbContext.Module));
    }

    [Fact]
    public async Task A_deletion_that_overtakes_the_creation_leaves_no_seat()
    {
        var place = await Service.NewPlaceAsync(seats: 2);
        var user = await place.CreateUserAsync("bjensen");
        await Service.SendAsync(place.Organization, new Scim.Modular.Identity.Application.Users.DeleteUser(place.Directory, Scim.Modular.Identity.Application.Resources.ServedType.Users, user));

        var older = await TakeOutAsync(place, version: 1);
        await Service.DrainAsync();
        await PutInAsync(place, older);
        await Service.DrainAsync();

        Assert.Equal(0, await UsedAsync(place));
    }

    [Fact]
    public async Task A_thousand_events_of_many_organizations_end_where_one_by_one_would()
    {
        var places = new List<Place>();
        for (var i = 0; i < 8; i++)
            places.Add(await StoryAsync());
        await Service.DrainAsync();

        var expected = Shape(await StateAsync(places[0]));
        foreach (var place in places)
            Assert.Equal(expected, Shape(await StateAsync(place)));
    }

    /// <summary>People come and go, seats are short, a group fills a team.</summary>
    private async Task<Place> StoryAsync()
    {
        var place = await Service.NewPlaceAsync(seats: 3);
        var team = (await Service.SendAsync(place.Organization, new CreateTeam("Guides", null))).Value;
        await Service.DrainAsync();
        var mapping = await Service.SendAsync(place.Organization, new CreateGroupMapping(
            place.Directory.ToString(), "Tour Guides", null, team.ToString(), "member", null, null, null, null, null));
        Assert.Null(mapping.Error);
        var users = new List<UserId>();
        for (var i = 0; i < 6; i++)
        {
            users.Add(await place.CreateUserAsync(FormattableString.Invariant($"user{i}")));
            Clock.Advance(TimeSpan.FromMilliseconds(7));
        }

        var group = await place.CreateGroupAsync("tour guides", users[0], users[1], users[5]);
        await place.SetActiveAsync(users[0], false);
        await place.RenameAsync(users[1], "Lead");
        await place.AddMembersAsync(group, users[2], users[3]);
        await place.RemoveMemberAsync(group, users[1]);
        await place.SetActiveAsync(users[0], true);
        await Service.SendAsync(place.Organization, new Scim.Modular.Identity.Application.Users.DeleteUser(place.Directory, Scim.Modular.Identity.Application.Resources.ServedType.Users, users[2]));
        return place;
    }

    private Task<int> UsedAsync(Place place) =>
        Service.InAsync<LicensingDbContext, int>(place.Organization, db => db.Plans.Select(plan => plan.Used).SingleAsync());

    private async Task<string> StateAsync(Place place)
    {
        var lines = new List<string>();
        await Service.InAsync<LicensingDbContext, bool>(place.Organization, async db =>
        {
            lines.AddRange((await db.Plans.ToListAsync()).Select(plan => FormattableString.Invariant($"plan {plan.Key} {plan.Used} {plan.Reserved}")));
            lines.AddRange((await db.Seats.ToListAsync()).Select(seat => $"seat {seat.UserId} {seat.Status} {seat.Reason} {seat.Since:O}").Order(StringComparer.Ordinal));
            lines.AddRange((await db.People.ToListAsync()).Select(one => FormattableString.Invariant($"person {one.UserId} {one.Active} {one.Deleted} {one.FactVersion}")).Order(StringComparer.Ordinal));
            return true;
        });
        await Service.InAsync<TeamsDbContext, bool>(place.Organization, async db =>
        {
            foreach (var table in (string[])["memberships", "sources", "people", "groups", "group_members", "mappings"])
            {
                var row = db.Model.GetEntityTypes().SingleOrDefault(type => type.GetTableName() is { } name && (name == table || name == "teams_" + table));
                if (row is null)
                    continue;
                var name = db.Database.IsSqlite() ? $"\"{row.GetTableName()}\"" : row.GetSchemaQualifiedTableName()!;
                var rows = await db.ReadAsync($"SELECT * FROM {name} WHERE organization_id = {db.Id(place.Organization.Value)}");
                lines.AddRange(rows.Select(text => $"{table} {text}").Order(StringComparer.Ordinal));
            }

            return true;
        });
        return string.Join('\n', lines);
    }

    // What is the same in every such story: how many rows of which kind say what.
    private static string Shape(string state) => string.Join('\n', state.Split('\n')
        .Where(line => line.StartsWith("plan", StringComparison.Ordinal) || line.StartsWith("seat", StringComparison.Ordinal) || line.StartsWith("memberships", StringComparison.Ordinal))
        .Select(line => line.StartsWith("seat", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ')[2..4]) : line.StartsWith("plan", StringComparison.Ordinal) ? line : "membership")
        .Order(StringComparer.Ordinal));

    private async Task<int> CountEventsAsync(Place place)
    {
        var count = 0;
        foreach (var module in Service.Modules.All)
        {
            await using var scope = Service.Scope(place.Organization);
            count += await ((ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType)).Events.CountAsync();
        }

        return count;
    }

    private async Task EnqueueAllAsync(Place place)
    {
        foreach (var module in Service.Modules.All)
        {
            await using var scope = Service.Scope(place.Organization);
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            var subscriptions = scope.ServiceProvider.GetRequiredService<Subscriptions>();
            foreach (var row in await db.Events.AsNoTracking().ToListAsync())
            {
                foreach (var consumer in subscriptions.ConsumersOf(subscriptions.Read(row.Type, row.Payload)))
                    db.Deliveries.Add(Waiting(row, consumer));
            }

            await db.SaveChangesAsync();
        }
    }

    private async Task<DeliveryRow> TakeOutAsync(Place place, long version)
    {
        var row = (await WaitingAsync(place, LicensingDbContext.Module)).Single(one => one.Version == version && one.Stream.StartsWith("user", StringComparison.Ordinal));
        await Service.InAsync<IdentityDbContext, int>(
            place.Organization, db => db.Deliveries.Where(one => one.EventId == row.EventId && one.Consumer == row.Consumer).ExecuteDeleteAsync());
        return row;
    }

    private Task<int> PutInAsync(Place place, DeliveryRow row) => Service.InAsync<IdentityDbContext, int>(place.Organization, db =>
    {
        db.Deliveries.Add(row);
        return db.SaveChangesAsync();
    });

    private DeliveryRow Waiting(EventRow row, string consumer) => new()
    {
        EventId = row.Id,
        Consumer = consumer,
        OrganizationId = row.OrganizationId,
        Stream = row.Stream,
        Version = row.Version,
        RequestId = row.RequestId,
        AvailableAt = Clock.GetUtcNow(),
    };
}

public sealed class ConvergenceOnSqlite(SqliteDatabase database) : ConvergenceTests(database), IClassFixture<SqliteDatabase>;

public sealed class ConvergenceOnPostgreSql(PostgreSqlDatabase database) : ConvergenceTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class ConvergenceOnSqlServer(SqlServerDatabase database) : ConvergenceTests(database), IClassFixture<SqlServerDatabase>;
