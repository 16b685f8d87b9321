using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
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

    public Task EndOfPersonAsync(UserId person, CancellationToken ct) => db.Sessions.Where(row => row.UserId == person).ExecuteDeleteAsync(ct);

    public Task<int> EndOfProviderAsync(string issuer, string? subject, string? providerSession, DateTimeOffset begunUntil, CancellationToken ct) =>
        db.Sessions
            .Where(row => row.Issuer == issuer && row.CreatedAt <= begunUntil)
            .Where(row => subject == null || row.Subject == subject)
            .Where(row => providerSession == null || row.ProviderSession == providerSession || (subject != null && row.ProviderSession == null))
            .ExecuteDeleteAsync(ct);

    // Not of the user's own story: that is the identity provider's, and its version is the resource's.
    public void Add(PersonSignedIn entered) => Keep(entered.SessionId, entered, entered.At);

    // It has no aggregate: nobody is known to whose story it belongs.
    public void Add(SignInRefused refused) => Keep(refused.AttemptId, refused, refused.At);

    private void Keep<TEvent>(Guid id, TEvent happened, DateTimeOffset at) where TEvent : IDomainEvent => db.Events.Add(new EventRow
    {
        Id = id,
        OrganizationId = db.CurrentOrganization,
        Type = $"{IdentityDbContext.Name}.{typeof(TEvent).Name}",
        Stream = happened.Stream,
        Version = happened.Version,
        Payload = JsonSerializer.Serialize(happened, Json),
        At = at,
        Actor = call.Actor,
        RequestId = call.RequestId,
    });

    public async Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, DateTimeOffset now, CancellationToken ct)
    {
        await db.Sessions.IgnoreQueryFilters().Where(row => row.CreatedAt <= begunBefore || row.LastSeenAt <= seenBefore).ExecuteDeleteAsync(ct);
        await db.SignInLinks.IgnoreQueryFilters().Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }
}
