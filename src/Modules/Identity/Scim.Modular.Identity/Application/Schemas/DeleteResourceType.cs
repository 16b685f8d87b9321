using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>Deletes a resource type of which there are no resources; or takes the extensions off one that is built in.</summary>
internal sealed record DeleteResourceType(string Name, long? ExpectedRevision) : ICommand<Result>;

internal sealed class DeleteResourceTypeHandler(ISchemaRepository schemas, CallContext call, TimeProvider clock) : ICommandHandler<DeleteResourceType, Result>
{
    public async Task<Result> Handle(DeleteResourceType command, CancellationToken ct)
    {
        if (await schemas.LockAsync(call.Organization, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (await schemas.FindTypeAsync(command.Name, ct) is not { } type)
            return SchemaErrors.TypeNotFound;
        if (command.ExpectedRevision is { } expected && expected != type.Revision)
            return SchemaErrors.Stale;
        if (type.Endpoint is not null && await schemas.HasResourcesAsync(type.Name, ct))
            return SchemaErrors.TypeInUse(type.Name);
        if (await ExtensionsInUse.FirstAsync(schemas, type, [], ct) is { } error)
            return error;

        schemas.Remove(type);
        organization.ResourceTypeWasDeleted(type.Name, clock.Now());
        return Result.Ok;
    }
}
