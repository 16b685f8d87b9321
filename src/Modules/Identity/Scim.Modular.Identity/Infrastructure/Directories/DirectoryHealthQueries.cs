using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class GetDirectoryHealthHandler(IdentityDbContext db, TimeProvider clock)
    : IQueryHandler<GetDirectoryHealth, IReadOnlyDictionary<DirectoryId, DirectoryHealth>>
{
    public async Task<IReadOnlyDictionary<DirectoryId, DirectoryHealth>> Handle(GetDirectoryHealth query, CancellationToken ct)
    {
        var (now, ids) = (clock.Now(), query.Directories.ToArray());
        var dayAgo = now.AddDays(-1);
        return await db.Directories.Where(directory => ids.Contains(directory.Id))
            .Select(directory => new
            {
                directory.Id,
                Health = new DirectoryHealth(
                    db.Users.Count(user => user.DirectoryId == directory.Id && user.DeletedAt == null),
                    db.Requests.Where(call => call.DirectoryId == directory.Id).OrderByDescending(call => call.At)
                        .Select(call => (DateTimeOffset?)call.At).FirstOrDefault(),
                    db.Requests.Count(call => call.DirectoryId == directory.Id && call.At >= dayAgo),
                    db.Requests.Count(call => call.DirectoryId == directory.Id && call.At >= dayAgo && call.Status >= 400),
                    db.Tokens.Count(token => token.DirectoryId == directory.Id && token.RevokedAt == null
                        && (token.ExpiresAt == null || token.ExpiresAt > now)),
                    db.Tokens.Where(token => token.DirectoryId == directory.Id && token.RevokedAt == null && token.ExpiresAt > now)
                        .OrderBy(token => token.ExpiresAt).Select(token => token.ExpiresAt).FirstOrDefault()),
            })
            .ToDictionaryAsync(found => found.Id, found => found.Health, ct);
    }
}

internal sealed class GetFirstCallsHandler(IdentityDbContext db) : IQueryHandler<GetFirstCalls, FirstCalls?>
{
    public Task<FirstCalls?> Handle(GetFirstCalls query, CancellationToken ct) =>
        db.Directories.Where(directory => directory.Id == query.Directory)
            .Select(directory => new FirstCalls(
                db.Requests.Where(call => call.DirectoryId == directory.Id && call.Status < 400).OrderBy(call => call.At)
                    .Select(call => (DateTimeOffset?)call.At).FirstOrDefault(),
                db.Users.Where(user => user.DirectoryId == directory.Id && user.DeletedAt == null).OrderBy(user => user.Id)
                    .Select(user => (DateTimeOffset?)user.CreatedAt).FirstOrDefault(),
                db.Groups.Where(pushed => pushed.DirectoryId == directory.Id).OrderBy(pushed => pushed.Id)
                    .Select(pushed => (DateTimeOffset?)pushed.CreatedAt).FirstOrDefault(),
                db.Requests.Where(call => call.DirectoryId == directory.Id).OrderByDescending(call => call.At)
                    .Select(call => new LastCall(call.Id, call.At, call.Status, call.Summary)).FirstOrDefault()))
            .SingleOrDefaultAsync(ct);
}
