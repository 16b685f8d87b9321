using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.UnitTests.Licensing;

public sealed class PlanTests
{
    private readonly SeatWorld _world = new();

    [Fact]
    public async Task Added_seats_go_to_the_waiting_list_at_once()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben", "cyd", "dan");

        await _world.PutAsync(seats: 3);

        Assert.Equal("assigned assigned assigned waitlisted", _world.Has("ada", "ben", "cyd", "dan"));
        Assert.Equal(["plan_full", "seats_raised"], _world.ReasonsOf("ben"));
        await _world.PutAsync(seats: null);
        Assert.Equal("assigned", _world.Has("dan"));
    }

    [Fact]
    public async Task Fewer_seats_evict_nobody_and_nothing_is_given_out_until_enough_are_free()
    {
        await _world.PutAsync(seats: 3);
        await _world.CreateAsync("ada", "ben", "cyd");

        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("dan");

        Assert.True(_world.Plan().OverCommitted);
        Assert.Equal("assigned assigned assigned waitlisted", _world.Has("ada", "ben", "cyd", "dan"));
        await _world.DeactivateAsync("ada");
        await _world.DeactivateAsync("ben");
        Assert.Equal("waitlisted", _world.Has("dan"));
        await _world.DeactivateAsync("cyd");
        Assert.Equal("assigned", _world.Has("dan"));
    }

    [Fact]
    public async Task The_first_default_plan_seats_active_people_oldest_first()
    {
        await _world.CreateAsync("ada", "ben", "cyd", "dan");
        await _world.DeactivateAsync("ben");

        await _world.PutAsync(seats: 2);

        Assert.Equal("assigned none assigned waitlisted", _world.Has("ada", "ben", "cyd", "dan"));
    }

    [Fact]
    public async Task Another_default_plan_takes_holders_and_the_line_over()
    {
        await _world.PutAsync(seats: 2);
        await _world.CreateAsync("ada", "ben", "cyd", "dan");

        await _world.PutAsync(seats: 3, key: "enterprise");

        Assert.Equal("assigned assigned assigned waitlisted", _world.Has("ada", "ben", "cyd", "dan"));
        Assert.Equal((0, 3), (_world.Plan().Used, _world.Plan("enterprise").Used));
        Assert.False(_world.Plan().IsDefault);
        Assert.Equal("enterprise", _world.Seats[_world.User("dan")].PlanKey);
        await _world.DeactivateAsync("ben");
        Assert.Equal("assigned", _world.Has("dan"));
    }

    [Fact]
    public async Task A_default_plan_with_too_few_seats_for_the_holders_is_refused()
    {
        await _world.PutAsync(seats: 2);
        await _world.CreateAsync("ada", "ben");

        var refused = await _world.PutAsync(seats: 1, key: "enterprise");

        Assert.Equal("plan_too_small", refused.Error?.Code);
        Assert.Equal("assigned assigned", _world.Has("ada", "ben"));
    }

    [Fact]
    public async Task A_plan_that_stops_being_the_default_entitles_nobody()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben");

        await _world.PutAsync(seats: 1, isDefault: false);

        Assert.Equal("none none", _world.Has("ada", "ben"));
        Assert.Equal(["plan_full", "plan_changed"], _world.ReasonsOf("ben"));
    }

    [Fact]
    public async Task Overage_goes_beyond_the_bought_number_up_to_its_limit()
    {
        await _world.PutAsync(seats: 2, overflow: OverflowPolicy.Overage, limit: 1);

        await _world.CreateAsync("ada", "ben", "cyd", "dan");

        Assert.Equal("assigned assigned overage waitlisted", _world.Has("ada", "ben", "cyd", "dan"));
        Assert.Equal((1, 0), (_world.Plan().Surplus, _world.Plan().Available));
    }

    [Fact]
    public async Task A_seat_is_no_longer_overage_when_a_bought_one_is_left_or_added()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Overage);
        await _world.CreateAsync("ada", "ben", "cyd");
        Assert.Equal("assigned overage overage", _world.Has("ada", "ben", "cyd"));

        await _world.DeactivateAsync("ada");
        Assert.Equal("assigned overage", _world.Has("ben", "cyd"));
        await _world.PutAsync(seats: 2, overflow: OverflowPolicy.Overage);

        Assert.Equal("assigned assigned", _world.Has("ben", "cyd"));
    }

    [Fact]
    public async Task A_policy_that_allows_overage_serves_those_who_wait()
    {
        await _world.PutAsync(seats: 1);
        await _world.CreateAsync("ada", "ben");

        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Overage);

        Assert.Equal("assigned overage", _world.Has("ada", "ben"));
        Assert.Equal(["plan_full", "plan_changed"], _world.ReasonsOf("ben"));
    }

    [Fact]
    public async Task A_plan_that_people_hold_or_wait_for_cannot_be_deleted()
    {
        await _world.PutAsync(seats: 0);
        await _world.CreateAsync("ada");

        Assert.Equal("plan_is_default", (await _world.DeletePlanAsync()).Error?.Code);
        Assert.Equal("plan_not_found", (await _world.DeletePlanAsync("viewer")).Error?.Code);
        await _world.DeactivateAsync("ada");

        Assert.Null((await _world.DeletePlanAsync()).Error);
        Assert.Empty(_world.Plans);
    }

    [Fact]
    public async Task A_change_by_somebody_with_an_old_version_is_refused_and_one_that_changes_nothing_is_no_news()
    {
        await _world.PutAsync(seats: 1);
        await _world.PutAsync(seats: 1);
        Assert.Equal(1, _world.Plan().Version);

        Assert.Equal("plan_changed", (await _world.PutAsync(seats: 2, expected: 7)).Error?.Code);
        Assert.Null((await _world.PutAsync(seats: 2, expected: 1)).Error);
        Assert.Equal(2, _world.Plan().Version);
    }

    [Theory]
    [InlineData("Standard", "ok", 1, "Waitlist", null, null, "Key")]
    [InlineData("ok", " ", 1, "Waitlist", null, null, "Name")]
    [InlineData("ok", "ok", -1, "Waitlist", null, null, "Seats")]
    [InlineData("ok", "ok", 1, "Waitlist", 1, null, "OverageLimit")]
    [InlineData("ok", "ok", 1, "Overage", -1, null, "OverageLimit")]
    [InlineData("ok", "ok", 1, "Waitlist", null, 2_592_001, "HoldSeconds")]
    [InlineData("ok", "ok", null, "Overage", 1, 0, null)]
    public void What_cannot_take_effect_is_refused_by_name(
        string key, string name, int? seats, string overflow, int? limit, int? hold, string? wrong)
    {
        var put = new PutPlan(key, name, seats, 1, true, Enum.Parse<OverflowPolicy>(overflow), limit, hold, null, null);

        var failures = new PutPlanValidator().Validate(put).Errors.Select(failure => failure.PropertyName);

        Assert.Equal(wrong is null ? [] : [wrong], failures.Distinct());
    }

    [Fact]
    public void A_word_has_one_spelling()
    {
        Assert.Equal(SeatStatus.Waitlisted, Words.Parse<SeatStatus>("waitlisted"));
        Assert.Null(Words.Parse<SeatStatus>("Waitlisted"));
        Assert.Null(Words.Parse<SeatStatus>("1"));
        Assert.Equal(["waitlist", "overage", "reject"], Words.AllOf<OverflowPolicy>());
    }
}
