using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Operators;

internal sealed class AdministratorRepository(IdentityDbContext db) : IAdministratorRepository
{
    public Task<Administrator?> FindAsync(Guid id, CancellationToken ct) =>
        db.Administrators.Where(row => row.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<Administrator?> FindByEmailAsync(string key, CancellationToken ct) =>
        db.Administrators.Where(row => row.EmailKey == key).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<Administrator?> FindByIdentityAsync(string issuer, string subject, CancellationToken ct) =>
        db.Administrators.Where(row => row.Issuer == issuer && row.Subject == subject).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<bool> IsAnyAsync(CancellationToken ct) => db.Administrators.AnyAsync(ct);

    public Task<int> CountAsync(CancellationToken ct) => db.Administrators.CountAsync(ct);

    public async Task<IReadOnlyList<Administrator>> OwnersForChangeAsync(CancellationToken ct) =>
        await db.Administrators.Where(row => row.Role == Roles.Owner).OrderBy(row => row.Id).ForUpdate().ToListAsync(ct);

    public void Add(Administrator administrator) => db.Administrators.Add(administrator);

    // Sessions and links go by the foreign key.
    public void Remove(Administrator administrator) => db.Administrators.Remove(administrator);
}
