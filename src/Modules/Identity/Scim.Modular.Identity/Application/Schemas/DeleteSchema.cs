using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>Deletes a schema that no resource type uses.</summary>
internal sealed record DeleteSchema(string Urn, long? ExpectedRevision) : ICommand<Result>;

internal sealed class DeleteSchemaHandler(ISchemaRepository schemas, CallContext call, TimeProvider clock) : ICommandHandler<DeleteSchema, Result>
{
    public async Task<Result> Handle(DeleteSchema command, CancellationToken ct)
    {
        if (await schemas.LockAsync(call.Organization, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (await schemas.FindAsync(OrganizationSchema.KeyOf(command.Urn), ct) is not { } schema)
            return SchemaErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != schema.Revision)
            return SchemaErrors.Stale;
        if (await SchemaUse.OfAsync(schemas, schema.UrnKey, ct) is { Count: > 0 } types)
            return SchemaErrors.InUse(schema.Urn, types);

        schemas.Remove(schema);
        organization.SchemaWasDeleted(schema.Urn, clock.Now());
        return Result.Ok;
    }
}
