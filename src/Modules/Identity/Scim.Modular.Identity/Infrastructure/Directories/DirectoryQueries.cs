using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class GetDirectoryHandler(IdentityDbContext db) : IQueryHandler<GetDirectory, DirectoryView?>
{
    public Task<DirectoryView?> Handle(GetDirectory query, CancellationToken ct) =>
        db.Directories.Where(row => row.Id == query.Id)
            .Select(DirectoryView.Shown)
            .SingleOrDefaultAsync(ct);
}

internal sealed class ListDirectoriesHandler(IdentityDbContext db) : IQueryHandler<ListDirectories, Page<DirectoryView>>
{
    public async Task<Page<DirectoryView>> Handle(ListDirectories query, CancellationToken ct)
    {
        var rows = db.Directories.AsQueryable();
        if (query.Page.Key<Guid>() is { } key)
        {
            var after = new DirectoryId(key);
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        }

        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1)
            .Select(DirectoryView.Shown)
            .ToListAsync(ct);
        return query.Page.Of(found, row => row.Id);
    }
}

internal sealed class ListTokensHandler(IdentityDbContext db) : IQueryHandler<ListTokens, Page<TokenView>?>
{
    public async Task<Page<TokenView>?> Handle(ListTokens query, CancellationToken ct)
    {
        if (!await db.Directories.AnyAsync(row => row.Id == query.Directory, ct))
            return null;
        var rows = db.Tokens.Where(row => row.DirectoryId == query.Directory);
        if (query.Page.Key<Guid>() is { } after)
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);

        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1)
            .Select(row => new TokenView(row.Id, row.Name, row.Hint, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt, row.UserId))
            .ToListAsync(ct);
        return query.Page.Of(found, row => row.Id);
    }
}
