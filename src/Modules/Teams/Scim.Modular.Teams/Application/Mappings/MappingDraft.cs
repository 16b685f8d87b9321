using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Plans;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Finds what a mapping names, when it is made and when it is only tried.</summary>
internal sealed class MappingDraft(IDirectoryRepository directories, ITeamRepository teams, IGroupRepository groups, IPlanRepository plans)
{
    /// <summary>Whose group it is and which team, or what of it isn't there.</summary>
    public async Task<Result<Drafted>> ReadAsync(string? directory, string? groupName, string? groupId, string? team, CancellationToken ct)
    {
        if (!Ids.TryParse<DirectoryId>(directory, out var directoryId)
            || await directories.FindAsync(directoryId, ct) is not { Deleted: false } found)
        {
            return MappingErrors.DirectoryNotFound;
        }

        if (!Ids.TryParse<TeamId>(team, out var teamId) || await teams.FindAsync(teamId, ct) is null)
            return TeamErrors.NotFound;

        if (groupName is not null)
            return new Drafted(found, teamId, await groups.FindByNameAsync(directoryId, NameKey.Of(groupName), ct), groupName);
        return Ids.TryParse<GroupId>(groupId, out var id) && await groups.FindAsync(id, ct) is { Deleted: false } group
            && group.DirectoryId == directoryId
                ? new Drafted(found, teamId, group, group.DisplayName)
                : MappingErrors.GroupNotFound;
    }

    /// <summary>What it says, changed by what is given: null leaves it, and an empty plan is none.</summary>
    public async Task<Result<MappingTerms>> TermsAsync(
        MappingTerms before, string? role, string? mode, int? priority, string? plan, CancellationToken ct)
    {
        if (plan is { Length: > 0 } && plan != before.Plan && !await plans.ExistsAsync(plan, ct))
            return MappingErrors.PlanNotFound;
        return new MappingTerms(
            role is null ? before.Role : Words.Parse<TeamRole>(role)!.Value,
            mode is null ? before.Mode : Words.Parse<MappingMode>(mode)!.Value,
            priority ?? before.Priority,
            plan is null ? before.Plan : plan.Length == 0 ? null : plan);
    }
}

/// <summary>What a mapping names.</summary>
internal sealed record Drafted(SourceDirectory Directory, TeamId Team, Group? Group, string GroupName);
