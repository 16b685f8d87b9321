using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>PUT: the attributes of a resource are these, and no others.</summary>
internal sealed record ReplaceResource(DirectoryId Directory, ServedType Type, ResourceId Id, JsonObject Attributes, EntityTagCondition? IfMatch)
    : ICommand<Result<Resource>>;

internal sealed class ReplaceResourceHandler(IResourceRepository resources, ResourceChange change) : ICommandHandler<ReplaceResource, Result<Resource>>
{
    public async Task<Result<Resource>> Handle(ReplaceResource command, CancellationToken ct)
    {
        if (await resources.FindForChangeAsync(command.Directory, command.Type.Name, command.Id, ct) is not { } resource)
            return ResourceErrors.NotFound(command.Type.Name, command.Id);
        if (!command.IfMatch.Allows(resource.Version))
            return ResourceErrors.Stale;
        return await change.ApplyAsync(resource, command.Type, Replacements.Of(resource.Document, command.Attributes, command.Type), ct);
    }
}

/// <summary>What a PUT makes of the stored attributes.</summary>
internal static class Replacements
{
    /// <summary>The attributes that were sent, with those that can't change as they were; one that is to change is refused (RFC 7644 §3.5.1).</summary>
    public static JsonObject Of(string document, JsonObject sent, ServedType type)
    {
        var stored = (JsonObject)JsonNode.Parse(document)!;
        ImmutableGuard.Check(stored, sent, type.Definition);
        return ImmutableGuard.Keep(stored, sent, type.Definition);
    }
}

/// <summary>Gives a resource new attributes, for PUT and PATCH alike.</summary>
internal sealed class ResourceChange(IResourceRepository resources, UniqueValues unique, TimeProvider clock)
{
    public async Task<Result<Resource>> ApplyAsync(Resource resource, ServedType type, JsonObject attributes, CancellationToken ct)
    {
        var externalId = attributes["externalId"]?.GetValue<string>();
        if (externalId != resource.ExternalId && await ExternalIds.ConflictAsync(resources, resource, externalId, ct) is { } conflict)
            return conflict;
        if (await unique.TakeAsync(resource.DirectoryId, type, resource.Id.Value, attributes, isNew: false, ct) is { } taken)
            return taken;

        resource.Replace(type.Definition, attributes, clock.Now());
        return resource;
    }
}

/// <summary>The precondition of a write (RFC 7644 §3.14).</summary>
internal static class Preconditions
{
    /// <summary>Whether a resource of this version may be written: no condition, or one that names it.</summary>
    public static bool Allows(this EntityTagCondition? condition, long version) =>
        condition is null || condition.Matches(StoredResource.VersionOf(version));
}
