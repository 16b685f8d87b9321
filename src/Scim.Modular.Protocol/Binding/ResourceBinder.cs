using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Binding;

/// <summary>What a body says, in the schema's terms.</summary>
/// <param name="Attributes">
/// Canonical names in canonical order, <c>schemas</c> first; no <c>id</c>, <c>meta</c> or other read-only attribute.
/// </param>
/// <param name="Notes">What was left out, e.g. <c>ignored: favouriteColour</c>; paths only, never values.</param>
public sealed record BoundResource(JsonObject Attributes, IReadOnlyList<string> Notes);

/// <summary>
/// Reads the body of a POST or PUT by its schema (RFC 7644 §3.3, §3.5.1). Provisioning clients send more, and less precisely,
/// than the RFC says, and a refused profile push makes Okta forget the user, so what is unknown is left out and noted, and
/// the known imprecisions are read: <c>null</c>, <c>""</c> and <c>[]</c> are unassigned; a number where a string belongs is its
/// text; one object where an array belongs is its element; <c>roles</c>, <c>entitlements</c> and <c>manager</c> may be bare strings;
/// <c>"true"</c> and <c>"False"</c> are booleans. <c>active</c> is never guessed: anything but a boolean or those strings is 400.
/// </summary>
/// <example><c>ResourceBinder.Bind(StrictJson.Parse(body), CoreSchemas.UserResourceType).Attributes</c></example>
public static class ResourceBinder
{
    /// <summary>The resource, or 400 <c>invalidValue</c> naming the attribute path. The body is not changed.</summary>
    public static BoundResource Bind(JsonObject body, ResourceTypeDefinition type, BindingLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(type);
        var notes = new NoteList((limits ?? BindingLimits.Default).Notes);
        var values = new ValueBinder(limits ?? BindingLimits.Default, notes, keepReadOnly: false);
        return new BoundResource(Bind(body, type, values, notes), notes.ToList());
    }

    // A stored resource: read-only attributes stay, everything else is checked just the same.
    internal static JsonObject Canonical(JsonObject resource, ResourceTypeDefinition type, BindingLimits limits, NoteList notes) =>
        Bind(resource, type, new ValueBinder(limits, notes, keepReadOnly: true), notes);

    private static JsonObject Bind(JsonObject body, ResourceTypeDefinition type, ValueBinder values, NoteList notes)
    {
        var given = ByName(body, "");
        var common = values.BindAll(CoreSchemas.Common, given, "");
        var core = values.BindAll(type.Schema.Attributes, given, "");
        var extensions = type.Extensions
            .Select(extension => (extension.Schema.Id, Values: BindExtension(extension, given, values, notes)))
            .Where(extension => extension.Values is not null)
            .ToList();
        foreach (var name in given.Keys.Where(name => !IsDropped(name)))
            notes.Ignored(name);

        RequireAll(type.Schema.Attributes, core, "");
        common.Remove("meta", out var meta);
        var resource = new JsonObject
        {
            ["schemas"] = new JsonArray([type.Schema.Id, .. extensions.Select(extension => JsonValue.Create(extension.Id))]),
        };
        foreach (var (name, value) in common.Where(pair => pair.Key != "schemas").Concat(core).ToList())
            resource[name] = value;
        foreach (var (id, extension) in extensions)
            resource[id] = ToObject(extension!);
        if (meta is not null)
            resource["meta"] = meta;
        return resource;
    }

    private static Dictionary<string, JsonNode>? BindExtension(
        SchemaExtension extension, Dictionary<string, JsonNode?> given, ValueBinder values, NoteList notes)
    {
        var prefix = extension.Schema.Id + ":";
        given.Remove(extension.Schema.Id, out var node);
        if (node is not (null or JsonObject) && !ValueBinder.IsUnassigned(node))
            throw ScimException.InvalidValue($"'{extension.Schema.Id}' must be an object.");

        var inner = ByName(node as JsonObject ?? [], prefix);
        var bound = values.BindAll(extension.Schema.Attributes, inner, prefix);
        foreach (var name in inner.Keys)
            notes.Ignored(prefix + name);
        if (bound.Count == 0)
            return extension.Required ? throw ScimException.InvalidValue($"'{extension.Schema.Id}' is required.") : null;
        RequireAll(extension.Schema.Attributes, bound, prefix);
        return bound;
    }

    private static void RequireAll(IReadOnlyList<AttributeDefinition> attributes, Dictionary<string, JsonNode> bound, string prefix)
    {
        foreach (var attribute in attributes)
            if (attribute.Required && attribute.Mutability != Mutability.ReadOnly && !bound.ContainsKey(attribute.Name))
                throw ScimException.InvalidValue($"'{prefix}{attribute.Name}' is required.");
    }

    internal static Dictionary<string, JsonNode?> ByName(JsonObject values, string prefix)
    {
        var byName = new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in values)
            if (!byName.TryAdd(name, node))
                throw ScimException.InvalidSyntax($"'{prefix}{ScimException.Shorten(name)}' is there twice; names have no case.");
        return byName;
    }

    // Okta sends a password whether it syncs passwords or not. It is not kept, and not worth a note on every push.
    internal static bool IsDropped(string name) => name.Equals("password", StringComparison.OrdinalIgnoreCase);

    internal static JsonObject ToObject(Dictionary<string, JsonNode> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
            json[name] = value;
        return json;
    }
}
