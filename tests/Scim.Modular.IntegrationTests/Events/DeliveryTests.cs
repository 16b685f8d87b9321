using System.Globalization;
using MediatR;
using Microsoft.Extensions.Hosting;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>What happened is told once, in order, to everybody who hears it, whatever fails in between (I6, I7, B02–B07, B14).</summary>
public abstract class DeliveryTests(ProvidedDatabase provided) : EventTests(provided)
{
    [Fact]
    public void Every_module_has_its_dispatcher() =>
        Assert.Equal(Service.Modules.All.Count, Service.Services.GetServices<IHostedService>().OfType<Dispatcher>().Count());

    [Fact]
    public async Task A_command_that_is_refused_or_fails_leaves_neither_row_nor_event()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var before = (await EventsAsync<IdentityDbContext>(place)).Select(row => row.Id);

        Assert.Equal(ErrorKind.Conflict, (await place.TryCreateAsync(Place.Body("BJensen"))).Error?.Kind);
        await Assert.ThrowsAnyAsync<Exception>(() => place.PatchUserAsync(user, """{"op":"replace","path":"title","value":"x"},{"op":"replace","path":"id","value":"x"}"""));
        Assert.Equal(before, (await EventsAsync<IdentityDbContext>(place)).Select(row => row.Id));

