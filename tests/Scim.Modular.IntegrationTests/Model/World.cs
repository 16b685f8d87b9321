using MediatR;
using Microsoft.Extensions.Hosting;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Licensing.Infrastructure.Seats;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>An organization of the real system, with the facts that its history has made so far.</summary>
internal sealed class World
{
    private const int Streams = 3;

    private readonly List<Place> _places;
    private readonly List<TeamId> _teams;

    private World(InProcessService service, List<Place> places, List<TeamId> teams) => (Service, _places, _teams) = (service, places, teams);

    public InProcessService Service { get; }

    public OrganizationId Organization => _places[0].Organization;

    public IReadOnlyList<TeamId> Teams => _teams;

    public Facts Facts { get; } = new();

    /// <summary>Which rare things have come about.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>What was found wrong on the way.</summary>
    public List<string> Wrong { get; } = [];

    public Crashes Crashes { get; } = new();

    /// <summary>Steps that were more than nothing.</summary>
    public int Done { get; private set; }

    public static async Task<World> CreateAsync(InProcessService service)
    {
        var place = await service.NewPlaceAsync();
        List<Place> places = [place];
        places.Add(place with { Directory = (await service.SendAsync(place.Organization, new CreateDirectory("Other", "generic"))).Value.Id });
        List<TeamId> teams = [];
        for (var i = 0; i < Facts.Teams; i++)
            teams.Add((await service.SendAsync(place.Organization, new CreateTeam(FormattableString.Invariant($"Team {i}"), null))).Value);
        var world = new World(service, places, teams);
        await world.RestAsync();
        return world;
    }

    public Place At(int directory) => _places[directory];

    /// <summary>Those of them that the group can have as members: they are there, and of its directory.</summary>
    public int[] Members(Pushed group, IEnumerable<int> people) =>
        [.. people.Where(person => Facts.People[person] is { Exists: true } there && there.Directory == group.Directory).Distinct()];

    public async Task DoAsync(Step step)
    {
        // Not at once, as a clock never does: places in line go by it.
        Service.Clock.Advance(TimeSpan.FromMilliseconds(10));
        if (!step.Applies(Facts))
            return;
        var delicate = Facts.IsDelicate;
        var rests = step.RestsAfter(Facts);
        if (step.AtRest(Facts) || delicate)
            await RestAsync();
        var before = await Chance.BeforeAsync(this, delicate);
        await step.DoAsync(this);
        Done++;
        Facts.Settle();
        if (rests || delicate || Facts.IsDelicate)
            await RestAsync();
        if (delicate || Facts.IsDelicate)
            await before.AdoptAsync(step);
    }

    /// <summary>Another team takes the place of this one.</summary>
    public async Task NewTeamAsync(int team) =>
        _teams[team] = (await Service.SendAsync(Organization, new CreateTeam(FormattableString.Invariant($"Team {team}"), null))).Value;

    /// <summary>The number of a team, which is new if nobody has heard of it.</summary>
    public int NumberOf(TeamId team)
    {
        if (!_teams.Contains(team))
            _teams.Add(team);
        return _teams.IndexOf(team);
    }

    /// <summary>Another directory takes the place of this one.</summary>
    public async Task NewDirectoryAsync(int directory) => _places[directory] = _places[directory] with
    {
        Directory = (await Service.SendAsync(Organization, new CreateDirectory("Other", "generic"))).Value.Id,
    };

    /// <summary>What an administrator decides, again when everything has arrived if it is about something that has not.</summary>
    public async Task<T> DecideAsync<T>(IRequest<Result<T>> decision)
    {
        var made = await Service.SendAsync(Organization, decision);
        if (made.Error is not null)
        {
            await RestAsync();
            made = await Service.SendAsync(Organization, decision);
        }

        Assert.Null(made.Error);
        return made.Value;
    }

    public async Task DecideAsync(IRequest<Result> decision)
    {
        var made = await Service.SendAsync(Organization, decision);
        if (made.Error is not null)
        {
            await RestAsync();
            made = await Service.SendAsync(Organization, decision);
        }

        Assert.Null(made.Error);
    }

