using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Infrastructure.Organizations;

/// <summary>
/// The turn is a row that is locked until the commit. The first writer of an organization adds it; should two be first, one of them
/// fails on the key and comes again. A context that has the row has the turn: it lives as long as its transaction.
/// </summary>
internal sealed class OrganizationTurn(TeamsDbContext db) : IOrganizationTurn
{
    public async Task<OrganizationId> TakeAsync(CancellationToken ct)
    {
        if (!db.ChangeTracker.Entries<TurnRow>().Any() && (await db.Turns.ForUpdate().ToListAsync(ct)).Count == 0)
            db.Turns.Add(new TurnRow { OrganizationId = db.CurrentOrganization });
        return db.CurrentOrganization;
    }
}