        Assert.NotNull((await Service.SendAsync(place.Organization, new AddThing(null, new Error(ErrorKind.Invalid, "no", "No."), "a"))).Error);
        await Assert.ThrowsAsync<TimeoutException>(() => Service.SendAsync(place.Organization, new AddThing(new TimeoutException(), null, "a")));
        Assert.Empty(await EventsAsync<ProbeDbContext>(place));
        Assert.False(await Service.InAsync<ProbeDbContext, bool>(place.Organization, db => db.Things.AnyAsync()));
    }

    // A bulk request runs one command after the other in one scope.
    [Fact]
    public async Task What_a_failed_command_had_begun_is_not_done_by_the_next_one_of_its_request()
    {
        var place = await Service.NewPlaceAsync();
        await using var scope = Service.Scope(place.Organization);
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();

        await Assert.ThrowsAsync<TimeoutException>(() => mediator.Send(new AddThing(new TimeoutException(), null, "failed")));
        Assert.Null((await mediator.Send(new AddThing(null, null, "done"))).Error);
        Assert.NotNull((await mediator.Send(new AddThing(null, new Error(ErrorKind.Invalid, "no", "No."), "refused"))).Error);
        Assert.Null((await mediator.Send(new AddThing(null, null, "done too"))).Error);

        Assert.Equal(["done", "done too"], await Service.InAsync<ProbeDbContext, List<string>>(
            place.Organization, db => db.Things.Select(thing => thing.Key).OrderBy(key => key).ToListAsync()));
        Assert.Equal(2, (await EventsAsync<ProbeDbContext>(place)).Count);
    }

    [Fact]
    public async Task A_command_that_lost_a_race_runs_again_and_tells_it_once()
    {
        var place = await Service.NewPlaceAsync();
        await Service.SendAsync(place.Organization, new AddThing(null, null, "taken"));
        var again = new AddThing(null, null, "taken", "taken", "free");

        await Service.SendAsync(place.Organization, again);
        await Service.DrainAsync();

        Assert.Equal(3, again.Attempts);
        Assert.Equal(["free", "taken"], await Service.InAsync<ProbeDbContext, List<string>>(
            place.Organization, db => db.Things.Select(thing => thing.Key).OrderBy(key => key).ToListAsync()));
        Assert.Equal(2, (await EventsAsync<ProbeDbContext>(place)).Count);
        Assert.Equal(2, await Service.InAsync<ProbeDbContext, int>(place.Organization, db => db.Effects.CountAsync()));
    }

    [Fact]
    public async Task Each_round_delivers_the_oldest_event_of_each_story()
    {
        var place = await Service.NewPlaceAsync();
        var users = new[] { await place.CreateUserAsync("a"), await place.CreateUserAsync("b") };
        foreach (var user in users)
        {
            await place.RenameAsync(user, "1");
            await place.SetActiveAsync(user, false);
        }

        foreach (var expected in (string[])["1", "1 2", "1 2 3"])
        {
            await DispatchAsync();
            foreach (var user in users)
                Assert.Equal(expected, await HandledAsync(place, user));
        }

        Assert.Equal(0, await DispatchAsync());
        Assert.Empty(await WaitingAsync(place));
    }

    [Fact]
    public async Task Two_processes_deliver_every_event_once_and_in_order()
    {
        const int stories = 40;
        var place = await Service.NewPlaceAsync();
        var other = NewProcess();
        var users = new List<UserId>();
        for (var i = 0; i < stories; i++)
            users.Add(await place.CreateUserAsync(FormattableString.Invariant($"user{i}")));
        for (var change = 0; change < 5; change++)
        {
            foreach (var user in users)
                await place.RenameAsync(user, FormattableString.Invariant($"title {change}"));
        }

        var handled = new int[2];
        await Task.WhenAll(Run(Service, 0), Run(other, 1));

        foreach (var user in users)
            Assert.Equal("1 2 3 4 5 6", await HandledAsync(place, user));
        Assert.Empty(await WaitingAsync(place));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" + ", handled));

        Task Run(InProcessService process, int index) => Task.Run(() => Eventually.Async(async () =>
        {
            handled[index] += await process.DispatchAsync(IdentityDbContext.Name);
            return (await WaitingAsync(place)).Count == 0;
        }));
    }

    [Fact]
    public async Task A_claim_that_was_lost_can_change_nothing()
    {
        var place = await Service.NewPlaceAsync();
        await place.CreateUserAsync("bjensen");
        var (stale, current) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var row = Assert.Single(await ClaimAsync(stale));
        Assert.Empty(await ClaimAsync(current));
        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Contains(await ClaimAsync(current), claimed => claimed.EventId == row.EventId);

        await OnQueueAsync(queue => queue.CompleteAsync(stale, [row.EventId], Probe.Name, CancellationToken.None));
        await OnQueueAsync(queue => queue.DeferAsync(stale, row, Clock.GetUtcNow().AddDays(1), Clock.GetUtcNow(), "late", CancellationToken.None));
        await OnQueueAsync(queue => queue.ReleaseAsync(stale, CancellationToken.None));

        var held = Assert.Single(await WaitingAsync(place));
        Assert.Equal((current, 0, null, null), (held.Lease, held.Attempts, held.ParkedAt, held.Error));
        await OnQueueAsync(queue => queue.ReleaseAsync(current, CancellationToken.None));
        await Service.DrainAsync();
        Assert.Empty(await WaitingAsync(place));
    }

    // B03: the process dies after its effect is committed and before the event is off the queue.
    [Fact]
    public async Task An_event_whose_handling_was_committed_but_not_noted_has_one_effect()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var row = Assert.Single(await ClaimAsync(Guid.CreateVersion7()));
        var happened = await Service.InAsync<IdentityDbContext, EventRow>(place.Organization, db => db.Events.AsNoTracking().SingleAsync(one => one.Id == row.EventId));
        await Service.Services.GetRequiredService<Delivery>().HandleAsync(Probe.Name, place.Organization, [new Claimed(row, happened)], CancellationToken.None);
        Assert.Single(await WaitingAsync(place));

        Clock.Advance(TimeSpan.FromSeconds(31));
        await Service.DrainAsync();

        Assert.Equal("1", await HandledAsync(place, user));
        Assert.Empty(await WaitingAsync(place));
    }

    // B04: it dies before the commit.
    [Fact]
    public async Task A_handling_that_was_not_committed_left_nothing_and_is_done_again()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var died = false;
        Control.WhileHandling = _ => died ? Task.CompletedTask : Task.FromException(new InvalidOperationException((died = true).ToString(CultureInfo.InvariantCulture)));

        await Service.DrainAsync();
        Assert.Equal("", await HandledAsync(place, user));
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Service.DrainAsync();

        Assert.Equal("1", await HandledAsync(place, user));
    }

    // Two modules tell of one organization at the same moment, and both handlings add the first row of it.
    [Fact]
    public async Task A_handling_that_lost_a_race_is_done_again_at_once()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var tries = 0;
        Control.WhileHandling = _ => ++tries < 3 ? Task.FromException(new DbUpdateConcurrencyException()) : Task.CompletedTask;

        await Service.DrainAsync();

        Assert.Equal("1", await HandledAsync(place, user));
        Assert.Empty(await WaitingAsync(place));
    }

    [Fact]
    public async Task What_follows_from_an_event_carries_its_request_and_its_actor()
    {
        var place = await Service.NewPlaceAsync(seats: 5);
        await place.CreateUserAsync("bjensen");
        await Service.DrainAsync();

        var cause = Assert.Single(await EventsAsync<IdentityDbContext>(place), row => row.Type == "identity.UserCreated");
        var effect = Assert.Single(
            await EventsAsync<Scim.Modular.Licensing.Infrastructure.LicensingDbContext>(place), row => row.Type == "licensing.SeatAssigned");
        Assert.Equal((cause.RequestId, cause.Actor), (effect.RequestId, effect.Actor));
    }

    internal Task<List<EventRow>> EventsAsync<TContext>(Place place) where TContext : ModuleDbContext => Service.InAsync<TContext, List<EventRow>>(
        place.Organization, db => db.Events.AsNoTracking().OrderBy(row => row.Id).ToListAsync());

    private async Task<IReadOnlyList<DeliveryRow>> ClaimAsync(Guid lease)
    {
        IReadOnlyList<DeliveryRow> rows = [];
        var now = Clock.GetUtcNow();
        await OnQueueAsync(async queue => rows = await queue.ClaimAsync(Probe.Name, lease, now, now.AddSeconds(30), 100, CancellationToken.None));
        return rows;
    }

    private async Task OnQueueAsync(Func<DeliveryQueue, Task> work)
    {
        await using var scope = Service.Scope();
        var module = Service.Modules.Named(IdentityDbContext.Name);
        await work(new DeliveryQueue(scope.ServiceProvider.GetRequiredService<IdentityDbContext>(), Service.Modules.TargetOf(module).Provider));
    }
}

