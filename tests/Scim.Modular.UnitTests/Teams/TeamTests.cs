using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.UnitTests.Teams;

public sealed class TeamTests
{
    private readonly Team _team = Team.Create(Ids.New<OrganizationId>(), "Engineering", "engineering", TeamsWorld.Now);

    [Fact]
    public void A_rename_to_the_same_name_is_not_news()
    {
        _team.Rename("Engineering", TeamsWorld.Now);
        _team.Rename("Product", TeamsWorld.Now);

        Assert.Equal("TeamCreated TeamRenamed", TeamsWorld.Raised(_team));
        Assert.Equal(2, _team.Version);
    }

    [Fact]
    public void A_deleted_team_gives_its_slug_back_and_is_deleted_once()
    {
        _team.Delete(TeamsWorld.Now);
        _team.Delete(TeamsWorld.Now);

        Assert.Equal("TeamCreated TeamDeleted", TeamsWorld.Raised(_team));
        Assert.NotEqual("engineering", _team.Slug);
    }

    [Theory]
    [InlineData(null, null, "Name")]
    [InlineData(" ", null, "Name")]
    [InlineData("a\nb", null, "Name")]
    [InlineData("Engineering", "Not A Slug", "Slug")]
    public void A_team_needs_a_name_and_a_slug_that_is_one(string? name, string? slug, string property) =>
        Assert.Equal(property, Assert.Single(new CreateTeamValidator().Validate(new CreateTeam(name, slug)).Errors).PropertyName);

    [Theory]
    [InlineData("Eng", null, "member", "managed", 1, null, "")]
    [InlineData(null, "id", null, null, null, null, "")]
    [InlineData(null, null, "member", "managed", null, null, "GroupName")]
    [InlineData("Eng", "id", "member", "managed", null, null, "GroupName")]
    [InlineData("Eng", null, "Member", "managed", null, null, "Role")]
    [InlineData("Eng", null, "owner", "exclusive", null, "enterprise", "")]
    [InlineData("Eng", null, "member", "strict", null, null, "Mode")]
    [InlineData("Eng", null, "member", "managed", -1, null, "Priority")]
    public void What_a_mapping_cannot_say_is_refused_by_name(
        string? groupName, string? groupId, string? role, string? mode, int? priority, string? plan, string properties)
    {
        var command = new CreateGroupMapping("directory", groupName, groupId, "team", role, mode, priority, plan, null, null);

        var refused = new CreateGroupMappingValidator().Validate(command).Errors;

        Assert.Equal(properties, string.Join(' ', refused.Select(failure => failure.PropertyName)));
    }
}
