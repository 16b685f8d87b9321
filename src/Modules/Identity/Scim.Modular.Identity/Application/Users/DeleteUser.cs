using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>DELETE: the user is gone for SCIM, and out of its groups. Its id is kept for a while, in case it comes back.</summary>
internal sealed record DeleteUser(DirectoryId Directory, ServedType Type, UserId Id, EntityTagCondition? IfMatch = null) : ICommand<Result>;

internal sealed class DeleteUserHandler(
    IUserRepository users, IGroupRepository groups, IGroupMemberRepository members, ISessionRepository sessions, UniqueValues unique,
    TimeProvider clock)
    : ICommandHandler<DeleteUser, Result>
{
    public async Task<Result> Handle(DeleteUser command, CancellationToken ct)
    {
        // Groups before the user, as everywhere: two units of work that lock in different orders wait for each other.
        var memberOf = await groups.OfUserForChangeAsync(command.Id, ct);
        if (await users.FindForChangeAsync(command.Directory, command.Id, ct) is not { } user)
            return UserErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(user.Version))
            return ResourceErrors.Stale;

        var now = clock.Now();
        foreach (var group in memberOf)
        {
            await members.RemoveAsync(group.Id, [user.Id], ct);
            group.ChangeMembers([], [user.Id], now);
        }

        var before = user.EmailKeys;
        user.Delete(now);
        users.IndexEmails(user, before);
        await sessions.EndOfPersonAsync(user.Id, ct);
        await unique.FreeAsync(command.Type, user.Id.Value, ct);
        return Result.Ok;
    }
}
