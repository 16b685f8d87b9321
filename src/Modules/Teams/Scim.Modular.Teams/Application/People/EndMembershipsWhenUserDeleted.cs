using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.People;

/// <summary>
/// The sources stay: those by hand return with the user, and those of mappings are ended by the events of the groups, which are
/// another stream.
/// </summary>
internal sealed class EndMembershipsWhenUserDeleted(
    IOrganizationTurn turn, IDirectoryRepository directories, IPersonRepository people, IMembershipRepository memberships,
    Settlement settlement)
    : IDomainEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await people.FindAsync(happened.UserId, ct) is not { } person || happened.Version <= person.Version)
            return;
        person.Heed((await directories.KnowAsync(person.DirectoryId, ct)).Effect);
        person.Delete(happened.Version);

        var book = await memberships.OpenAsync(person, ct);
        book.TouchAll();
        await settlement.WriteAsync(book, Reasons.UserDeleted, ct);
    }
}
