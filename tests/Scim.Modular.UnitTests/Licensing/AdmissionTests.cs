using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Plans;

namespace Scim.Modular.UnitTests.Licensing;

public sealed class AdmissionTests
{
    private readonly SeatWorld _world = new();
    private readonly Guid _first = Guid.CreateVersion7();
    private readonly Guid _second = Guid.CreateVersion7();

    [Fact]
    public async Task Only_a_plan_that_refuses_needs_a_reservation()
    {
        Assert.False((await _world.ReserveAsync(_first)).Reserved);
        await _world.PutAsync(seats: 0);
        var answer = await _world.ReserveAsync(_first);

        Assert.Equal((false, null), (answer.Reserved, answer.Refusal));
    }

    [Fact]
    public async Task The_last_seat_is_promised_once_and_the_refusal_says_what_to_do()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);

        Assert.True((await _world.ReserveAsync(_first)).Reserved);
        var refused = await _world.ReserveAsync(_second);

        Assert.Equal("All 1 seats of the plan Plan standard are in use. Free a seat or buy more, then retry.", refused.Refusal);
        Assert.False(refused.Reserved);
        Assert.Equal(0, _world.Plan().Available);
    }

    [Fact]
    public async Task The_user_who_was_admitted_takes_the_reserved_seat()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);
        await _world.ReserveAsync(_first);

        await _world.CreateAsync("ada", _first);

        Assert.Equal("assigned", _world.Has("ada"));
        Assert.Equal((1, 0), (_world.Plan().Used, _world.Plan().Reserved));
    }

    [Fact]
    public async Task A_reservation_that_is_given_back_or_not_needed_serves_who_waits()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);
        await _world.CreateAsync("ada");
        await _world.DeactivateAsync("ada");
        await _world.ReserveAsync(_first);
        await _world.ActivateAsync("ada");
        Assert.Equal("waitlisted", _world.Has("ada"));

        await _world.CancelAsync(_first);
        Assert.Equal("assigned", _world.Has("ada"));

        await _world.DeactivateAsync("ada");
        await _world.ReserveAsync(_second);
        await _world.ActivateAsync("ada");
        await _world.CreateAsync("ben", _second, active: false);
        Assert.Equal("assigned none", _world.Has("ada", "ben"));
    }

    [Fact]
    public async Task A_reservation_lapses_after_its_time_and_its_user_waits_in_line_if_it_comes_after_all()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);
        await _world.ReserveAsync(_first);
        await _world.LapseAsync();
        Assert.Equal(1, _world.Plan().Reserved);

        _world.Pass(Reservation.Lifetime);
        await _world.LapseAsync();
        Assert.Equal(0, _world.Plan().Reserved);

        await _world.CreateAsync("ben");
        await _world.CreateAsync("ada", _first);
        Assert.Equal("waitlisted assigned", _world.Has("ada", "ben"));
    }

    [Fact]
    public async Task A_reservation_of_a_plan_that_is_no_longer_the_default_is_given_back()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);
        await _world.ReserveAsync(_first);
        await _world.PutAsync(seats: 1, key: "enterprise");

        await _world.CreateAsync("ada", _first);

        Assert.Equal(("assigned", "enterprise"), (_world.Has("ada"), _world.Seats[_world.User("ada")].PlanKey));
        Assert.Equal(0, _world.Plan().Reserved);
    }

    [Fact]
    public async Task An_admission_that_is_asked_for_twice_is_one_reservation()
    {
        await _world.PutAsync(seats: 1, overflow: OverflowPolicy.Reject);

        await _world.ReserveAsync(_first);

        Assert.True((await _world.ReserveAsync(_first)).Reserved);
        Assert.Equal(1, _world.Plan().Reserved);
    }
}
