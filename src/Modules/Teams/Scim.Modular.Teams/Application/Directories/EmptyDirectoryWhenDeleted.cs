using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.Directories;

/// <summary>The groups go at once. The people go in portions, because each one's leaving is news of its own.</summary>
internal sealed class EmptyDirectoryWhenDeleted(
    IOrganizationTurn turn, IDirectoryRepository directories, IGroupRepository groups, IMappingRepository mappings,
    IPersonRepository people, IMembershipRepository memberships, Settlement settlement, Portion atOnce, TimeProvider clock)
    : IDomainEventHandler<DirectoryDeleted>, IDomainEventHandler<DirectoryUnsettled>
{
    public async Task Handle(DirectoryDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var now = clock.Now();
        (await directories.KnowAsync(happened.DirectoryId, ct)).Delete(now);
        await groups.RemoveOfDirectoryAsync(happened.DirectoryId, ct);
        foreach (var mapping in await mappings.OfDirectoryAsync(happened.DirectoryId, ct))
            mapping.Orphan(Reasons.DirectoryDeleted, now);
    }

    public async Task Handle(DirectoryUnsettled happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var leaving = await people.OfDirectoryAsync(happened.DirectoryId, atOnce.Size, ct);
        if (leaving.Count == 0)
            return;

        var now = clock.Now();
        var book = await memberships.OpenAsync([.. leaving.Select(person => person.Id)], null, ct);
        await settlement.EraseAsync(book, Reasons.DirectoryDeleted, ct);
        foreach (var person in leaving)
            people.Remove(person);
        if (leaving.Count == atOnce.Size)
            (await directories.KnowAsync(happened.DirectoryId, ct)).ContinueEmptying(now);
    }
}
