using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>Stores a new resource of a type that the organization has defined.</summary>
internal sealed record CreateResource(DirectoryId Directory, ServedType Type, JsonObject Attributes) : ICommand<Result<Resource>>;

internal sealed class CreateResourceHandler(IResourceRepository resources, UniqueValues unique, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateResource, Result<Resource>>
{
    public async Task<Result<Resource>> Handle(CreateResource command, CancellationToken ct)
    {
        var resource = Resource.Create(call.Organization, command.Directory, command.Type.Definition, command.Attributes, clock.Now());
        if (await ExternalIds.ConflictAsync(resources, resource, resource.ExternalId, ct) is { } conflict)
            return conflict;
        if (await unique.TakeAsync(command.Directory, command.Type, resource.Id.Value, command.Attributes, isNew: true, ct) is { } taken)
            return taken;

        resources.Add(resource);
        return resource;
    }
}

/// <summary>The rule that an externalId is one resource's of its type in a directory.</summary>
internal static class ExternalIds
{
    public static async Task<Error?> ConflictAsync(IResourceRepository resources, Resource resource, string? externalId, CancellationToken ct) =>
        externalId is not null
        && await resources.HolderOfExternalIdAsync(resource.DirectoryId, resource.Type, externalId, ct) is { } holder
        && holder != resource.Id
            ? ResourceErrors.ExternalIdTaken(resource.Type, holder)
            : null;
}
