using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.SignIn;

internal sealed class SignInConnectionRepository(IdentityDbContext db) : ISignInConnectionRepository
{
    public Task<SignInConnection?> FindAsync(SignInConnectionId id, CancellationToken ct) =>
        db.SignInConnections.Where(connection => connection.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<int> CountAsync(CancellationToken ct) => db.SignInConnections.CountAsync(ct);

    public Task<bool> IsIssuerTakenAsync(string issuer, SignInConnectionId except, CancellationToken ct) =>
        db.SignInConnections.AnyAsync(connection => connection.Issuer == issuer && connection.Id != except, ct);

    public void Add(SignInConnection connection) => db.SignInConnections.Add(connection);

    public Task RemoveAsync(SignInConnection connection, CancellationToken ct) => Removal.RunAsync(async () =>
    {
        await db.UsedAssertions.Where(used => used.ConnectionId == connection.Id).ExecuteDeleteAsync(ct);
        await db.SignInConnections.Where(row => row.Id == connection.Id).ExecuteDeleteAsync(ct);
        // The row is gone; the aggregate stays in sight for what it has to say.
        db.Entry(connection).State = EntityState.Unchanged;
    });

    public async Task<bool> IsUsedAsync(SignInConnectionId connection, byte[] hash, DateTimeOffset now, CancellationToken ct)
    {
        await db.UsedAssertions.Where(used => used.ConnectionId == connection && used.ForgottenAt <= now).ExecuteDeleteAsync(ct);
        return await db.UsedAssertions.AnyAsync(used => used.ConnectionId == connection && used.Hash == hash, ct);
    }

    public void Add(UsedAssertion assertion) => db.UsedAssertions.Add(assertion);
}
