using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.UnitTests.Licensing;

public sealed class SeatTests
{
    private readonly SeatWorld _world = new();

    [Fact]
    public async Task Nobody_needs_a_seat_without_a_default_plan()
    {
        await _world.PutAsync(seats: 5, key: "viewer", isDefault: false);

        await _world.CreateAsync("ada");

        Assert.Empty(_world.Seats);
        Assert.Equal(0, _world.Plan("viewer").Used);
    }

    [Fact]
    public async Task Who_comes_to_a_full_plan_waits_and_gets_the_next_freed_seat_oldest_first()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben", "cyd");
        Assert.Equal("assigned waitlisted waitlisted", _world.Has("ada", "ben", "cyd"));

        await _world.DeactivateAsync("ada");

        Assert.Equal("none assigned waitlisted", _world.Has("ada", "ben", "cyd"));
        Assert.Equal(["user_created", "user_deactivated"], _world.ReasonsOf("ada"));
        Assert.Equal(["plan_full", "seat_freed"], _world.ReasonsOf("ben"));
    }

    [Fact]
    public async Task Who_waited_before_and_comes_back_goes_to_the_end_of_the_line()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben", "cyd");

        await _world.DeactivateAsync("ben");
        await _world.ActivateAsync("ben");
        await _world.DeleteAsync("ada");

        Assert.Equal("none waitlisted assigned", _world.Has("ada", "ben", "cyd"));
    }

    [Fact]
    public async Task An_event_that_is_heard_twice_changes_nothing_the_second_time()
    {
        await _world.PutAsync(seats: 2);
        await _world.CreateAsync("ada", "ben", "cyd");
        var gone = new UserDeactivated(_world.User("ada"), _world.Next("ada"), _world.Facts("ada", active: false), default);

        await _world.HearAsync(gone);
        var before = _world.History.Count;
        await _world.HearAsync(gone);

        Assert.Equal("none assigned assigned", _world.Has("ada", "ben", "cyd"));
        Assert.Equal(before, _world.History.Count);
    }

    [Fact]
    public async Task A_deactivation_that_overtakes_an_older_event_stays()
    {
        await _world.PutAsync(seats: 2);
        await _world.CreateAsync("ada");
        var older = new UserProfileChanged(_world.User("ada"), _world.Next("ada"), _world.Facts("ada"), default);

        await _world.DeactivateAsync("ada");
        await _world.HearAsync(older);

        Assert.Equal("none", _world.Has("ada"));
    }

    [Fact]
    public async Task A_deletion_that_overtakes_the_creation_stays()
    {
        await _world.PutAsync(seats: 2);
        var created = new UserCreated(_world.User("ada"), _world.Next("ada"), _world.Facts("ada"), null, default);

        await _world.DeleteAsync("ada");
        await _world.HearAsync(created);

        Assert.Equal("none", _world.Has("ada"));
        Assert.False(_world.People[_world.User("ada")].Active);
    }

    [Fact]
    public async Task A_deleted_user_who_returns_goes_through_the_same_door()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben");
        await _world.DeleteAsync("ada");

        await _world.HearAsync(new UserReturned(_world.User("ada"), _world.Next("ada"), _world.Facts("ada"), null, default));

        Assert.Equal("waitlisted assigned", _world.Has("ada", "ben"));
        Assert.False(_world.People[_world.User("ada")].Deleted);
    }

    [Fact]
    public async Task A_deleted_directory_frees_its_seats_for_the_others_and_leaves_nothing_of_its_people()
    {
        await _world.PutAsync(seats: 2);
        var (first, second) = (_world.Directory, Ids.New<DirectoryId>());
        await _world.CreateAsync("ada", "ben", "cyd");
        _world.Directory = second;
        await _world.CreateAsync("dan", "eve", "fay");

        await _world.HearAsync(new DirectoryDeleted(first, 1, default));

        Assert.Equal("assigned assigned waitlisted", _world.Has("dan", "eve", "fay"));
        Assert.Equal(3, _world.People.Count);
        Assert.Equal(3, _world.Seats.Count);
        Assert.Equal(3, _world.History.OfType<SeatReleased>().Count(happened => happened.Reason == "directory_deleted"));
    }

    [Fact]
    public async Task A_late_event_brings_nobody_of_a_deleted_directory_back()
    {
        await _world.PutAsync(seats: 2);
        await _world.HearAsync(new DirectoryDeleted(_world.Directory, 1, default));

        await _world.CreateAsync("ada");

        Assert.Empty(_world.People);
        Assert.Equal(0, _world.Plan().Used);
    }

    [Fact]
    public async Task A_forgotten_user_leaves_nothing_and_a_late_event_does_not_bring_it_back()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada");
        await _world.DeleteAsync("ada");

        await _world.HearAsync(new UserForgotten(_world.User("ada"), _world.Next("ada"), default));
        await _world.HearAsync(new UserActivated(_world.User("ada"), _world.Next("ada"), _world.Facts("ada"), default));

        Assert.Empty(_world.People);
        Assert.Empty(_world.Seats);
        Assert.Equal(0, _world.Plan().Used);
    }

    [Fact]
    public async Task The_events_of_a_seat_number_its_story_without_a_gap()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada");
        await _world.DeactivateAsync("ada");
        await _world.ActivateAsync("ada");

        Assert.Equal([1L, 2L, 3L], _world.History.OfType<ISeatEvent>().Select(happened => happened.Version));
    }
}
