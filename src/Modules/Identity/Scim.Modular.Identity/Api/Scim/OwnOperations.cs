using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>Resources of the types that an organization has defined.</summary>
internal sealed class OwnOperations(ScimCall call, ServedType type) : ResourceOperations(call, type)
{
    public override async Task<ScimAnswer> CreateAsync(ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var bound = Bind(write);
        var result = await Call.Mediator.Send(new CreateResource(Call.Directory, Type, bound.Attributes), Call.Aborted);
        return result.Error is { } error ? throw ScimCall.Refused(error) : Created(Stored(result.Value), projection.Written(bound.Attributes), bound.Notes);
    }

    public override async Task<ScimAnswer> ReplaceAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var bound = Bind(write);
        var result = await Call.Mediator.Send(
            new ReplaceResource(Call.Directory, Type, ScimCall.Id<ResourceId>(id, Type.Name), bound.Attributes, write.IfMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : Answer(StatusCodes.Status200OK, Stored(result.Value), projection.Written(bound.Attributes), $"{Type.Name} replaced", bound.Notes);
    }

    public override async Task<ScimAnswer> PatchAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var patch = new PatchWork(PatchRequest.Parse(write.Body, Call.PatchLimits, Call.Dialect).Operations, Call.BindingLimits, Call.Dialect);
        var result = await Call.Mediator.Send(
            new PatchResource(Call.Directory, Type, ScimCall.Id<ResourceId>(id, Type.Name), patch, write.IfMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : Answer(StatusCodes.Status200OK, Stored(result.Value.Resource), projection.Written(patch.NamedOn(Type)), $"{Type.Name} patched", result.Value.Notes);
    }

    public override async Task<ScimAnswer> DeleteAsync(string id, EntityTagCondition? ifMatch)
    {
        var typed = ScimCall.Id<ResourceId>(id, Type.Name);
        var result = await Call.Mediator.Send(new DeleteResource(Call.Directory, Type, typed, ifMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : new(StatusCodes.Status204NoContent, null, $"{Type.Name} deleted") { ResourceId = typed.Value };
    }

    private BoundResource Bind(ScimWrite write) => ResourceBinder.Bind(write.Body, Type.Definition, Call.BindingLimits, Call.Dialect);

    private StoredResource Stored(Resource resource) => new(
        Type, resource.Id.ToString(), resource.Document, resource.CreatedAt, resource.LastModifiedAt, resource.Version, []);
}
