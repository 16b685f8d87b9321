using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>PATCH: the operations in their order, all or none (RFC 7644 §3.5.2).</summary>
internal sealed record PatchResource(DirectoryId Directory, ServedType Type, ResourceId Id, PatchWork Patch, EntityTagCondition? IfMatch)
    : ICommand<Result<PatchedResource>>;

/// <summary>What a PATCH does, and how it is read.</summary>
/// <param name="Operations">The operations in their order.</param>
/// <param name="Limits">What attributes may hold.</param>
/// <param name="Dialect">How the client speaks.</param>
internal sealed record PatchWork(IReadOnlyList<PatchOperation> Operations, BindingLimits Limits, Dialect Dialect)
{
    /// <summary>The attributes that it names, for the answer: what a client has just written it may see (RFC 7643 §7).</summary>
    public JsonObject NamedOn(ServedType type)
    {
        var named = new JsonObject();
        foreach (var operation in Operations)
        {
            IEnumerable<AttributePath?> paths = operation.Path is { } path ? [path.Attribute]
                : operation.Value is JsonObject values ? values.Select(pair => AttributePath.TryParse(pair.Key)) : [];
            foreach (var one in paths.OfType<AttributePath>())
            {
                if (!type.Definition.TryResolve(one, out var attribute))
                    continue;
                var holder = named;
                if (attribute.Extension is { } extension)
                    named[extension] = holder = named[extension] as JsonObject ?? [];
                holder[attribute.Attribute.Name] = true;
            }
        }

        return named;
    }

    /// <summary>Attributes as they are after it, from the stored ones.</summary>
    public PatchResult ApplyTo(string document, ServedType type) =>
        PatchEngine.Apply((JsonObject)JsonNode.Parse(document)!, Operations, type.Definition, Limits, Dialect);
}

/// <summary>A patched resource, and what was left out of the patch.</summary>
internal sealed record PatchedResource(Resource Resource, IReadOnlyList<string> Notes);

internal sealed class PatchResourceHandler(IResourceRepository resources, ResourceChange change)
    : ICommandHandler<PatchResource, Result<PatchedResource>>
{
    public async Task<Result<PatchedResource>> Handle(PatchResource command, CancellationToken ct)
    {
        if (await resources.FindForChangeAsync(command.Directory, command.Type.Name, command.Id, ct) is not { } resource)
            return ResourceErrors.NotFound(command.Type.Name, command.Id);
        if (!command.IfMatch.Allows(resource.Version))
            return ResourceErrors.Stale;

        var patched = command.Patch.ApplyTo(resource.Document, command.Type);
        var result = await change.ApplyAsync(resource, command.Type, patched.Resource, ct);
        return result.Error is { } error ? error : new PatchedResource(result.Value, patched.Notes);
    }
}
