using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class CopyRepository(IdentityDbContext db) : ICopyRepository
{
    public Task<UserLicense?> LicenseAsync(UserId user, CancellationToken ct) => db.UserLicenses.SingleOrDefaultAsync(row => row.UserId == user, ct);

    public Task<UserTeam?> TeamAsync(UserId user, Guid team, CancellationToken ct) =>
        db.UserTeams.SingleOrDefaultAsync(row => row.UserId == user && row.TeamId == team, ct);

    public Task<TeamName?> TeamNameAsync(Guid team, CancellationToken ct) => db.TeamNames.SingleOrDefaultAsync(row => row.TeamId == team, ct);

    public Task<bool> IsKeptAsync(UserId user, CancellationToken ct) => db.Users.AnyAsync(row => row.Id == user, ct);

    public Task<OfferedLicense?> OfferedAsync(Guid plan, CancellationToken ct) =>
        db.OfferedLicenses.SingleOrDefaultAsync(row => row.PlanId == plan, ct);

    public Task<MappingCopy?> MappingAsync(Guid mapping, CancellationToken ct) =>
        db.MappingCopies.SingleOrDefaultAsync(row => row.MappingId == mapping, ct);

    public void Add(MappingCopy mapping) => db.MappingCopies.Add(mapping);

    public void Add(OfferedLicense license) => db.OfferedLicenses.Add(license);

    public void Add(UserLicense license) => db.UserLicenses.Add(license);

    public void Add(UserTeam team) => db.UserTeams.Add(team);

    public void Add(TeamName name) => db.TeamNames.Add(name);

    public Task RemoveTeamAsync(Guid team, CancellationToken ct) => db.UserTeams.Where(row => row.TeamId == team).ExecuteDeleteAsync(ct);
}
