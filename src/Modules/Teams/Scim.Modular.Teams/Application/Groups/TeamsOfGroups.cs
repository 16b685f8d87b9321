using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>Gives groups a team of their own, and keeps its name as long as no administrator has given it another.</summary>
internal sealed class TeamsOfGroups(ITeamRepository teams, IMappingRepository mappings, TimeProvider clock)
{
    public async Task AddAsync(Group group, CancellationToken ct)
    {
        var now = clock.Now();
        var name = group.DisplayName.Trim();
        var slug = Slug.Suggest(name);
        var team = Team.Create(group.OrganizationId, name, Slug.FirstFree(slug, await teams.SlugsLikeAsync(slug, ct)), now);
        teams.Add(team);
        var mapping = GroupMapping.Create(
            group.OrganizationId, group.DirectoryId, group.DisplayName, team.Id, new MappingTerms(TeamRole.Member), now, automatic: true);
        mapping.Bind(group, Reasons.GroupPush, now);
        mappings.Add(mapping);
    }

    public async Task FollowAsync(GroupMapping mapping, string before, Group group, CancellationToken ct)
    {
        if (mapping.Automatic && await teams.FindAsync(mapping.TeamId, ct) is { } team && team.Name == before.Trim())
            team.Rename(group.DisplayName.Trim(), clock.Now());
    }
}
