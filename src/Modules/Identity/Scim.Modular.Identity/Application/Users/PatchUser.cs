using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>PATCH: the operations in their order, all or none (RFC 7644 §3.5.2).</summary>
internal sealed record PatchUser(DirectoryId Directory, ServedType Type, UserId Id, PatchWork Patch, EntityTagCondition? IfMatch)
    : ICommand<Result<PatchedUser>>;

/// <summary>A patched user, and what was left out of the patch.</summary>
internal sealed record PatchedUser(User User, IReadOnlyList<string> Notes);

internal sealed class PatchUserHandler(IUserRepository users, UserChange change) : ICommandHandler<PatchUser, Result<PatchedUser>>
{
    public async Task<Result<PatchedUser>> Handle(PatchUser command, CancellationToken ct)
    {
        if (await users.FindForChangeAsync(command.Directory, command.Id, ct) is not { } user)
            return UserErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(user.Version))
            return ResourceErrors.Stale;

        var patched = command.Patch.ApplyTo(user.Document, command.Type);
        var result = await change.ApplyAsync(user, command.Type, UserDocument.Of(patched.Resource, command.Type.Definition), ct);
        return result.Error is { } error ? error : new PatchedUser(result.Value, patched.Notes);
    }
}
