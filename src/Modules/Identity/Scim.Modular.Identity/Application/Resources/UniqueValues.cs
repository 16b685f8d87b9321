using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>
/// Keeps the values of attributes that an organization has defined as unique. The keys of the core schemas are columns; where nothing
/// else is unique, nothing is asked.
/// </summary>
internal sealed class UniqueValues(IUniqueValueRepository values, CallContext call)
{
    /// <summary>Gives a resource the values that it has now and takes those that it had; a refusal when another has one of them.</summary>
    public async Task<Error?> TakeAsync(
        DirectoryId directory, ServedType type, Guid resource, JsonObject attributes, bool isNew, CancellationToken ct)
    {
        var unique = AttributesOf(type);
        if (unique.Count == 0)
            return null;
        var wanted = unique.SelectMany(attribute => ValuesOf(attribute, attributes)).Distinct().ToArray();
        var known = isNew ? [] : await values.OfAsync(resource, ct);
        (string Path, string ValueKey)[] come = [.. wanted.Where(one => !known.Any(row => (row.Path, row.ValueKey) == one))];
        if (come.Length > 0 && await values.TakenAsync(directory, type.Name, resource, come, ct) is { } taken)
        {
            return new Error(
                ErrorKind.Conflict, "uniqueness", $"The value of {taken.Path} is taken by the {type.Name} with the id {taken.ResourceId:D} of this directory.");
        }

        foreach (var (path, key) in come)
            values.Add(new UniqueValue(call.Organization, directory, type.Name, path, key, resource));
        foreach (var row in known.Where(row => !wanted.Contains((row.Path, row.ValueKey))))
            values.Remove(row);
        return null;
    }

    /// <summary>Takes all values from a resource that goes.</summary>
    public async Task FreeAsync(ServedType type, Guid resource, CancellationToken ct)
    {
        if (AttributesOf(type).Count == 0)
            return;
        foreach (var row in await values.OfAsync(resource, ct))
            values.Remove(row);
    }

    private static List<ResolvedAttribute> AttributesOf(ServedType type)
    {
        var unique = new List<ResolvedAttribute>();
        if (type.Kind == ResourceKind.Own)
            Collect(extension: null, type.Definition.Schema);
        foreach (var extension in type.Definition.Extensions)
            Collect(extension.Schema.Id, extension.Schema);
        return unique;

        void Collect(string? extension, SchemaDefinition schema)
        {
            foreach (var attribute in schema.Attributes)
            {
                if (attribute.Uniqueness != Uniqueness.None && attribute.Type != AttributeType.Complex)
                    unique.Add(new(extension, attribute, null));
                foreach (var sub in attribute.SubAttributes)
                    if (sub.Uniqueness != Uniqueness.None)
                        unique.Add(new(extension, attribute, sub));
            }
        }
    }

    private static IEnumerable<(string Path, string ValueKey)> ValuesOf(ResolvedAttribute attribute, JsonObject attributes)
    {
        var holder = attribute.Extension is null ? attributes : attributes[attribute.Extension] as JsonObject;
        var nodes = holder?[attribute.Attribute.Name] switch
        {
            null => [],
            JsonArray elements => elements.AsEnumerable(),
            var one => [one],
        };
        foreach (var node in nodes)
        {
            var value = NormalValue.Of(attribute.Target, attribute.SubAttribute is { } sub ? (node as JsonObject)?[sub.Name] : node);
            if (value is null)
                continue;
            var key = value.Text ?? value.ToJson().ToJsonString();
            yield return FoldedKey.Fits(key)
                ? (attribute.Path, key)
                : throw ScimException.InvalidValue($"{attribute.Path}: a value that must be unique has at most {FoldedKey.Length} characters.");
        }
    }
}
