using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Infrastructure.Groups;

namespace Scim.Modular.Teams.Infrastructure.Mappings;

/// <summary>Nothing is counted unless an event of the mapping still waits for this module.</summary>
internal sealed class GetMappingProgressHandler(TeamsDbContext db, IGroupRepository groups) : IQueryHandler<GetMappingProgress, MappingProgress?>
{
    public async Task<MappingProgress?> Handle(GetMappingProgress request, CancellationToken cancellationToken)
    {
        string[] streams = [$"mapping:{request.Mapping.Value:D}", $"mapping-work:{request.Mapping.Value:D}"];
        if (!await db.Deliveries.AnyAsync(
            row => row.Consumer == db.Schema && EF.Parameter(streams).Contains(row.Stream) && row.ParkedAt == null, cancellationToken))
        {
            return null;
        }

        var placed = await db.Sources.CountAsync(source => source.MappingId == request.Mapping && source.Stay == null, cancellationToken);
        var group = await db.Mappings.Where(mapping => mapping.Id == request.Mapping).Select(mapping => mapping.BoundGroupId)
            .SingleOrDefaultAsync(cancellationToken);
        var members = group is not { } bound
            ? 0
            : await db.GroupMembers.Of(await groups.WithDescendantsAsync([bound], cancellationToken)).Select(member => member.UserId).Distinct()
                .CountAsync(cancellationToken);
        return new(placed, members);
    }
}
