using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Binding;

/// <summary>
/// Immutable attributes in a PUT, RFC 7644 §3.5.1: where the resource has a value, the one sent must match; where it has none, the
/// one sent is taken. What is not sent was not asserted, so it is kept. Values match as filters compare them
/// (<see cref="NormalForm"/>), those of a multi-valued attribute in any order. The values of a multi-valued attribute that is not
/// itself immutable, such as <c>members</c>, come and go as wholes.
/// </summary>
public static class ImmutableGuard
{
    /// <summary>400 <c>mutability</c>, naming the attribute, when a value that cannot change would.</summary>
    /// <param name="existing">The stored resource.</param>
    /// <param name="incoming">What <see cref="ResourceBinder"/> made of the body.</param>
    /// <param name="type">The resource type.</param>
    /// <example><c>ImmutableGuard.Check(stored, ResourceBinder.Bind(body, type).Attributes, type)</c></example>
    public static void Check(JsonObject existing, JsonObject incoming, ResourceTypeDefinition type) =>
        Check(existing, incoming, type, mayBeMissing: true);

    /// <summary>A copy of <paramref name="incoming"/> with the immutable values that it doesn't mention.</summary>
    /// <example><c>ImmutableGuard.Keep(stored, bound.Attributes, type)</c></example>
    public static JsonObject Keep(JsonObject existing, JsonObject incoming, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(type);
        var kept = (JsonObject)incoming.DeepClone();
        foreach (var attribute in Immutable(type))
        {
            if (Find(existing, attribute) is not { } value || Find(kept, attribute) is not null)
                continue;
            var holder = attribute.Extension is null ? kept : Holder(kept, attribute.Extension);
            if (attribute.SubAttribute is { } sub)
                Holder(holder, attribute.Attribute.Name)[sub.Name] = value.DeepClone();
            else
                holder[attribute.Attribute.Name] = value.DeepClone();
        }

        return ResourceBinder.Canonical(kept, type, Unlimited, new NoteList(0));
    }

    // A PATCH works on the whole resource, so what is missing after it was removed.
    internal static void CheckPatched(JsonObject before, JsonObject after, ResourceTypeDefinition type) =>
        Check(before, after, type, mayBeMissing: false);

    private static BindingLimits Unlimited { get; } = new()
    {
        StringLength = int.MaxValue, KeyLength = int.MaxValue, BinaryLength = int.MaxValue, Values = int.MaxValue,
    };

    private static void Check(JsonObject existing, JsonObject incoming, ResourceTypeDefinition type, bool mayBeMissing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(type);
        foreach (var attribute in Immutable(type))
        {
            var has = NormalForm.OfAttribute(attribute.Target, Find(existing, attribute));
            var gets = NormalForm.OfAttribute(attribute.Target, Find(incoming, attribute));
            if (has is not null && !(gets is null ? mayBeMissing : Match(has, gets)))
                throw ScimException.Mutability($"'{attribute.Path}' is immutable: it has a value, which cannot be changed.");
        }
    }

    private static bool Match(JsonNode has, JsonNode gets) => (has, gets) switch
    {
        (JsonArray before, JsonArray after) =>
            before.Count == after.Count && before.All(value => after.Any(other => JsonNode.DeepEquals(value, other))),
        _ => JsonNode.DeepEquals(has, gets),
    };

    private static IEnumerable<ResolvedAttribute> Immutable(ResourceTypeDefinition type) =>
        Immutable(null, type.Schema).Concat(type.Extensions.SelectMany(extension => Immutable(extension.Schema.Id, extension.Schema)));

    private static IEnumerable<ResolvedAttribute> Immutable(string? extension, SchemaDefinition schema) =>
        schema.Attributes.SelectMany(attribute =>
            attribute.Mutability == Mutability.Immutable ? [new ResolvedAttribute(extension, attribute, null)]
            : attribute.MultiValued ? []
            : attribute.SubAttributes.Where(sub => sub.Mutability == Mutability.Immutable)
                .Select(sub => new ResolvedAttribute(extension, attribute, sub)));

    private static JsonNode? Find(JsonObject resource, ResolvedAttribute attribute)
    {
        var holder = attribute.Extension is null ? resource : resource[attribute.Extension] as JsonObject;
        var node = holder?[attribute.Attribute.Name];
        return attribute.SubAttribute is null ? node : (node as JsonObject)?[attribute.SubAttribute.Name];
    }

    private static JsonObject Holder(JsonObject resource, string name)
    {
        if (resource[name] is JsonObject holder)
            return holder;
        var created = new JsonObject();
        resource[name] = created;
        return created;
    }
}
