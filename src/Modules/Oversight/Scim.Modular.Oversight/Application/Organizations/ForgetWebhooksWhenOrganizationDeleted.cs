using Scim.Modular.Identity.Contracts;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Organizations;

/// <summary>
/// A deleted organization tells nobody anything any more. Its audit log stays as long as any: that it was deleted, and by whom, is what
/// somebody may ask.
/// </summary>
internal sealed class ForgetWebhooksWhenOrganizationDeleted(IAuditLog audit, IWebhookRepository webhooks, TimeProvider clock)
    : IDomainEventHandler<OrganizationDeleted>
{
    public async Task Handle(OrganizationDeleted happened, CancellationToken ct)
    {
        // Locked first: messages are made under this lock, so none comes after.
        (await audit.LockAsync(ct)).Close(clock.Now());
        await webhooks.ForgetOrganizationAsync(ct);
    }
}
