using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.UnitTests.Teams;

public sealed class FactTests
{
    private readonly TeamsWorld _world = new();

    [Fact]
    public void An_older_event_of_a_user_changes_nothing()
    {
        var person = _world.Person(version: 5);

        Assert.True(person.Learn(7, _world.Facts(active: false)));
        Assert.False(person.Learn(6, _world.Facts(active: true)));
        Assert.False(person.Learn(7, _world.Facts(active: true)));
        Assert.False(person.Delete(7));

        Assert.False(person.IsEffective);
        Assert.False(person.Deleted);
    }

    [Fact]
    public void A_deleted_user_counts_again_after_the_return()
    {
        var person = _world.Person();
        person.Delete(2);
        Assert.False(person.IsEffective);

        person.Learn(3, _world.Facts(userName: "Ada"));

        Assert.True(person.IsEffective);
        Assert.Equal("Ada", person.UserName);
    }

    [Fact]
    public void Of_a_deleted_group_nothing_more_is_learned()
    {
        var group = _world.Group();
        Assert.True(group.Advance(2));
        Assert.False(group.Advance(2));
        Assert.True(group.Delete(3));

        Assert.False(group.Learn(4, new GroupFacts(_world.Directory, "Eng", null)));
        Assert.True(group.Deleted);
    }
}
