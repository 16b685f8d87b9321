using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class CopyRepository(IdentityDbContext db) : ICopyRepository
{
    public async Task<IReadOnlyList<UserLicense>> LicensesAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        await db.UserLicenses.Where(row => EF.Parameter(users).Contains(row.UserId)).ToListAsync(ct);

    public async Task<IReadOnlyList<UserTeam>> TeamsAsync(
        IReadOnlyCollection<UserId> users, IReadOnlyCollection<Guid> teams, CancellationToken ct) =>
        await db.UserTeams.Where(row => EF.Parameter(users).Contains(row.UserId) && EF.Parameter(teams).Contains(row.TeamId)).ToListAsync(ct);

    public Task<TeamName?> TeamNameAsync(Guid team, CancellationToken ct) => db.TeamNames.SingleOrDefaultAsync(row => row.TeamId == team, ct);

    public async Task<IReadOnlySet<UserId>> KeptAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        await db.Users.Where(row => EF.Parameter(users).Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(ct);

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
