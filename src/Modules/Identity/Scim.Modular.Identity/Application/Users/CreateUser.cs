using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>Stores a new user, or takes back a deleted one: the same person gets the same id again.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Type">The type User as the organization has it.</param>
/// <param name="Document">Its attributes.</param>
/// <param name="Admission">The seat reservation that lets it in, when one was needed.</param>
internal sealed record CreateUser(DirectoryId Directory, ServedType Type, UserDocument Document, Guid? Admission) : ICommand<Result<User>>;

internal sealed class CreateUserHandler(
    IUserRepository users, IGroupRepository groups, IGroupMemberRepository members, UniqueValues unique, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateUser, Result<User>>
{
    public async Task<Result<User>> Handle(CreateUser command, CancellationToken ct)
    {
        var (document, now) = (command.Document, clock.Now());
        var namesakes = await users.NamesakesAsync(
            command.Directory, FoldedKey.Of(document.UserName, "userName"), document.ExternalId, now - User.TombstoneLife, ct);
        if (UserNames.Conflict(namesakes, document) is { } conflict)
            return conflict;

        // The identity provider's own id says best who it was; a deleted userName may since be somebody else's.
        var known = namesakes
            .OrderByDescending(user => document.ExternalId is not null && user.ExternalId == document.ExternalId)
            .ThenByDescending(user => user.DeletedAt)
            .FirstOrDefault(user => document.ExternalId is null || user.ExternalId is null || user.ExternalId == document.ExternalId);
        if (known is null)
        {
            var user = User.Create(call.Organization, command.Directory, document, command.Admission, now);
            if (await unique.TakeAsync(command.Directory, command.Type, user.Id.Value, document.Attributes, isNew: true, ct) is { } taken)
                return taken;
            users.Add(user);
            users.IndexEmails(user, []);
            return user;
        }

        if (await unique.TakeAsync(command.Directory, command.Type, known.Id.Value, document.Attributes, isNew: false, ct) is { } held)
            return held;
        // A group change that ran beside the deletion may have left a membership of the old life behind.
        foreach (var group in await groups.OfUserForChangeAsync(known.Id, ct))
        {
            await members.RemoveAsync(group.Id, [known.Id], ct);
            group.ChangeMembers([], [known.Id], now);
        }

        known.Return(document, command.Admission, now);
        users.IndexEmails(known, []);
        foreach (var group in await groups.WaitingForAsync(command.Directory, known.Id.ToString(), ct))
        {
            await members.UnparkAsync(group.Id, [known.Id.ToString()], ct);
            members.Add(group.Id, [known.Id]);
            group.ChangeMembers([known.Id], [], now);
        }

        return known;
    }
}

/// <summary>The rule that userName and externalId are one user's in a directory, for every way of writing.</summary>
internal static class UserNames
{
    public static Error? Conflict(IEnumerable<User> namesakes, UserDocument document, UserId? except = null)
    {
        var others = namesakes.Where(user => user.DeletedAt is null && user.Id != except).ToArray();
        var key = FoldedKey.Of(document.UserName, "userName");
        if (Array.Find(others, user => user.UserNameKey == key) is { } sameName)
            return UserErrors.UserNameTaken(sameName);
        return Array.Find(others, user => document.ExternalId is not null && user.ExternalId == document.ExternalId) is { } sameExternal
            ? UserErrors.ExternalIdTaken(sameExternal)
            : null;
    }
}
