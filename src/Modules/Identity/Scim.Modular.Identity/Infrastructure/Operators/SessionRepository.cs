using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Operators;

internal sealed class SessionRepository(IdentityDbContext db, CallContext call) : ISessionRepository
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Add(Session session) => db.Sessions.Add(session);

    public Task NoteUseAsync(Guid session, DateTimeOffset at, CancellationToken ct) =>
        db.Sessions.IgnoreQueryFilters().Where(row => row.Id == session && row.LastSeenAt < at)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, at), ct);

    public Task EndAsync(Guid session, CancellationToken ct) =>
        db.Sessions.IgnoreQueryFilters().Where(row => row.Id == session).ExecuteDeleteAsync(ct);

    public void Add(SignInLink link) => db.SignInLinks.Add(link);

    public Task<SignInLink?> FindLinkAsync(byte[] hash, CancellationToken ct) =>
        db.SignInLinks.IgnoreQueryFilters().Where(row => row.Hash == hash).ForUpdate().SingleOrDefaultAsync(ct);

    // It has no aggregate: nobody is known to whose story it belongs.
    public void Add(SignInRefused refused) => db.Events.Add(new EventRow
    {
        Id = refused.AttemptId,
        OrganizationId = db.CurrentOrganization,
        Type = $"{IdentityDbContext.Name}.{nameof(SignInRefused)}",
        Stream = ((IDomainEvent)refused).Stream,
        Version = refused.Version,
        Payload = JsonSerializer.Serialize(refused, Json),
        At = refused.At,
        Actor = call.Actor,
        RequestId = call.RequestId,
    });

    public async Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, DateTimeOffset now, CancellationToken ct)
    {
        await db.Sessions.IgnoreQueryFilters().Where(row => row.CreatedAt <= begunBefore || row.LastSeenAt <= seenBefore).ExecuteDeleteAsync(ct);
        await db.SignInLinks.IgnoreQueryFilters().Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }
}
