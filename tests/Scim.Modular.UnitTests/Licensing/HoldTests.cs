using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;

namespace Scim.Modular.UnitTests.Licensing;

/// <summary>Seats that are kept: for a quick return, while a directory is frozen, or until an administrator has looked.</summary>
public sealed class HoldTests
{
    private static readonly Guid Mapping = Guid.CreateVersion7();
    private readonly SeatWorld _world = new();

    [Fact]
    public async Task Who_loses_the_last_group_keeps_the_seat_for_the_plans_time_and_then_it_goes_to_the_line()
    {
        await GroupPlanAsync(seats: 1);
        await _world.JoinAsync(Mapping, "ada");
        await _world.JoinAsync(Mapping, "ben");

        await _world.LeaveAsync(Mapping, "ada");
        Assert.Equal("(gold) →gold", _world.Stand("ada", "ben"));
        Assert.Equal(1, _world.Plan("gold").Used);
        _world.Pass(TimeSpan.FromSeconds(800));
        await _world.LapseHoldsAsync();
        Assert.Equal("(gold) →gold", _world.Stand("ada", "ben"));
        _world.Pass(TimeSpan.FromSeconds(100));
        await _world.LapseHoldsAsync();

        Assert.Equal("none gold", _world.Stand("ada", "ben"));
        Assert.Equal(["group_push", "group_push", "hold_lapsed"], _world.ReasonsOf("ada"));
    }

    [Fact]
    public async Task Who_comes_back_within_the_time_has_the_same_seat_without_standing_in_line()
    {
        await GroupPlanAsync(seats: 1);
        await _world.JoinAsync(Mapping, "ada");
        await _world.JoinAsync(Mapping, "ben");
        await _world.LeaveAsync(Mapping, "ada");

        await _world.JoinAsync(Mapping, "ada");

        Assert.Equal("gold →gold", _world.Stand("ada", "ben"));
        Assert.Single(_world.History.OfType<SeatReleasing>());
    }

    [Fact]
    public async Task A_deactivation_frees_at_once_unless_the_plan_says_otherwise_and_what_an_administrator_does_is_never_held()
    {
        await GroupPlanAsync(seats: 5);
        await _world.JoinAsync(Mapping, "ada", "ben", "cyd");

        await _world.LeaveAsync(Mapping, "ada");
        await _world.DeactivateAsync("ada");
        await _world.DeactivateAsync("ben");
        Assert.Equal("none none", _world.Stand("ada", "ben"));
        await _world.MoveAsync(Mapping, [], ["cyd"], "mapping_deleted");
        Assert.Equal("none", _world.Stand("cyd"));

        await _world.PutAsync(5, "gold", isDefault: false, deactivationHold: 60);
        await _world.ActivateAsync("ben");
        await _world.DeactivateAsync("ben");
        Assert.Equal("(gold)", _world.Stand("ben"));
        await _world.ActivateAsync("ben");
        Assert.Equal("gold", _world.Stand("ben"));
    }

    [Fact]
    public async Task A_plan_keeps_its_hold_when_a_change_leaves_it_out()
    {
        await GroupPlanAsync(seats: 5);
        Assert.Equal((900, 0), (_world.Plan("gold").HoldSeconds, _world.Plan("gold").DeactivationHoldSeconds));
        await _world.PutAsync(5, "gold", isDefault: false, hold: 30);
        await _world.PutAsync(6, "gold", isDefault: false);

        Assert.Equal(30, _world.Plan("gold").HoldSeconds);
    }

    [Theory]
    [InlineData("observe", null)]
    [InlineData("disabled", "freeze")]
    public async Task Facts_of_a_frozen_directory_are_learned_and_move_no_seat_until_it_is_active(string status, string? members)
    {
        await _world.PutAsync(2);
        await _world.CreateAsync("ada", "ben", "cyd");
        await _world.DirectoryAsync(status, members);

        await _world.DeactivateAsync("ada");
        await _world.CreateAsync("dan");
        Assert.Equal("assigned assigned waitlisted none", _world.Has("ada", "ben", "cyd", "dan"));
        await _world.PutAsync(3);
        Assert.Equal("waitlisted", _world.Has("cyd"));
        await _world.DirectoryAsync("active");

        Assert.Equal("none assigned assigned assigned", _world.Has("ada", "ben", "cyd", "dan"));
    }

