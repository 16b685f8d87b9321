using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Removes some of the organization's users whose time to return is over, and tells how many.</summary>
internal sealed record ForgetUsers : ICommand<Result<ForgottenCount>>;

internal sealed record ForgottenCount(int Count);

internal sealed class ForgetUsersHandler(IForgottenUsers forgotten, IGroupRepository groups, IGroupMemberRepository members, TimeProvider clock)
    : ICommandHandler<ForgetUsers, Result<ForgottenCount>>
{
    private const int Step = 100;

    public async Task<Result<ForgottenCount>> Handle(ForgetUsers command, CancellationToken ct)
    {
        var now = clock.Now();
        var users = await forgotten.DeletedBeforeAsync(now - User.TombstoneLife, Step, ct);
        foreach (var user in users)
        {
            // A group change that ran beside the deletion may have left a membership behind.
            foreach (var group in await groups.OfUserForChangeAsync(user.Id, ct))
            {
                await members.RemoveAsync(group.Id, [user.Id], ct);
                group.ChangeMembers([], [user.Id], now);
            }

            user.Forget(now);
        }

        await forgotten.RemoveAsync(users, ct);
        return new ForgottenCount(users.Count);
    }
}
