using System.Collections.Concurrent;
using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Infrastructure.Operators;

/// <summary>Knows sessions, each for two seconds without asking again.</summary>
internal sealed class Sessions(
    IDbContextFactory<IdentityDbContext> contexts, IServiceScopeFactory scopes, IOptions<SignInOptions> options, TimeProvider clock,
    ILogger<Sessions> log) : ISessions
{
    private const int Most = 10_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ShortMemory<SessionFacts> _known = new(clock);
    private readonly ConcurrentDictionary<Guid, long> _noted = new();

    public Task<SessionFacts?> FindAsync(Guid session, CancellationToken ct) =>
        FindAsync(session.ToString("N"), row => row.Id == session, ct);

    public Task<SessionFacts?> FindAsync(byte[] hash, CancellationToken ct) =>
        FindAsync(Convert.ToBase64String(hash), row => row.Hash == hash, ct);

    // What is remembered of it may be older than the last note: so each minute is noted once here.
    public async Task UsedAsync(SessionFacts session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (now - session.LastSeenAt < Minute || _noted.GetValueOrDefault(session.Id) == minute)
            return;
        if (_noted.Count >= Most)
            _noted.Clear();
        _noted[session.Id] = minute;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new NoteSessionUse(session.Id), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            _noted.TryRemove(session.Id, out _);
            log.LogWarning(failure, "The use of a session could not be noted; the next request tries again");
        }
    }

    public void Forget()
    {
        _known.Forget();
        _noted.Clear();
    }

    private async Task<SessionFacts?> FindAsync(string key, Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        var found = await _known.FindAsync(key, () => ReadAsync(which, ct));
        // It may have been used since it was remembered.
        if (found is not null && !IsAlive(found))
            found = await ReadAsync(which, ct);
        return found is not null && IsAlive(found) ? found : null;
    }

    private bool IsAlive(SessionFacts session)
    {
        var now = clock.GetUtcNow();
        return now < session.EndsAt && now - session.LastSeenAt < options.Value.IdleTimeout;
    }

    private async Task<SessionFacts?> ReadAsync(Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await (
            from session in db.Sessions.IgnoreQueryFilters().Where(which)
            join one in db.Administrators.IgnoreQueryFilters()
                on new { session.OrganizationId, Id = session.AdministratorId } equals new { one.OrganizationId, Id = (Guid?)one.Id } into administrators
            from administrator in administrators.DefaultIfEmpty()
            // Whoever is deactivated or deleted has no session, whatever rows there are.
            join other in db.Users.IgnoreQueryFilters().Where(user => user.Active && user.DeletedAt == null)
                on new { session.OrganizationId, Id = session.UserId } equals new { other.OrganizationId, Id = (UserId?)other.Id } into people
            from person in people.DefaultIfEmpty()
            select new
            {
                session.Id, session.OrganizationId, session.AuthenticatedAt, session.LastSeenAt, session.CreatedAt,
                Administrator = administrator == null ? null : new { administrator.Id, administrator.Name, administrator.Email, administrator.Role },
                Person = person == null ? null : new { person.Id, person.DisplayName, person.Email, person.UserName },
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var ends = found.CreatedAt + options.Value.SessionLifetime;
        if (found.Administrator is { } admin)
        {
            return new(
                found.Id, admin.Id, found.OrganizationId, admin.Name, admin.Email, admin.Role, Roles.ScopesOf(admin.Role), found.AuthenticatedAt,
                found.LastSeenAt, ends);
        }

        return found.Person is not { } own
            ? null
            : new(
                found.Id, own.Id.Value, found.OrganizationId, own.DisplayName ?? own.UserName, own.Email ?? own.UserName, Roles.Person, Scopes: [],
                found.AuthenticatedAt, found.LastSeenAt, ends)
            {
                IsPerson = true,
            };
    }
}

/// <summary>Removes sessions that have ended.</summary>
internal sealed class OldSessions(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OldSessions> log)
    : Periodic(TimeSpan.FromMinutes(30), clock, log)
{
    public override async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RemoveOldSessions(), ct);
    }
}
