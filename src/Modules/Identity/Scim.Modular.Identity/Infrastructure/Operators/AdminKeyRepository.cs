using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Operators;

internal sealed class AdminKeyRepository(IdentityDbContext db) : IAdminKeyRepository
{
    public Task<bool> IsAnyLiveAsync(CancellationToken ct) => db.AdminKeys.AnyAsync(key => key.RevokedAt == null, ct);

    public Task<AdminKey?> FindAsync(byte[] hash, CancellationToken ct) => db.AdminKeys.SingleOrDefaultAsync(key => key.Hash == hash, ct);

    public Task<AdminKey?> FindAsync(Guid id, CancellationToken ct) => db.AdminKeys.SingleOrDefaultAsync(key => key.Id == id, ct);

    public async Task<IReadOnlyList<AdminKey>> OfInstallationForChangeAsync(CancellationToken ct) =>
        await db.AdminKeys.Where(key => key.OrganizationId == null && key.RevokedAt == null).OrderBy(key => key.Id).ForUpdate().ToListAsync(ct);

    public Task<int> CountLiveAsync(CancellationToken ct) => db.AdminKeys.CountAsync(key => key.RevokedAt == null, ct);

    // At once, not at the end: the name belongs to one live key, and the other one may be stored after this.
    public Task RevokeOthersAsync(string name, byte[] hash, DateTimeOffset now, CancellationToken ct) =>
        db.AdminKeys.Where(key => key.Name == name && key.Hash != hash && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), ct);

    public void Add(AdminKey key) => db.AdminKeys.Add(key);

    public async Task NoteUsesAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken ct)
    {
        foreach (var minute in uses.GroupBy(use => use.At))
        {
            var (at, keys) = (minute.Key, minute.Select(use => use.Token).ToArray());
            await db.AdminKeys.Where(key => keys.Contains(key.Id) && (key.LastUsedAt == null || key.LastUsedAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, at), ct);
        }
    }
}
