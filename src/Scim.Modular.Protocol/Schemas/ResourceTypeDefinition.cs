using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>An extension of a resource type, RFC 7643 §6 (<c>schemaExtensions</c>).</summary>
/// <param name="Schema">The extension's schema; its URN is the name of the object that holds the values.</param>
/// <param name="Required">Whether a resource must have it.</param>
public sealed record SchemaExtension(SchemaDefinition Schema, bool Required);

/// <summary>What an <see cref="AttributePath"/> means on a resource type.</summary>
/// <param name="Extension">The canonical URN of the extension that defines the attribute; null for core and common attributes.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="SubAttribute">The sub-attribute, when the path names one.</param>
public sealed record ResolvedAttribute(string? Extension, AttributeDefinition Attribute, AttributeDefinition? SubAttribute)
{
    /// <summary>The attribute whose values are meant: the sub-attribute, or the attribute itself.</summary>
    public AttributeDefinition Target => SubAttribute ?? Attribute;

    /// <summary>The path in canonical spelling, e.g. <c>name.givenName</c>.</summary>
    public string Path =>
        (Extension is null ? "" : Extension + ":") + Attribute.Name + (SubAttribute is null ? "" : "." + SubAttribute.Name);

    /// <summary>Returns <see cref="Path"/>.</summary>
    public override string ToString() => Path;
}

/// <summary>A resource type: an endpoint, its schema and its extensions, RFC 7643 §6.</summary>
/// <example><c>CoreSchemas.UserResourceType.TryResolve(AttributePath.Parse("emails.value"), out var resolved)</c></example>
public sealed record ResourceTypeDefinition
{
    /// <summary>The name, also the value of <c>meta.resourceType</c>: <c>User</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The endpoint relative to the base URL: <c>/Users</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What it is, for a person.</summary>
    public string Description { get; init; } = "";

    /// <summary>The base schema.</summary>
    public required SchemaDefinition Schema { get; init; }

    /// <summary>The extensions, in the order in which resources show them.</summary>
    public IReadOnlyList<SchemaExtension> Extensions { get; init; } = [];

    /// <summary>
    /// Names that clients use in filters for an attribute of another name. Okta's "unique identifier field" is often typed as
    /// <c>email</c>, and its lookups then read <c>email eq "…"</c>. Aliases are not for bodies and PATCH paths.
    /// </summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What <paramref name="path"/> means here. Common attributes (<c>id</c>, <c>externalId</c>, <c>schemas</c>, <c>meta</c>)
    /// resolve too, as do aliases; an extension's attribute is also found without its URN where no core attribute has the name
    /// (Entra asks <c>manager eq "…"</c>).
    /// </summary>
    public bool TryResolve(AttributePath path, [NotNullWhen(true)] out ResolvedAttribute? resolved)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (TryResolveExact(path, out resolved))
            return true;
        if (path.Schema is not null || Alias(path) is not { } alias)
            return false;
        return TryResolveExact(AttributePath.Parse(alias), out resolved);
    }

    /// <summary>The representation at <c>/ResourceTypes/{name}</c>, without <c>meta.location</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["schemas"] = new JsonArray(ScimUrns.ResourceType),
        ["id"] = Name,
        ["name"] = Name,
        ["endpoint"] = Endpoint,
        ["description"] = Description,
        ["schema"] = Schema.Id,
        ["schemaExtensions"] = new JsonArray([.. Extensions.Select(extension => new JsonObject
        {
            ["schema"] = extension.Schema.Id,
            ["required"] = extension.Required,
        })]),
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType" },
    };

    /// <summary>Whether <paramref name="urn"/> names the schema of one of the extensions, whatever its case.</summary>
    public SchemaDefinition? FindExtension(string urn) =>
        Extensions.FirstOrDefault(extension => string.Equals(extension.Schema.Id, urn, StringComparison.OrdinalIgnoreCase))?.Schema;

    internal bool IsCore(string urn) => string.Equals(Schema.Id, urn, StringComparison.OrdinalIgnoreCase);

    // Without aliases: what a body or a PATCH path may name.
    internal bool TryResolveExact(AttributePath path, [NotNullWhen(true)] out ResolvedAttribute? resolved)
    {
        resolved = null;
        if (path.Schema is null || IsCore(path.Schema))
        {
            var attribute = CoreSchemas.FindCommon(path.Attribute) ?? Schema.Find(path.Attribute);
            if (attribute is not null)
                return TryResolve(null, attribute, path.SubAttribute, out resolved);
        }

        foreach (var extension in Extensions)
            if ((path.Schema is null || string.Equals(path.Schema, extension.Schema.Id, StringComparison.OrdinalIgnoreCase))
                && extension.Schema.Find(path.Attribute) is { } attribute)
                return TryResolve(extension.Schema.Id, attribute, path.SubAttribute, out resolved);
        return false;
    }

    private string? Alias(AttributePath path)
    {
        var name = path.SubAttribute is null ? path.Attribute : path.Attribute + "." + path.SubAttribute;
        foreach (var (alias, target) in Aliases)
            if (string.Equals(alias, name, StringComparison.OrdinalIgnoreCase))
                return target;
        return null;
    }

    private static bool TryResolve(
        string? extension, AttributeDefinition attribute, string? subName, [NotNullWhen(true)] out ResolvedAttribute? resolved)
    {
        var sub = subName is null ? null : attribute.Find(subName);
        resolved = subName is null || sub is not null ? new ResolvedAttribute(extension, attribute, sub) : null;
        return resolved is not null;
    }
}
