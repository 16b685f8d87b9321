using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>DELETE of a resource of a type that the organization has defined.</summary>
internal sealed record DeleteResource(DirectoryId Directory, ServedType Type, ResourceId Id, EntityTagCondition? IfMatch) : ICommand<Result>;

internal sealed class DeleteResourceHandler(IResourceRepository resources, UniqueValues unique, TimeProvider clock)
    : ICommandHandler<DeleteResource, Result>
{
    public async Task<Result> Handle(DeleteResource command, CancellationToken ct)
    {
        if (await resources.FindForChangeAsync(command.Directory, command.Type.Name, command.Id, ct) is not { } resource)
            return ResourceErrors.NotFound(command.Type.Name, command.Id);
        if (!command.IfMatch.Allows(resource.Version))
            return ResourceErrors.Stale;

        resource.Delete(clock.Now());
        await unique.FreeAsync(command.Type, resource.Id.Value, ct);
        resources.Remove(resource);
        return Result.Ok;
    }
}
