using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>What a write brings along: the body, and the version that the resource must have.</summary>
/// <param name="Body">The body.</param>
/// <param name="IfMatch">The condition, or null for none.</param>
internal sealed record ScimWrite(JsonObject Body, EntityTagCondition? IfMatch);

/// <summary>
/// What can be done to one resource of a type. Reading is the same for all; a type whose writing has effects in the domain has commands
/// of its own.
/// </summary>
internal abstract class ResourceOperations(ScimCall call, ServedType type)
{
    protected ScimCall Call => call;

    protected ServedType Type => type;

    /// <summary>The methods that a resource of this type knows.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>The largest body of a resource of this type, in bytes.</summary>
    public virtual int BodyBytes => call.Limits.UserBodyBytes;

    public static ResourceOperations Of(ScimCall call, ServedType type) => type.Kind switch
    {
        ResourceKind.User => new UserOperations(call, type),
        ResourceKind.Group => new GroupOperations(call, type),
        ResourceKind.License => new LicenseOperations(call, type),
        _ => new OwnOperations(call, type),
    };

    public async Task<ScimAnswer> GetAsync(string id, EntityTagCondition? ifNoneMatch)
    {
        var projection = call.ProjectionOf(type);
        var found = await FindAsync(id, projection);
        // RFC 7644 §3.14: who has this version already is not sent it again.
        return ifNoneMatch?.Matches(found.ETag) == true
            ? new(StatusCodes.Status304NotModified, null, $"{type.Name} read: not changed") { ETag = found.ETag, ResourceId = IdOf(found) }
            : Answer(StatusCodes.Status200OK, found, projection, $"{type.Name} read", []);
    }

    public abstract Task<ScimAnswer> CreateAsync(ScimWrite write);

    public abstract Task<ScimAnswer> ReplaceAsync(string id, ScimWrite write);

    public abstract Task<ScimAnswer> PatchAsync(string id, ScimWrite write);

    public abstract Task<ScimAnswer> DeleteAsync(string id, EntityTagCondition? ifMatch);

    protected async Task<StoredResource> FindAsync(string id, AttributeProjection projection) =>
        await call.Mediator.Send(new GetResource(call.Directory, type, id, WantsReferences(type, projection), WantsLicense(type, projection)), call.Aborted)
            ?? throw ScimCall.NotFound(type.Name, id);

    protected ScimAnswer Created(StoredResource made, AttributeProjection projection, IReadOnlyList<string> notes) =>
        Answer(StatusCodes.Status201Created, made, projection, $"{type.Name} created", notes) with { Location = ResourceJson.LocationOf(made, call.BaseAddress) };

    protected ScimAnswer Answer(
        int status, StoredResource resource, AttributeProjection projection, string summary, IReadOnlyList<string> notes) =>
        new(status, ResourceJson.Write(resource, call.BaseAddress, projection), summary)
        {
            ResourceId = IdOf(resource), ETag = resource.ETag, Notes = notes,
        };

    /// <summary>Whether the answer needs a user's groups, or a group's members.</summary>
    public static bool WantsReferences(ServedType type, AttributeProjection projection) =>
        type.References is { } attribute && projection.Wants(attribute);

    /// <summary>Whether the answer needs a user's seat.</summary>
    public static bool WantsLicense(ServedType type, AttributeProjection projection) => type.ShowsLicense
        && (projection.IsEverything
            || LicenseExtension.Definition.Schema.Attributes.Any(attribute => projection.Wants(LicenseExtension.PathOf(attribute.Name))));

    private static Guid? IdOf(StoredResource resource) => Guid.TryParse(resource.Id, out var id) ? id : null;
}

/// <summary>Plans as entitlements: to be read, and made by administrators.</summary>
internal sealed class LicenseOperations(ScimCall call, ServedType type) : ResourceOperations(call, type)
{
    public override bool IsReadOnly => true;

    public override Task<ScimAnswer> CreateAsync(ScimWrite write) => throw ReadOnly();

    public override Task<ScimAnswer> ReplaceAsync(string id, ScimWrite write) => throw ReadOnly();

    public override Task<ScimAnswer> PatchAsync(string id, ScimWrite write) => throw ReadOnly();

    public override Task<ScimAnswer> DeleteAsync(string id, EntityTagCondition? ifMatch) => throw ReadOnly();

    private static ScimException ReadOnly() =>
        new(StatusCodes.Status405MethodNotAllowed, null, "Licenses are read-only here: administrators make plans.");
}