    public Task<Dictionary<UserId, Seat>> SeatsAsync() => Service.InAsync<LicensingDbContext, Dictionary<UserId, Seat>>(
        Organization, db => db.Seats.AsNoTracking().ToDictionaryAsync(seat => seat.UserId));

    public static string TextOf(Seat seat) => $"{seat.PlanKey} {seat.Status} waits for {seat.WaitsFor}";

    public async Task DispatchAsync(bool teamsFirst)
    {
        var modules = Service.Modules.All.Select(module => module.Name).Order(StringComparer.Ordinal);
        foreach (var module in teamsFirst ? modules.Reverse() : modules)
            await Service.DispatchAsync(module);
    }

    /// <summary>
    /// Until nothing is left to be delivered; what was held back or failed is due again, and holds that have lapsed are over. One module
    /// may hear everything only when there is nothing left for the others.
    /// </summary>
    public async Task RestAsync(string? late = null)
    {
        Crashes.Clear();
        if (late is not null)
        {
            var later = Service.Clock.GetUtcNow().AddDays(1);
            await OnEachAsync((db, _) => db.Deliveries.Where(row => row.Consumer == late)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AvailableAt, later)));
            await Service.DrainAsync();
        }

        foreach (var job in Service.Services.GetServices<IHostedService>().OfType<LapsedHoldsJob>())
            await job.RunAsync(CancellationToken.None);
        for (var round = 0; round < 50; round++)
        {
            await Service.DrainAsync();
            if (await WaitingAsync() == 0)
                return;
            Service.Clock.Advance(TimeSpan.FromSeconds(1));
            await OnEachAsync((db, _) => db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(row => row.AvailableAt, Service.Clock.GetUtcNow())));
        }

        var stuck = new List<string>();
        await OnEachAsync(async (db, _) =>
        {
            foreach (var row in await db.Deliveries.AsNoTracking().ToListAsync())
                stuck.Add($"{row.Stream} v{row.Version} for {row.Consumer}: {row.Error} {(row.ParkedAt is null ? "" : "(parked)")}");
            return 0;
        });
        Assert.Fail("events that can't be delivered:\n" + string.Join('\n', stuck));
    }

    public async Task HoldBackAsync(int remainder)
    {
        var later = Service.Clock.GetUtcNow().AddDays(1);
        await OnEachAsync(async (db, _) =>
        {
            var streams = await db.Deliveries.Select(row => row.Stream).Distinct().ToListAsync();
            // By what the stream is of: whole kinds of news are late, or single ones.
            var late = streams.Where(stream => stream.Sum(letter => letter) % Streams == remainder).ToArray();
            return await db.Deliveries.Where(row => late.Contains(row.Stream))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AvailableAt, later));
        });
    }

    public async Task DeliverAgainAsync(bool forgotten)
    {
        await OnEachAsync(async (db, subscriptions) =>
        {
            foreach (var row in await db.Events.AsNoTracking().ToListAsync())
            {
                foreach (var consumer in subscriptions.ConsumersOf(subscriptions.Read(row.Type, row.Payload)))
                {
                    db.Deliveries.Add(new DeliveryRow
                    {
                        EventId = row.Id, Consumer = consumer, OrganizationId = row.OrganizationId, Stream = row.Stream, Version = row.Version,
                        RequestId = row.RequestId, AvailableAt = Service.Clock.GetUtcNow(),
                    });
                }
            }

            await db.SaveChangesAsync();
            return forgotten ? await db.Inbox.ExecuteDeleteAsync() : 0;
        });
        await RestAsync();
    }

    private async Task<int> WaitingAsync()
    {
        var count = 0;
        await OnEachAsync(async (db, _) => count += await db.Deliveries.CountAsync());
        return count;
    }

    private async Task OnEachAsync(Func<ModuleDbContext, Subscriptions, Task<int>> work)
    {
        foreach (var module in Service.Modules.All)
        {
            await using var scope = Service.Scope(Organization);
            await work(
                (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType), scope.ServiceProvider.GetRequiredService<Subscriptions>());
        }
    }
}
