using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Grants;

namespace Scim.Modular.Licensing.Infrastructure.Grants;

internal sealed class GrantRepository(LicensingDbContext db) : IGrantRepository
{
    public async Task<PlanGrant> KnowAsync(Guid mapping, CancellationToken ct)
    {
        if (await db.PlanGrants.FindAsync([db.CurrentOrganization, mapping], ct) is { } known)
            return known;
        var grant = new PlanGrant(db.CurrentOrganization, mapping);
        db.PlanGrants.Add(grant);
        return grant;
    }

    public Task<bool> IsNamedAsync(string plan, CancellationToken ct) => db.PlanGrants.AnyAsync(grant => grant.PlanKey == plan, ct);

    public async Task<ILookup<UserId, PlanGrant>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var found = await (
            from member in db.GrantMembers
            join grant in db.PlanGrants
                on new { member.OrganizationId, member.MappingId } equals new { grant.OrganizationId, grant.MappingId }
            where users.Contains(member.UserId)
            select new { Member = member, Grant = grant }).ToListAsync(ct);
        // Rows that this unit of work adds or removes are not in the database yet, or still.
        var removed = found.Where(row => db.Entry(row.Member).State == EntityState.Deleted);
        var asked = users.ToHashSet();
        var added =
            from entry in db.ChangeTracker.Entries<GrantMember>()
            where entry.State == EntityState.Added && asked.Contains(entry.Entity.UserId)
            join grant in db.PlanGrants.Local on entry.Entity.MappingId equals grant.MappingId
            select new { Member = entry.Entity, Grant = grant };
        return found.Except(removed).Concat(added).ToLookup(row => row.Member.UserId, row => row.Grant);
    }

    public async Task<bool> ForgetMembersAsync(PlanGrant grant, CancellationToken ct) =>
        await db.GrantMembers.Where(member => member.MappingId == grant.MappingId).ExecuteDeleteAsync(ct) > 0;

    public async Task ChangeMembersAsync(
        PlanGrant grant, IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, CancellationToken ct)
    {
        UserId[] concerned = [.. added, .. removed];
        var there = await db.GrantMembers
            .Where(member => member.MappingId == grant.MappingId && concerned.Contains(member.UserId))
            .ToDictionaryAsync(member => member.UserId, ct);
        db.GrantMembers.RemoveRange(removed.Where(there.ContainsKey).Select(user => there[user]));
        db.GrantMembers.AddRange(
            added.Where(user => !there.ContainsKey(user)).Select(user => new GrantMember(db.CurrentOrganization, user, grant.MappingId)));
    }
}
