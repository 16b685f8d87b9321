using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Infrastructure.Mappings;

internal sealed class GetGroupMappingHandler(TeamsDbContext db) : IQueryHandler<GetGroupMapping, MappingView?>
{
    public Task<MappingView?> Handle(GetGroupMapping request, CancellationToken cancellationToken) =>
        db.Mappings.Where(mapping => mapping.Id == request.Id).Shown(db).SingleOrDefaultAsync(cancellationToken);
}

internal sealed class ListGroupMappingsHandler(TeamsDbContext db) : IQueryHandler<ListGroupMappings, IReadOnlyList<MappingView>>
{
    public async Task<IReadOnlyList<MappingView>> Handle(ListGroupMappings request, CancellationToken cancellationToken)
    {
        var mappings = db.Mappings.AsQueryable();
        if (request.Team is { } team)
            mappings = mappings.Where(mapping => mapping.TeamId == team);
        if (request.Directory is { } directory)
            mappings = mappings.Where(mapping => mapping.DirectoryId == directory);
        if (request.Group is { } group)
            mappings = mappings.Where(mapping => mapping.BoundGroupId == group);
        if (request.After is { } after)
            mappings = mappings.Where(mapping => mapping.Id.CompareTo(after) > 0);
        return await mappings.Shown(db).Take(request.Count).ToListAsync(cancellationToken);
    }
}

internal sealed class ListMappingsOfTeamsHandler(TeamsDbContext db) : IQueryHandler<ListMappingsOfTeams, IReadOnlyList<MappingView>>
{
    public async Task<IReadOnlyList<MappingView>> Handle(ListMappingsOfTeams request, CancellationToken cancellationToken) =>
        await db.Mappings.Where(mapping => EF.Parameter(request.Teams).Contains(mapping.TeamId)).Shown(db).ToListAsync(cancellationToken);
}

file static class Projection
{
    public static IQueryable<MappingView> Shown(this IQueryable<GroupMapping> mappings, TeamsDbContext db) =>
        from mapping in mappings
        where mapping.Status != MappingStatus.Deleted
        join team in db.Teams on mapping.TeamId equals team.Id
        orderby mapping.Id
        select new MappingView(
            mapping.Id, mapping.DirectoryId, mapping.GroupName, mapping.TeamId, team.Name, mapping.Role, mapping.Mode, mapping.Priority,
            mapping.Plan, mapping.Paused ? MappingStatus.Paused : mapping.Status, mapping.BoundGroupId, mapping.BoundGroupName, mapping.CreatedAt, mapping.Version);
}
