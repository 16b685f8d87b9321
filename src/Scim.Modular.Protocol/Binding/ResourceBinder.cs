using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Binding;

/// <summary>What a body says, in the schema's terms.</summary>
/// <param name="Attributes">
/// Canonical names in canonical order, <c>schemas</c> first; no <c>id</c>, <c>meta</c> or other read-only attribute.
/// </param>
/// <param name="Notes">What was left out, e.g. <c>ignored: favouriteColour</c>; paths only, never values.</param>
public sealed record BoundResource(JsonObject Attributes, IReadOnlyList<string> Notes);

/// <summary>
/// Reads the body of a POST or PUT by its schema (RFC 7644 §3.3, §3.5.1). Provisioning clients send more, and less precisely,
/// than the RFC says, and a refused profile push makes Okta forget the user, so a lenient <see cref="Dialect"/> leaves out and
/// notes what is unknown, and reads the known imprecisions (<see cref="Habits"/>). Whatever the dialect, <c>null</c>, <c>[]</c> and
/// <c>{}</c> are unassigned (RFC 7643 §2.5), read-only attributes are ignored, <c>password</c> is taken and dropped, and
/// <c>active</c> is never guessed.
/// </summary>
/// <example><c>ResourceBinder.Bind(StrictJson.Parse(body), CoreSchemas.UserResourceType).Attributes</c></example>
public static class ResourceBinder
{
    /// <summary>
    /// The resource, or 400 <c>invalidValue</c> naming the attribute path; where the dialect knows no unknown attributes or
    /// schemas, 400 <c>invalidSyntax</c> naming them. The body is not changed.
    /// </summary>
    public static BoundResource Bind(
        JsonObject body, ResourceTypeDefinition type, BindingLimits? limits = null, Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(type);
        dialect ??= Dialect.Generic;
        var notes = new NoteList((limits ?? BindingLimits.Default).Notes);
        if (!dialect.Has(Habits.SchemaVersions))
            RequireSchemas(body, type);
        var resource = Bind(body, type, new ValueBinder(limits ?? BindingLimits.Default, notes, dialect));
        RequiredAttributes.Check(resource, type);
        return new BoundResource(resource, notes.ToList());
    }

    // A stored resource: read-only attributes stay, everything else is checked just the same. What is required may be missing: an
    // administrator may have required it after the resource was stored.
    internal static JsonObject Canonical(JsonObject resource, ResourceTypeDefinition type, BindingLimits limits, NoteList notes) =>
        Bind(resource, type, new ValueBinder(limits, notes, Dialect.Stored, stored: true));

    private static JsonObject Bind(JsonObject body, ResourceTypeDefinition type, ValueBinder values)
    {
        var given = ByName(body, "");
        var common = values.BindAll(CoreSchemas.Common, given, "");
        var core = values.BindAll(type.Schema.Attributes, given, "");
        var extensions = type.Extensions
            .Select(extension => (extension.Schema.Id, Values: BindExtension(extension.Schema, given, values)))
            .Where(extension => extension.Values is not null)
            .ToList();
        foreach (var name in given.Keys.Where(name => !IsDropped(name)))
            values.Unknown(name);

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
        SchemaDefinition extension, Dictionary<string, JsonNode?> given, ValueBinder values)
    {
        var prefix = extension.Id + ":";
        given.Remove(extension.Id, out var node);
        if (node is not (null or JsonObject or JsonArray { Count: 0 })
            && !(values.Dialect.Has(Habits.EmptyAsUnset) && JsonText.Of(node) is { Length: 0 }))
            throw ScimException.InvalidValue($"'{extension.Id}' must be an object.");

        var inner = ByName(node as JsonObject ?? [], prefix);
        var bound = values.BindAll(extension.Attributes, inner, prefix);
        foreach (var name in inner.Keys)
            values.Unknown(prefix + name);
        return bound.Count == 0 ? null : bound;
    }

    // RFC 7643 §3: `schemas` names the schemas of the resource, all of which the resource type must have.
    private static void RequireSchemas(JsonObject body, ResourceTypeDefinition type)
    {
        if (ByName(body, "").GetValueOrDefault("schemas") is not JsonArray schemas
            || !schemas.Any(urn => JsonText.Of(urn) is { } text && type.IsCore(text)))
            throw ScimException.InvalidSyntax($"'schemas' must be an array that contains {type.Schema.Id}.");
        foreach (var urn in schemas)
            if (JsonText.Of(urn) is not { } text || !(type.IsCore(text) || type.FindExtension(text) is not null))
                throw ScimException.InvalidSyntax(
                    $"'schemas': '{ScimException.Shorten(JsonText.Of(urn) ?? "a value")}' is not a schema of {type.Name}.");
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