    [Fact]
    public async Task A_directory_that_is_disabled_deprovisions_its_people_and_gives_everything_back_when_it_is_active_again()
    {
        await _world.PutAsync(2);
        await _world.CreateAsync("ada", "ben", "cyd");

        await _world.DirectoryAsync("disabled", "deprovision");
        Assert.Equal("none none none", _world.Has("ada", "ben", "cyd"));
        Assert.Equal(0, _world.Plan().Used);
        await _world.DirectoryAsync("active");

        Assert.Equal("assigned assigned waitlisted", _world.Has("ada", "ben", "cyd"));
    }

    [Fact]
    public async Task A_directory_that_is_disabled_and_kept_leaves_people_what_they_hold_as_if_given_by_hand()
    {
        await GroupPlanAsync(seats: 5);
        await _world.JoinAsync(Mapping, "ada", "ben");
        await _world.LeaveAsync(Mapping, "ben");

        await _world.DirectoryAsync("disabled", "keep");
        await _world.MoveAsync(Mapping, [], ["ada"], "directory_disabled");

        Assert.Equal("gold gold", _world.Stand("ada", "ben"));
        Assert.Equal("gold", _world.People[_world.User("ada")].Pin);
        Assert.Equal("none", _world.Stand("cyd"));
    }

    [Fact]
    public async Task A_breaker_keeps_the_seats_of_those_who_leave_from_its_limit_on_until_it_is_decided()
    {
        await _world.PutAsync(4);
        await _world.CreateAsync("ada", "ben", "cyd", "dan", "eve", "fay");
        await _world.DirectoryAsync("active", removals: 2);

        await _world.DeactivateAsync("ada");
        Assert.Equal("none assigned", _world.Has("ada", "eve"));
        await _world.DeactivateAsync("ben");
        await _world.DeleteAsync("cyd");
        Assert.Equal("releasing releasing waitlisted", _world.Has("ben", "cyd", "fay"));
        var suspected = Assert.Single(_world.History.OfType<MassReleaseSuspected>());
        Assert.Equal((2, 6), (suspected.Removals, suspected.People));
        await _world.ActivateAsync("ben");
        Assert.Equal("assigned", _world.Has("ben"));
        _world.Pass(TimeSpan.FromDays(30));
        await _world.LapseHoldsAsync();
        Assert.Equal("releasing", _world.Has("cyd"));

        await _world.DecideAsync(approved: true);

        Assert.Equal("assigned none assigned", _world.Has("ben", "cyd", "fay"));
        await _world.DeactivateAsync("dan");
        Assert.Equal("none", _world.Has("dan"));
    }

    [Fact]
    public async Task A_breaker_by_share_counts_the_last_hour_only()
    {
        await _world.PutAsync(null);
        await _world.CreateAsync("ada", "ben", "cyd", "dan");
        await _world.DirectoryAsync("active", percent: 50);

        await _world.DeactivateAsync("ada");
        _world.Pass(TimeSpan.FromHours(2));
        await _world.DeactivateAsync("ben");
        Assert.Empty(_world.History.OfType<MassReleaseSuspected>());
        await _world.DeactivateAsync("cyd");

        Assert.Single(_world.History.OfType<MassReleaseSuspected>());
        Assert.Equal("none none releasing", _world.Has("ada", "ben", "cyd"));
    }

    [Fact]
    public async Task An_older_word_of_a_directory_does_not_end_what_its_breaker_holds()
    {
        await _world.PutAsync(4);
        await _world.CreateAsync("ada", "ben");
        await _world.DirectoryAsync("active", removals: 1);
        await _world.DeactivateAsync("ada");

        await _world.DirectoryAsync("active", removals: 1);
        Assert.Equal("releasing", _world.Has("ada"));
        await _world.DirectoryAsync("active");

        Assert.Equal("none", _world.Has("ada"));        // there is no breaker any more
    }

    private async Task GroupPlanAsync(int seats)
    {
        await _world.PutAsync(seats, "gold", isDefault: false);
        await _world.CreateAsync("ada", "ben", "cyd");
        await _world.GrantAsync(Mapping, "gold");
    }
}