public sealed class DeliveryOnSqlite(SqliteDatabase database) : DeliveryTests(database), IClassFixture<SqliteDatabase>;

public sealed class DeliveryOnPostgreSql(PostgreSqlDatabase database) : DeliveryTests(database), IClassFixture<PostgreSqlDatabase>
{
    // B07. On SQLite there is one writer at a time, so nobody can be in the middle of it while another writes.
    [Fact]
    public async Task An_owner_that_wakes_after_its_lease_has_no_second_effect()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var (reached, goOn, first) = (new TaskCompletionSource(), new TaskCompletionSource(), true);
        Control.WhileHandling = async _ =>
        {
            if (!first)
                return;
            first = false;
            reached.SetResult();
            await goOn.Task;
        };
        var other = NewProcess();

        var stalled = DispatchAsync();
        await reached.Task.WaitAsync(Eventually.Patience);
        await other.DispatchAsync(IdentityDbContext.Name);
        Assert.Equal("", await HandledAsync(place, user));
        Clock.Advance(TimeSpan.FromSeconds(31));
        await Eventually.Async(async () => await other.DispatchAsync(IdentityDbContext.Name) == 0);
        Assert.Equal("1", await HandledAsync(place, user));
        goOn.SetResult();
        await stalled;

        Assert.Equal("1", await HandledAsync(place, user));
        Assert.Empty(await WaitingAsync(place));
    }

    // B14: identifiers are made when a transaction begins its work, not when it commits.
    [Fact]
    public async Task An_event_of_a_transaction_that_began_first_and_committed_last_is_delivered()
    {
        var place = await Service.NewPlaceAsync();
        await using var scope = Service.Scope(place.Organization);
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        await using var slow = await db.Database.BeginTransactionAsync();
        var late = User.Create(place.Organization, place.Directory, Place.UserOf(Place.Body("slow")), null, Clock.GetUtcNow());
        db.Add(late);
        await db.SaveChangesAsync();

        Clock.Advance(TimeSpan.FromMilliseconds(10));
        var early = await place.CreateUserAsync("fast");
        await Service.DrainAsync();
        Assert.Equal(("1", ""), (await HandledAsync(place, early), await HandledAsync(place, late.Id)));
        await slow.CommitAsync();
        await Service.DrainAsync();

        Assert.Equal("1", await HandledAsync(place, late.Id));
    }
}

public sealed class DeliveryOnSqlServer(SqlServerDatabase database) : DeliveryTests(database), IClassFixture<SqlServerDatabase>;
