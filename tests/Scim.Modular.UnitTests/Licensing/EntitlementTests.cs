using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.UnitTests.Licensing;

/// <summary>Several plans, and who gets which: by a pin, by mapped groups, or by default.</summary>
public sealed class EntitlementTests
{
    private static readonly Guid Older = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50));
    private static readonly Guid Newer = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(51));
    private readonly SeatWorld _world = new();

    public static TheoryData<string?, string, string> Winners => new()
    {
        { null, "", "basic:default" },
        { null, "viewer 0 older", "viewer:mapping" },
        { "viewer", "gold 9 older", "viewer:manual" },
        { null, "viewer 5 older, gold 1 newer", "viewer:mapping" },
        { null, "viewer 1 older, gold 1 newer", "gold:mapping" },      // the higher rank
        { null, "viewer 1 newer, studio 1 older", "studio:mapping" },   // of the same rank: the older mapping
        { null, "nothing 9 older, viewer 1 newer", "viewer:mapping" },
        { "nothing", "", "basic:default" },
    };

    [Theory]
    [MemberData(nameof(Winners))]
    public void The_winner_is_the_pin_then_the_mapping_that_ranks_highest_then_the_default_plan(string? pin, string mappings, string expected)
    {
        var organization = Ids.New<OrganizationId>();
        Plan[] plans = [Made("basic", 0, true), Made("gold", 9, false), Made("studio", 1, false), Made("viewer", 1, false)];
        var grants = mappings.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' ')).Select(words =>
        {
            var grant = new PlanGrant(organization, words[2] == "older" ? Older : Newer);
            grant.Entitle(words[0], int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), "Group");
            return grant;
        });

        var winner = SeatRules.Sources(pin, grants, plans)[0];

        Assert.Equal(expected, $"{winner.Plan}:{winner.Kind.ToString().ToLowerInvariant()}");

        Plan Made(string key, int rank, bool isDefault) => Plan.Create(
            organization, key, new PlanTerms(key, 1, rank, isDefault, OverflowPolicy.Waitlist, null, 0, 0), DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task A_group_moves_its_members_to_its_plan_and_back_to_the_default_plan()
    {
        await PlansAsync(basic: 5, gold: 1);
        await _world.CreateAsync("ada", "ben");
        await _world.GrantAsync(Older, "gold");

        await _world.JoinAsync(Older, "ada");
        Assert.Equal("gold basic", _world.Stand("ada", "ben"));
        await _world.LeaveAsync(Older, "ada");

        Assert.Equal("basic basic", _world.Stand("ada", "ben"));
        Assert.Equal(["user_created", "group_push", "group_push"], _world.ReasonsOf("ada"));
        Assert.Equal(["default", "mapping", "default"], _world.History.OfType<ISeatEvent>()
            .Where(happened => happened.UserId == _world.User("ada").Value).Select(happened => happened.Seat.Source));
    }

    [Fact]
    public async Task Who_finds_the_better_plan_full_keeps_the_seat_and_waits_and_leaves_it_to_the_next_when_it_moves()
    {
        await PlansAsync(basic: 2, gold: 1);
        await _world.CreateAsync("ada", "ben", "cyd");
        await _world.GrantAsync(Older, "gold");

        await _world.JoinAsync(Older, "ada", "ben");
        Assert.Equal("gold basic→gold basic", _world.Stand("ada", "ben", "cyd"));
        var waits = _world.History.OfType<SeatWaitlisted>().Last();
        Assert.Equal(("basic", "assigned", "gold", "plan_full"), (waits.Seat.Plan, waits.Seat.Status, waits.Seat.WaitsFor, waits.Reason));
        await _world.CreateAsync("dan");
        Assert.Equal("→basic", _world.Stand("dan"));

        await _world.DeactivateAsync("ada");

        Assert.Equal("none gold basic basic", _world.Stand("ada", "ben", "cyd", "dan"));
    }

    [Fact]
    public async Task Who_loses_the_seat_that_it_kept_keeps_the_place_in_line()
    {
        await PlansAsync(basic: null, gold: 1, viewer: 5);
        await _world.PutAsync(null, "basic", isDefault: false);
        await _world.CreateAsync("ada", "ben", "cyd");
        await _world.GrantAsync(Older, "gold", priority: 5);
        await _world.GrantAsync(Newer, "viewer");
        await _world.JoinAsync(Newer, "ben");
        await _world.JoinAsync(Older, "ada", "ben");
        await _world.JoinAsync(Older, "cyd");
        Assert.Equal("gold viewer→gold →gold", _world.Stand("ada", "ben", "cyd"));

        await _world.LeaveAsync(Newer, "ben");
        Assert.Equal("→gold", _world.Stand("ben"));
        Assert.Equal(0, _world.Plan("viewer").Used);
        await _world.DeactivateAsync("ada");

        Assert.Equal("none gold →gold", _world.Stand("ada", "ben", "cyd"));
    }

    [Fact]
    public async Task The_line_goes_by_priority_then_by_age_and_a_pin_stands_first()
    {
        await PlansAsync(basic: 9, gold: 0);
        await _world.CreateAsync("ada", "ben", "cyd", "dan");
        await _world.GrantAsync(Older, "gold", priority: 1);
        await _world.GrantAsync(Newer, "gold", priority: 2);
        await _world.JoinAsync(Older, "ada");
        await _world.JoinAsync(Older, "ben");
        await _world.JoinAsync(Newer, "cyd");
        await _world.PinAsync("dan", "gold");

        List<string> served = [];
        for (var seats = 1; seats <= 4; seats++)
        {
            await _world.PutAsync(seats, "gold", isDefault: false, rank: 9);
            served.AddRange(((string[])["ada", "ben", "cyd", "dan"]).Where(name => _world.Stand(name) == "gold").Except(served));
        }

        Assert.Equal(["dan", "cyd", "ada", "ben"], served);
    }

    [Fact]
    public async Task A_pin_wins_at_once_and_what_is_left_entitles_when_it_goes()
    {
        await PlansAsync(basic: 5, gold: 5, viewer: 5);
        await _world.CreateAsync("ada");
        await _world.GrantAsync(Older, "gold", priority: 9);
        await _world.JoinAsync(Older, "ada");

        Assert.Null((await _world.PinAsync("ada", "viewer")).Error);
        Assert.Equal("viewer", _world.Stand("ada"));
        Assert.Null((await _world.UnpinAsync("ada")).Error);

        Assert.Equal("gold", _world.Stand("ada"));
        Assert.Equal("pin_not_found", (await _world.UnpinAsync("ada")).Error?.Code);
        Assert.Equal("user_not_found", (await _world.PinAsync("nobody", "gold")).Error?.Code);
        Assert.Equal("plan_not_found", (await _world.PinAsync("ada", "nothing")).Error?.Code);
    }

    [Fact]
    public async Task A_plan_that_a_mapping_or_a_pin_names_cannot_be_deleted_and_one_that_is_missing_counts_for_nothing()
    {
        await PlansAsync(basic: 5, gold: 5);
        await _world.GrantAsync(Older, "gold");
        Assert.Equal("plan_in_use", (await _world.DeletePlanAsync("gold")).Error?.Code);
        await _world.GrantAsync(Older, "studio");
        await _world.CreateAsync("ada", "ben");
        await _world.PinAsync("ben", "gold");
        await _world.DeactivateAsync("ben");
        Assert.Equal("plan_in_use", (await _world.DeletePlanAsync("gold")).Error?.Code);

        await _world.JoinAsync(Older, "ada");
        Assert.Equal("basic", _world.Stand("ada"));
        await _world.PutAsync(5, "studio", isDefault: false);

        Assert.Equal("studio", _world.Stand("ada"));        // the mapping named it before there was one
    }

    [Fact]
    public async Task Another_rank_decides_again_between_mappings_of_the_same_priority()
    {
        await PlansAsync(basic: 5, gold: 5, viewer: 5);
        await _world.CreateAsync("ada");
        await _world.GrantAsync(Older, "gold");
        await _world.GrantAsync(Newer, "viewer");
        await _world.JoinAsync(Older, "ada");
        await _world.JoinAsync(Newer, "ada");
        Assert.Equal("gold", _world.Stand("ada"));

        await _world.PutAsync(5, "viewer", isDefault: false, rank: 99);

        Assert.Equal("viewer", _world.Stand("ada"));
    }

    [Fact]
    public async Task Who_is_in_the_group_before_it_is_known_here_gets_the_plan_when_it_comes()
    {
        await PlansAsync(basic: 5, gold: 5);
        await _world.GrantAsync(Older, "gold");
        await _world.JoinAsync(Older, "ada");

        await _world.CreateAsync("ada");

        Assert.Equal("gold", _world.Stand("ada"));
    }

    [Fact]
    public async Task More_people_than_a_portion_holds_move_to_another_default_plan_and_the_rest_wait()
    {
        var names = Enumerable.Range(0, 2100).Select(number => FormattableString.Invariant($"user{number:0000}")).ToArray();
        await _world.PutAsync(1500);
        await _world.CreateAsync(names);

        await _world.PutAsync(2000, "enterprise");

        Assert.Equal((0, 0), (_world.Plan().Used, _world.Plan().Waiting));
        Assert.Equal((2000, 100), (_world.Plan("enterprise").Used, _world.Plan("enterprise").Waiting));
        await _world.PutAsync(2000, "enterprise", isDefault: false);
        Assert.Equal((0, 0), (_world.Plan("enterprise").Used, _world.Plan("enterprise").Waiting));
    }

    [Fact]
    public async Task A_mapping_of_more_people_than_a_portion_holds_is_followed_to_the_last()
    {
        var names = Enumerable.Range(0, 2100).Select(number => FormattableString.Invariant($"user{number:0000}")).ToArray();
        await _world.PutAsync(null, "gold", isDefault: false);
        await _world.PutAsync(null, "silver", isDefault: false);
        await _world.CreateAsync(names);
        await _world.GrantAsync(Older, "gold");
        foreach (var portion in names.Chunk(1000))
            await _world.JoinAsync(Older, portion);
        Assert.Equal((2100, 0), (_world.Plan("gold").Used, _world.Plan("silver").Used));

        await _world.GrantAsync(Older, "silver");
        Assert.Equal((0, 2100), (_world.Plan("gold").Used, _world.Plan("silver").Used));
        await _world.GrantAsync(Older, null);

        Assert.Equal((0, 0), (_world.Plan("gold").Used, _world.Plan("silver").Used));
    }

    [Fact]
    public async Task Notices_are_raised_on_the_way_up_once_and_leave_the_plan_as_it_is()
    {
        await _world.PutAsync(20);
        await _world.CreateAsync([.. Enumerable.Range(0, 21).Select(number => FormattableString.Invariant($"user{number}"))]);
        Assert.Equal(["standard used_80", "standard used_95", "standard used_100", "standard first_waiting"], _world.KindsOfNotices);

        await _world.DeactivateAsync("user0");
        await _world.DeactivateAsync("user1");
        await _world.CreateAsync("again");
        Assert.Equal(4, _world.KindsOfNotices.Length);
        await _world.PutAsync(10);

        Assert.Equal("standard over_committed", _world.KindsOfNotices[^1]);
        Assert.Equal(2, _world.Plan().Version);
    }

    private async Task PlansAsync(int? basic, int gold, int? viewer = null)
    {
        await _world.PutAsync(basic, "basic", rank: 0);
        await _world.PutAsync(gold, "gold", isDefault: false, rank: 9);
        if (viewer is not null)
            await _world.PutAsync(viewer, "viewer", isDefault: false, rank: 1);
    }
}
