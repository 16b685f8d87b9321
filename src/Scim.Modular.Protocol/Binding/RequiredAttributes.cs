using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Binding;

// What a resource must have, RFC 7643 §7 (`required`).
internal static class RequiredAttributes
{
    public static void Check(JsonObject resource, ResourceTypeDefinition type)
    {
        if (Missing(resource, type).Concat(MissingParts(resource, type)).FirstOrDefault() is { } missing)
            throw Required(missing);
    }

    // A PATCH may not unassign what is required; what was missing before may stay so, since it is not what the patch is about.
    public static void CheckKept(JsonObject before, JsonObject after, ResourceTypeDefinition type)
    {
        foreach (var missing in Missing(after, type))
            if (Had(before, missing, type))
                throw Required(missing);
        var missedBefore = MissingParts(before, type).ToLookup(path => path, StringComparer.Ordinal);
        foreach (var missed in MissingParts(after, type).GroupBy(path => path, StringComparer.Ordinal))
            if (missed.Count() > missedBefore[missed.Key].Count())
                throw Required(missed.Key);
    }

    private static ScimException Required(string path) => ScimException.InvalidValue($"'{path}' is required.");

    private static IEnumerable<string> Missing(JsonObject resource, ResourceTypeDefinition type) =>
        MissingOf(resource, type.Schema.Attributes, "").Concat(type.Extensions.SelectMany(extension =>
            resource[extension.Schema.Id] is JsonObject values ? MissingOf(values, extension.Schema.Attributes, extension.Schema.Id + ":")
            : extension.Required ? [extension.Schema.Id]
            : []));

    private static IEnumerable<string> MissingOf(JsonObject holder, IReadOnlyList<AttributeDefinition> attributes, string prefix) =>
        attributes.Where(attribute => attribute.Required && attribute.Mutability != Mutability.ReadOnly && !holder.ContainsKey(attribute.Name))
            .Select(attribute => prefix + attribute.Name);

    // Required sub-attributes, once for each value that lacks them.
    private static IEnumerable<string> MissingParts(JsonObject resource, ResourceTypeDefinition type) =>
        PartsOf(resource, type.Schema.Attributes, "").Concat(type.Extensions.SelectMany(extension =>
            resource[extension.Schema.Id] is JsonObject values ? PartsOf(values, extension.Schema.Attributes, extension.Schema.Id + ":") : []));

    private static IEnumerable<string> PartsOf(JsonObject holder, IReadOnlyList<AttributeDefinition> attributes, string prefix) =>
        from attribute in attributes
        where attribute.SubAttributes.Any(sub => sub.Required)
        from value in holder[attribute.Name] is JsonArray elements ? elements.AsEnumerable() : [holder[attribute.Name]]
        where value is JsonObject
        from missing in MissingOf((JsonObject)value, attribute.SubAttributes, prefix + attribute.Name + ".")
        select missing;

    private static bool Had(JsonObject before, string path, ResourceTypeDefinition type)
    {
        if (before.ContainsKey(path))
            return true;
        var extension = type.Extensions.FirstOrDefault(one => path.StartsWith(one.Schema.Id + ":", StringComparison.Ordinal));
        return extension is not null && before[extension.Schema.Id] is JsonObject values
            && values.ContainsKey(path[(extension.Schema.Id.Length + 1)..]);
    }
}
