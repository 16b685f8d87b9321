using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

internal sealed class ReassessmentRepository(LicensingDbContext db) : IReassessmentRepository
{
    public async Task<Reassessment> OfAsync(Scope scope, CancellationToken ct)
    {
        if (await db.Reassessments.FindAsync([db.CurrentOrganization, scope.Who, scope.Id], ct) is { } known)
            return known;
        var reassessment = new Reassessment(db.CurrentOrganization, scope);
        db.Reassessments.Add(reassessment);
        return reassessment;
    }
}
