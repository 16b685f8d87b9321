using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>PATCH: the operations in their order, all or none (RFC 7644 §3.5.2).</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Id">The user.</param>
/// <param name="Operations">What to do.</param>
/// <param name="Limits">What its attributes may hold.</param>
internal sealed record PatchUser(DirectoryId Directory, UserId Id, IReadOnlyList<PatchOperation> Operations, BindingLimits Limits)
    : ICommand<Result<PatchedUser>>;

/// <summary>A patched user, and what was left out of the patch.</summary>
internal sealed record PatchedUser(User User, IReadOnlyList<string> Notes);

internal sealed class PatchUserHandler(IUserRepository users, UserChange change) : ICommandHandler<PatchUser, Result<PatchedUser>>
{
    public async Task<Result<PatchedUser>> Handle(PatchUser command, CancellationToken ct)
    {
        if (await users.FindForChangeAsync(command.Directory, command.Id, ct) is not { } user)
            return UserErrors.NotFound(command.Id);

        var attributes = (JsonObject)JsonNode.Parse(user.Document)!;
        var patched = PatchEngine.Apply(attributes, command.Operations, CoreSchemas.UserResourceType, command.Limits);
        var result = await change.ApplyAsync(user, UserDocument.Of(patched.Resource), ct);
        return result.Error is { } error ? error : new PatchedUser(result.Value, patched.Notes);
    }
}
