using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Organizations;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Organizations;

internal sealed class GetOrganizationHandler(IdentityDbContext db) : IQueryHandler<GetOrganization, OrganizationView?>
{
    public Task<OrganizationView?> Handle(GetOrganization query, CancellationToken ct) =>
        db.Organizations.Where(row => row.Id == query.Id)
            .Select(row => new OrganizationView(row.Id, row.Slug, row.Name, row.CreatedAt, row.Revision))
            .SingleOrDefaultAsync(ct);
}

internal sealed class ListOrganizationsHandler(IdentityDbContext db) : IQueryHandler<ListOrganizations, Page<OrganizationView>>
{
    public async Task<Page<OrganizationView>> Handle(ListOrganizations query, CancellationToken ct)
    {
        var rows = db.Organizations.AsQueryable();
        if (query.Page.Key<Guid>() is { } key)
        {
            var after = new OrganizationId(key);
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        }

        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1)
            .Select(row => new OrganizationView(row.Id, row.Slug, row.Name, row.CreatedAt, row.Revision))
            .ToListAsync(ct);
        return query.Page.Of(found, row => row.Id);
    }
}
