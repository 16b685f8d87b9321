using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Memberships;

/// <summary>What is stored of teams against what facts and configuration say.</summary>
public abstract class TeamsReconcilerTests(ProvidedDatabase provided) : Events.EventTests(provided)
{
    [Fact]
    public async Task What_was_tampered_with_is_found_and_only_written_when_asked()
    {
        var (place, users) = await StoryAsync();
        Assert.Equal(Reconciliation.None.Found, (await ReconcileAsync(place, repair: true)).Found);
        var before = await StateAsync(place);

        await Service.InAsync<TeamsDbContext, int>(place.Organization, async db =>
            await db.Sources.Where(source => source.UserId == users[0]).ExecuteDeleteAsync()
            + await db.GroupMembers.Where(member => member.UserId == users[1]).ExecuteDeleteAsync()
            + await db.Memberships.Where(membership => membership.UserId == users[2])
                .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Role, TeamRole.Owner)));
        var tampered = await StateAsync(place);

        var found = await ReconcileAsync(place, repair: false);
        Assert.Equal(
            [
                "membership 1 member→", "membership 2 owner→member", "source 0 →member", "source 1 member→",
            ],
            found.Drift.Select(drift => $"{drift.Kind} {users.IndexOf(new UserId(drift.UserId!.Value))} {drift.Stored}→{drift.Computed}")
                .Order(StringComparer.Ordinal));
        Assert.Equal((4, 0), (found.Found, found.Repaired));
        Assert.Equal(tampered, await StateAsync(place));

        Assert.Equal(4, (await ReconcileAsync(place, repair: true)).Repaired);
        Assert.Equal(0, (await ReconcileAsync(place, repair: false)).Found);
        Assert.Equal(before.Replace($"{users[1]} member\n", "", StringComparison.Ordinal), await StateAsync(place));
    }

    [Fact]
    public async Task A_mapping_that_follows_a_group_that_is_not_there_is_let_go()
    {
        var (place, _) = await StoryAsync();
        await Service.InAsync<TeamsDbContext, int>(place.Organization, db => db.Groups.ExecuteDeleteAsync());

        var found = await ReconcileAsync(place, repair: true);
        await Service.DrainAsync();

        Assert.Equal("bound→orphaned", found.Drift.Where(drift => drift.Kind == "mapping").Select(drift => $"{drift.Stored}→{drift.Computed}").Single());
        Assert.Equal("", await StateAsync(place));
        Assert.Equal(0, (await ReconcileAsync(place, repair: false)).Found);
    }

    private async Task<(Place Place, List<UserId> Users)> StoryAsync()
    {
        var place = await Service.NewPlaceAsync();
        var team = (await Service.SendAsync(place.Organization, new CreateTeam("Guides", null))).Value;
        await Service.DrainAsync();
        Assert.Null((await Service.SendAsync(place.Organization, new CreateGroupMapping(
            place.Directory.ToString(), "Tour Guides", null, team.ToString(), "member", null, null, null, null, null))).Error);
        var users = new List<UserId>();
        for (var i = 0; i < 3; i++)
            users.Add(await place.CreateUserAsync(FormattableString.Invariant($"user{i}")));
        await place.CreateGroupAsync("tour guides", users[0], users[1], users[2]);
        await Service.DrainAsync();
        return (place, users);
    }

    private async Task<Reconciliation> ReconcileAsync(Place place, bool repair)
    {
        await using var scope = Service.Scope(place.Organization);
        var teams = scope.ServiceProvider.GetServices<IReconciler>().Single(one => one.GetType().Name == "TeamsReconciler");
        return await teams.ReconcileAsync(repair, passed: null, CancellationToken.None);
    }

    private Task<string> StateAsync(Place place) => Service.InAsync<TeamsDbContext, string>(place.Organization, async db =>
        string.Concat((await db.Memberships.AsNoTracking().Where(membership => membership.Role != null).ToListAsync())
            .Select(membership => $"{membership.UserId} {membership.Role.ToString()!.ToLowerInvariant()}\n").Order(StringComparer.Ordinal)));
}

public sealed class TeamsReconcilerOnSqlite(SqliteDatabase database) : TeamsReconcilerTests(database), IClassFixture<SqliteDatabase>;

public sealed class TeamsReconcilerOnPostgreSql(PostgreSqlDatabase database) : TeamsReconcilerTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class TeamsReconcilerOnSqlServer(SqlServerDatabase database) : TeamsReconcilerTests(database), IClassFixture<SqlServerDatabase>;
