using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.People;

/// <summary>
/// Each of these events carries the whole of the facts, so all are handled alike: take the facts over, and when that makes or ends a
/// person who counts, compute the memberships again. A new person may have sources already: groups are another stream.
/// </summary>
internal sealed class UpdatePersonWhenUserChanges(
    IOrganizationTurn turn, IDirectoryRepository directories, IPersonRepository people, IMembershipRepository memberships,
    Settlement settlement)
    : IDomainEventHandler<UserCreated>, IDomainEventHandler<UserReturned>, IDomainEventHandler<UserProfileChanged>,
        IDomainEventHandler<UserActivated>, IDomainEventHandler<UserDeactivated>
{
    public Task Handle(UserCreated happened, CancellationToken ct) => LearnAsync(happened, Reasons.UserCreated, ct);

    public Task Handle(UserReturned happened, CancellationToken ct) => LearnAsync(happened, Reasons.UserReturned, ct);

    public Task Handle(UserProfileChanged happened, CancellationToken ct) =>
        LearnAsync(happened, happened.User.Active ? Reasons.UserReactivated : Reasons.UserDeactivated, ct);

    public Task Handle(UserActivated happened, CancellationToken ct) => LearnAsync(happened, Reasons.UserReactivated, ct);

    public Task Handle(UserDeactivated happened, CancellationToken ct) => LearnAsync(happened, Reasons.UserDeactivated, ct);

    private async Task LearnAsync(IUserFactsEvent happened, string reason, CancellationToken ct)
    {
        var organization = await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.User.DirectoryId, ct);
        var person = await people.FindAsync(happened.UserId, ct);
        var counted = person?.IsEffective ?? false;
        if (person is null)
        {
            if (directory.Deleted)
                return;
            person = new Person(organization, happened.UserId, happened.Version, happened.User, directory.Effect);
            people.Add(person);
        }
        else
        {
            if (happened.Version <= person.Version)
                return;
            person.Heed(directory.Effect);
            person.Learn(happened.Version, happened.User);
        }

        if (counted == person.IsEffective)
            return;
        var book = await memberships.OpenAsync(person, ct);
        book.TouchAll();
        await settlement.WriteAsync(book, reason, ct);
    }
}
