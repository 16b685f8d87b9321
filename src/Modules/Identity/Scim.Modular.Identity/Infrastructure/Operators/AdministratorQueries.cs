using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Operators;

internal sealed class ListAdministratorsHandler(IdentityDbContext db) : IQueryHandler<ListAdministrators, Page<AdministratorView>>
{
    public async Task<Page<AdministratorView>> Handle(ListAdministrators query, CancellationToken ct)
    {
        var rows = db.Administrators.AsNoTracking();
        if (query.Page.Key<Guid>() is { } after)
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1).ToListAsync(ct);
        return query.Page.Of<AdministratorView>([.. found.Select(AdministratorView.Of)], row => row.Id);
    }
}

internal sealed class GetAdministratorHandler(IdentityDbContext db) : IQueryHandler<GetAdministrator, AdministratorView?>
{
    public async Task<AdministratorView?> Handle(GetAdministrator query, CancellationToken ct) =>
        await db.Administrators.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, ct) is { } found ? AdministratorView.Of(found) : null;
}
