using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Directories;
using Scim.Modular.Teams.Application.Mappings;

namespace Scim.Modular.Teams.Infrastructure.Mappings;

internal sealed class GetMappingChoicesHandler(TeamsDbContext db) : IQueryHandler<GetMappingChoices, MappingChoices>
{
    public async Task<MappingChoices> Handle(GetMappingChoices request, CancellationToken cancellationToken) => new(
        await db.Directories.Where(directory => !directory.Deleted && directory.Name != null).OrderBy(directory => directory.Id)
            .Select(directory => new SourceDirectoryView(directory.Id, directory.Name!)).ToListAsync(cancellationToken),
        await db.Groups.Where(group => !group.Deleted).Select(group => group.DisplayName).Distinct().OrderBy(name => name)
            .Take(request.MostGroups).ToListAsync(cancellationToken),
        await db.Plans.Where(plan => !plan.Deleted).Select(plan => plan.Key).Distinct().OrderBy(key => key).ToListAsync(cancellationToken));
}
