using Scim.Modular.Identity.Application.Schemas;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Schemas;

internal sealed class SchemaQueries(ISchemaRepository schemas)
    : IQueryHandler<ListSchemas, IReadOnlyList<SchemaView>>, IQueryHandler<GetSchema, SchemaView?>,
        IQueryHandler<ListResourceTypes, IReadOnlyList<ResourceTypeView>>, IQueryHandler<GetResourceType, ResourceTypeView?>
{
    public async Task<IReadOnlyList<SchemaView>> Handle(ListSchemas query, CancellationToken ct) =>
        [.. (await schemas.AllAsync(ct)).Select(SchemaView.Of)];

    public async Task<SchemaView?> Handle(GetSchema query, CancellationToken ct) =>
        await schemas.FindAsync(OrganizationSchema.KeyOf(query.Urn), ct) is { } found ? SchemaView.Of(found) : null;

    public async Task<IReadOnlyList<ResourceTypeView>> Handle(ListResourceTypes query, CancellationToken ct) =>
        [.. (await schemas.AllTypesAsync(ct)).Select(ResourceTypeView.Of)];

    public async Task<ResourceTypeView?> Handle(GetResourceType query, CancellationToken ct) =>
        await schemas.FindTypeAsync(query.Name, ct) is { } found ? ResourceTypeView.Of(found) : null;
}
