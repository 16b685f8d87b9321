using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.UnitTests.Teams;

public sealed class MembershipRulesTests
{
    private readonly TeamsWorld _world = new();

    [Fact]
    public void Without_a_source_nobody_is_in_a_team() => Assert.Null(MembershipRules.Effective(_world.Person(), []));

    [Fact]
    public void The_highest_role_of_the_sources_wins()
    {
        var person = _world.Person();
        MembershipSource[] sources =
        [
            _world.Source(person, TeamRole.Member),
            _world.Source(person, TeamRole.Owner, Ids.New<MappingId>()),
            _world.Source(person, TeamRole.Admin, Ids.New<MappingId>()),
        ];

        Assert.Equal(TeamRole.Owner, MembershipRules.Effective(person, sources));
        Assert.Equal(TeamRole.Admin, MembershipRules.Effective(person, [sources[0], sources[2]]));
    }

    [Fact]
    public void Whoever_is_unknown_or_deactivated_or_deleted_is_in_no_team_whatever_the_sources()
    {
        var inactive = _world.Person(active: false);
        var deleted = _world.Person();
        deleted.Delete(2);

        Assert.Null(MembershipRules.Effective(null, [_world.Source(_world.Person())]));
        Assert.Null(MembershipRules.Effective(inactive, [_world.Source(inactive, TeamRole.Owner)]));
        Assert.Null(MembershipRules.Effective(deleted, [_world.Source(deleted, TeamRole.Owner)]));
    }

    [Fact]
    public void What_a_suspended_member_would_be_is_known() =>
        Assert.Equal(TeamRole.Admin, MembershipRules.Highest([_world.Source(_world.Person(active: false), TeamRole.Admin)]));
}
