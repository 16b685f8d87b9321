using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class GetDirectoryHealthHandler(IdentityDbContext db, IOptions<AlertOptions> options, TimeProvider clock)
    : IQueryHandler<GetDirectoryHealth, IReadOnlyDictionary<DirectoryId, DirectoryHealth>>
{
    public async Task<IReadOnlyDictionary<DirectoryId, DirectoryHealth>> Handle(GetDirectoryHealth query, CancellationToken ct)
    {
        var (now, ids) = (clock.Now(), query.Directories.ToArray());
        var users = await db.Directories.Where(directory => ids.Contains(directory.Id))
            .Select(directory => new { directory.Id, Count = db.Users.Count(user => user.DirectoryId == directory.Id && user.DeletedAt == null) })
            .ToDictionaryAsync(found => found.Id, found => found.Count, ct);
        var found = await db.ReadVitalsAsync(db.Directories.Where(directory => ids.Contains(directory.Id)), now, ct);
        return found.ToDictionary(one => one.Vitals.Id, one => new DirectoryHealth(
            users.GetValueOrDefault(one.Vitals.Id), one.Vitals.LastCallAt, one.Vitals.Calls, one.Vitals.Refused, one.Vitals.Tokens, one.Vitals.TokenEndsAt,
            DirectoryAlertRules.Of(one.Vitals, one.Open, options.Value.SilentAfter, now)));
    }
}

internal sealed class GetDirectoryAlertsHandler(IdentityDbContext db) : IQueryHandler<GetDirectoryAlerts, ILookup<DirectoryId, AlertView>>
{
    public async Task<ILookup<DirectoryId, AlertView>> Handle(GetDirectoryAlerts query, CancellationToken ct)
    {
        var ids = query.Directories.ToArray();
        return (await db.DirectoryAlerts.AsNoTracking().Where(alert => ids.Contains(alert.DirectoryId)).OrderBy(alert => alert.RaisedAt).ToListAsync(ct))
            .ToLookup(alert => alert.DirectoryId, alert => new AlertView(alert.Kind, alert.RaisedAt, alert.UserId, alert.Text));
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
