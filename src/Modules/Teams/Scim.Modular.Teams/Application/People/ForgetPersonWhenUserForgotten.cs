using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.People;

internal sealed class ForgetPersonWhenUserForgotten(
    IOrganizationTurn turn, IPersonRepository people, IGroupRepository groups, IMembershipRepository memberships, Settlement settlement)
    : IDomainEventHandler<UserForgotten>
{
    public async Task Handle(UserForgotten happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await people.FindAsync(happened.UserId, ct) is { } person)
        {
            if (person.Version >= happened.Version)
                return;
            people.Remove(person);
        }

        var book = await memberships.OpenAsync([happened.UserId], null, ct);
        await settlement.EraseAsync(book, Reasons.UserForgotten, ct);
        await groups.RemoveMemberAsync(happened.UserId, ct);
    }
}
