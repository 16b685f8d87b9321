using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.People;

/// <summary>
/// The sources stay: those by hand return with the user, and those of mappings are ended by the events of the groups, which are
/// another stream.
/// </summary>
internal sealed class EndMembershipsWhenUserDeleted(
    IOrganizationTurn turn, IPersonRepository people, IMembershipRepository memberships, TimeProvider clock)
    : IDomainEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await people.FindAsync(happened.UserId, ct) is not { } person || !person.Delete(happened.Version))
            return;

        var book = await memberships.OpenAsync(person, ct);
        book.TouchAll();
        book.Settle(Reasons.UserDeleted, clock.Now());
    }
}
