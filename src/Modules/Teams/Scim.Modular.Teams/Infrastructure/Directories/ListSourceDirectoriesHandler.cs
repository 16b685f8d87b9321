using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Directories;

namespace Scim.Modular.Teams.Infrastructure.Directories;

internal sealed class ListSourceDirectoriesHandler(TeamsDbContext db) : IQueryHandler<ListSourceDirectories, IReadOnlyList<SourceDirectoryView>>
{
    public async Task<IReadOnlyList<SourceDirectoryView>> Handle(ListSourceDirectories request, CancellationToken cancellationToken) =>
        await db.Directories.Where(directory => !directory.Deleted && directory.Name != null).OrderBy(directory => directory.Id)
            .Select(directory => new SourceDirectoryView(directory.Id, directory.Name!)).ToListAsync(cancellationToken);
}
