using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.UnitTests.Teams;

public sealed class GroupMappingTests
{
    private static readonly DateTimeOffset Now = TeamsWorld.Now;
    private readonly TeamsWorld _world = new();

    [Theory]
    [InlineData("Okta Engineering", true)]
    [InlineData(" OKTA engineering\t", true)]
    [InlineData("Okta Engineers", false)]
    public void A_waiting_mapping_awaits_the_group_of_its_name(string groupName, bool awaited) =>
        Assert.Equal(awaited, _world.Mapping("Okta Engineering ").Awaits(_world.Group(groupName)));

    [Fact]
    public void A_group_of_another_directory_or_a_deleted_one_is_not_awaited()
    {
        var deleted = _world.Group();
        deleted.Delete(2);

        Assert.False(_world.Mapping().Awaits(_world.Group(directory: Ids.New<DirectoryId>())));
        Assert.False(_world.Mapping().Awaits(deleted));
    }

    [Fact]
    public void Once_bound_it_follows_the_group_and_awaits_no_other_of_the_name()
    {
        var (mapping, group) = Bound();

        Assert.Equal((MappingStatus.Bound, group.Id), (mapping.Status, mapping.BoundGroupId));
        Assert.False(mapping.Awaits(_world.Group()));
    }

    [Fact]
    public void A_rename_keeps_the_binding_and_is_told_once()
    {
        var (mapping, group) = Bound();
        group.Learn(2, new GroupFacts(_world.Directory, "Product", null));

        mapping.Follow(group, Now);
        mapping.Follow(group, Now);

        Assert.Equal("GroupMappingFollowedRename", TeamsWorld.Raised(mapping));
        Assert.Equal(("Eng", "Product", group.Id), (mapping.GroupName, mapping.BoundGroupName, mapping.BoundGroupId));
    }

    [Theory]
    [InlineData("Eng", null, true)]             // the name that was typed
    [InlineData(" PRODUCT", null, true)]        // the name that the group had last
    [InlineData("Other", "x-1", true)]
    [InlineData("Other", "x-2", false)]
    [InlineData("Other", null, false)]
    public void An_orphaned_mapping_awaits_the_return_of_its_group(string name, string? externalId, bool awaited)
    {
        var (mapping, group) = Bound("x-1");
        group.Learn(2, new GroupFacts(_world.Directory, "Product", "x-1"));
        mapping.Follow(group, Now);

        mapping.Orphan(Reasons.GroupDeleted, Now);

        Assert.Equal((MappingStatus.Orphaned, null), (mapping.Status, mapping.BoundGroupId));
        Assert.Equal(awaited, mapping.Awaits(_world.Group(name, externalId)));
    }

    [Fact]
    public void A_group_without_an_external_id_does_not_come_back_as_every_other_group_without_one()
    {
        var (mapping, _) = Bound();
        mapping.Orphan(Reasons.GroupDeleted, Now);

        Assert.False(mapping.Awaits(_world.Group("Other", null)));
    }

    [Fact]
    public void Only_a_change_is_told()
    {
        var (mapping, group) = Bound();

        mapping.Bind(group, Reasons.GroupPush, Now);
        mapping.Change(mapping.Terms, paused: false, Reasons.MappingChanged, Now);
        Assert.Equal("", TeamsWorld.Raised(mapping));

        mapping.Change(mapping.Terms with { Role = TeamRole.Admin }, paused: true, Reasons.MappingPaused, Now);
        Assert.Equal(MappingStatus.Paused, mapping.ShownStatus);
        mapping.Orphan(Reasons.GroupDeleted, Now);
        mapping.Orphan(Reasons.GroupDeleted, Now);
        Assert.Equal("GroupMappingChanged GroupMappingOrphaned", TeamsWorld.Raised(mapping));
    }

    [Fact]
    public void A_deleted_mapping_follows_nothing()
    {
        var (mapping, group) = Bound();

        mapping.Delete(keepMembers: true, Reasons.MappingDeleted, Now);
        mapping.Bind(group, Reasons.GroupPush, Now);
        mapping.Orphan(Reasons.GroupDeleted, Now);

        Assert.Equal("GroupMappingDeleted", TeamsWorld.Raised(mapping));
        Assert.True(mapping.MembersKept);
        Assert.Null(mapping.BoundGroupId);
        Assert.False(mapping.Awaits(_world.Group()));
    }

    private (GroupMapping Mapping, Group Group) Bound(string? externalId = null)
    {
        var mapping = _world.Mapping();
        var group = _world.Group("Eng", externalId);
        mapping.Bind(group, Reasons.GroupPush, Now);
        mapping.TakeRaised();
        return (mapping, group);
    }
}
