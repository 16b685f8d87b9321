using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>An event that always fails stops nobody but its own story, and that only until it is parked (B17, B18).</summary>
public abstract class PoisonTests(ProvidedDatabase provided) : EventTests(provided)
{
    [Fact]
    public async Task The_others_of_its_batch_are_handled_and_it_waits_for_its_next_try()
    {
        var place = await Service.NewPlaceAsync();
        var (poisoned, others) = await PoisonAsync(place);

        await DispatchAsync();

        foreach (var other in others)
            Assert.Equal("1", await HandledAsync(place, other));
        Assert.Equal("", await HandledAsync(place, poisoned));
        var waiting = Assert.Single(await WaitingAsync(place));
        Assert.Equal((1, null, null), (waiting.Attempts, waiting.Lease, waiting.ParkedAt));
        Assert.Contains("poison", waiting.Error, StringComparison.Ordinal);
        Assert.Equal(0, await DispatchAsync());
    }

    [Fact]
    public async Task It_is_tried_ever_more_seldom_and_parked_after_ten_times()
    {
        var place = await Service.NewPlaceAsync();
        var (poisoned, _) = await PoisonAsync(place);
        await place.RenameAsync(poisoned, "later");
        await Service.DrainAsync();

        for (var attempt = 1; attempt < 10; attempt++)
        {
            var waiting = (await WaitingAsync(place))[0];
            Assert.Equal((1, attempt, null), (waiting.Version, waiting.Attempts, waiting.ParkedAt));
            var wait = (waiting.AvailableAt - Clock.GetUtcNow()).TotalSeconds;
            var longest = Math.Min(Math.Pow(2, attempt - 1), 300);
            Assert.InRange(wait, longest / 2 - 0.01, longest + 0.01);

            Clock.Advance(waiting.AvailableAt - Clock.GetUtcNow() - TimeSpan.FromMilliseconds(2));
            Assert.Equal(0, await DispatchAsync());
            Clock.Advance(TimeSpan.FromMilliseconds(3));
            Assert.Equal(1, await DispatchAsync());
        }

        var parked = (await WaitingAsync(place))[0];
        Assert.Equal((10, Clock.Now()), (parked.Attempts, parked.ParkedAt!.Value));
        Assert.Equal("", await HandledAsync(place, poisoned));
        await Service.DrainAsync();
        Assert.Equal("", await HandledAsync(place, poisoned));  // the poison is in the later event too
        Control.WhileHandling = _ => Task.CompletedTask;
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Service.DrainAsync();
        Assert.Equal("2", await HandledAsync(place, poisoned));
        Assert.Single(await WaitingAsync(place));
    }

    [Fact]
    public async Task A_parked_event_is_shown_and_handled_when_an_administrator_tries_it_again()
    {
        var place = await Service.NewPlaceAsync();
        var (poisoned, _) = await PoisonAsync(place);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            await DispatchAsync();
        }

        // The last failure was just now: who has mended the cause and tries again does not mean "after the back-off".
        var parked = Assert.Single(await WaitingAsync(place));
        Assert.NotNull(parked.ParkedAt);
        Control.WhileHandling = _ => Task.CompletedTask;
        Assert.Equal(0, await DispatchAsync());
        Assert.Contains(parked.EventId.ToString(), await CallAsync("ListParkedEvents", null), StringComparison.Ordinal);
        await CallAsync("RetryParkedEvent", parked.EventId);
        await Service.DrainAsync();

        Assert.Equal("1", await HandledAsync(place, poisoned));
        Assert.Empty(await WaitingAsync(place));
        Assert.DoesNotContain(parked.EventId.ToString(), await CallAsync("ListParkedEvents", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poisoned_event_of_one_organization_does_not_stop_another()
    {
        var (mine, others) = (await Service.NewPlaceAsync(), await Service.NewPlaceAsync());
        var (poisoned, _) = await PoisonAsync(mine);
        var user = await others.CreateUserAsync("bjensen");

        await Service.DrainAsync();

        Assert.Equal(("1", ""), (await HandledAsync(others, user), await HandledAsync(mine, poisoned)));
    }

    // A change of members says what changed, not what is: one that is left out is never made up for, so the story waits for it.
    [Fact]
    public async Task A_parked_change_of_members_holds_the_later_ones_of_its_group_and_of_no_other()
    {
        var place = await Service.NewPlaceAsync();
        var user = await place.CreateUserAsync("bjensen");
        var (held, free) = (await place.CreateGroupAsync("held", user), await place.CreateGroupAsync("free", user));
        Control.WhileHandling = happened => happened is GroupMembersChanged { Version: 2 } change && change.GroupId == held
            ? throw new InvalidOperationException("poison") : Task.CompletedTask;
        await place.RemoveMemberAsync(held, user);
        await place.RemoveMemberAsync(free, user);

        for (var attempt = 0; attempt < 12; attempt++)
        {
            await Service.DrainAsync();
            Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(("1", "1 2 3"), (await HandledAsync(place, held.Value), await HandledAsync(place, free.Value)));
        var parked = Assert.Single(await WaitingAsync(place), row => row.ParkedAt is not null);
        Control.WhileHandling = _ => Task.CompletedTask;
        await CallAsync("RetryParkedEvent", parked.EventId);
        await Service.DrainAsync();
        Assert.Equal("1 2 3", await HandledAsync(place, held.Value));
        Assert.Empty(await WaitingAsync(place));
    }

    private async Task<(UserId Poisoned, IReadOnlyList<UserId> Others)> PoisonAsync(Place place)
    {
        var users = new List<UserId>();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
            users.Add(await place.CreateUserAsync(name));
        var poisoned = users[2];
        Control.WhileHandling = happened => happened is IUserEvent { UserId: var user } && user == poisoned ? throw new InvalidOperationException("poison") : Task.CompletedTask;
        return (poisoned, [.. users.Where(user => user != poisoned)]);
    }

    // The endpoint itself, as routing would call it; who may is the conformance tests' business.
    private async Task<string> CallAsync(string name, Guid? eventId)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddPlatform(builder.Configuration);
        await using var app = builder.Build();
        app.MapPlatform();
        var endpoint = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Single(one => one.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name);
        await using var scope = Service.Scope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.RouteValues["eventId"] = eventId?.ToString();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await endpoint.RequestDelegate!(http);
        Assert.InRange(http.Response.StatusCode, 200, 204);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}

public sealed class PoisonOnSqlite(SqliteDatabase database) : PoisonTests(database), IClassFixture<SqliteDatabase>;

public sealed class PoisonOnPostgreSql(PostgreSqlDatabase database) : PoisonTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class PoisonOnSqlServer(SqlServerDatabase database) : PoisonTests(database), IClassFixture<SqlServerDatabase>;
