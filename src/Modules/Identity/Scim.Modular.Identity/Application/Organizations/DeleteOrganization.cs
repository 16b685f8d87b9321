using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Organizations;

/// <summary>Deletes an organization with all that belongs to it. What happened in it stays in the event log for its time.</summary>
internal sealed record DeleteOrganization(OrganizationId Id, long? ExpectedRevision) : ICommand<Result>;

internal sealed class DeleteOrganizationHandler(IOrganizationRepository organizations, TimeProvider clock)
    : ICommandHandler<DeleteOrganization, Result>
{
    public async Task<Result> Handle(DeleteOrganization command, CancellationToken ct)
    {
        if (await organizations.FindAsync(command.Id, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != organization.Revision)
            return OrganizationErrors.Stale;

        organization.Delete(clock.Now());
        await organizations.RemoveAsync(organization, ct);
        return Result.Ok;
    }
}
