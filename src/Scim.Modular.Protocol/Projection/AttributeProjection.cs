using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Projection;

/// <summary>
/// The query parameters <c>attributes</c> and <c>excludedAttributes</c>, RFC 7644 §3.9. <c>returned: always</c> (<c>id</c>,
/// <c>schemas</c>) is in every answer, <c>never</c> and what is write-only in none, <c>request</c> only when asked for by name, or
/// just written (<see cref="Written"/>). A sub-attribute that is always returned comes with any part of its attribute. Unknown names are ignored;
/// when nothing but unknown names is asked for, the answer is the minimum. Both parameters at once are 400
/// <c>invalidValue</c>, since §3.9 calls them mutually exclusive. Blank parameters count as absent.
/// </summary>
/// <example><c>AttributeProjection.Parse(null, "members", CoreSchemas.GroupResourceType).Wants("members") == false</c></example>
public sealed class AttributeProjection
{
    private readonly ResourceTypeDefinition type;
    private readonly List<ResolvedAttribute> named = [];
    private readonly List<SchemaDefinition> namedExtensions = [];
    private readonly bool including;
    private JsonObject? written;

    private AttributeProjection(ResourceTypeDefinition type, string? names, bool including)
    {
        this.type = type;
        this.including = including;
        foreach (var name in (names ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (type.FindExtension(name) is { } extension)
                namedExtensions.Add(extension);
            else if (AttributePath.TryParse(name) is { } path && type.TryResolve(path, out var resolved))
                named.Add(resolved);
        IsEverything = !including && named.Count == 0 && namedExtensions.Count == 0 && !Hides(type);
    }

    /// <summary>Whether <see cref="Apply"/> would change nothing.</summary>
    public bool IsEverything { get; }

    /// <summary>Reads the two parameters of a GET: names with commas between them.</summary>
    [OverloadResolutionPriority(1)] // Parse(null, null, type) means this one.
    public static AttributeProjection Parse(string? attributes, string? excludedAttributes, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var (including, excluding) = (!string.IsNullOrWhiteSpace(attributes), !string.IsNullOrWhiteSpace(excludedAttributes));
        if (including && excluding)
            throw ScimException.InvalidValue("'attributes' and 'excludedAttributes' are mutually exclusive (RFC 7644 §3.9).");
        return new AttributeProjection(type, including ? attributes : excludedAttributes, including);
    }

    /// <summary>Reads the two lists of a <see cref="Messages.SearchRequest"/>, RFC 7644 §3.4.3. Empty ones count as absent.</summary>
    /// <example><c>AttributeProjection.Parse(search.Attributes, search.ExcludedAttributes, CoreSchemas.UserResourceType)</c></example>
    public static AttributeProjection Parse(
        IReadOnlyList<string>? attributes, IReadOnlyList<string>? excludedAttributes, ResourceTypeDefinition type) =>
        Parse(string.Join(',', attributes ?? []), string.Join(',', excludedAttributes ?? []), type);

    /// <summary>
    /// Whether anything of an attribute is part of the answer, so that what is costly to load need not be:
    /// <c>Wants("members")</c>. An attribute of an extension goes by its URN-qualified or its plain name.
    /// </summary>
    public bool Wants(string attribute) =>
        AttributePath.TryParse(attribute) is { } path && type.TryResolve(path, out var resolved) && Wants(resolved);

    /// <summary>
    /// The projection of the answer to a POST, PUT or PATCH: what is <c>returned: request</c> is shown too when the client has just
    /// specified it (RFC 7643 §7).
    /// </summary>
    /// <param name="attributes">What the client wrote, in canonical names.</param>
    /// <example><c>projection.Written(bound.Attributes).Apply(resource)</c></example>
    public AttributeProjection Written(JsonObject attributes)
    {
        var copy = (AttributeProjection)MemberwiseClone();
        copy.written = attributes;
        return copy;
    }

    /// <summary>
    /// The part of a resource that is asked for, as a new object; when <see cref="IsEverything"/>, the resource itself.
    /// </summary>
    public JsonObject Apply(JsonObject resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (IsEverything)
            return resource;

        var part = new JsonObject();
        foreach (var (name, node) in resource)
        {
            if (type.FindExtension(name) is { } extension)
            {
                if (node is JsonObject values && Extension(extension, values) is { Count: > 0 } kept)
                    part[name] = kept;
            }
            else if ((CoreSchemas.FindCommon(name) ?? type.Schema.Find(name)) is { } attribute
                && Attribute(new ResolvedAttribute(null, attribute, null), node) is { } value)
            {
                part[name] = value;
            }
        }

        return part;
    }

    private JsonObject Extension(SchemaDefinition extension, JsonObject values)
    {
        var part = new JsonObject();
        foreach (var (name, node) in values)
            if (extension.Find(name) is { } attribute && Attribute(new ResolvedAttribute(extension.Id, attribute, null), node) is { } value)
                part[name] = value;
        return part;
    }

    private JsonNode? Attribute(ResolvedAttribute attribute, JsonNode? node)
    {
        if (node is null || !Wants(attribute))
            return null;
        if (attribute.Attribute.SubAttributes.Count == 0 || WantsWhole(attribute))
            return node.DeepClone();
        if (node is not JsonArray elements)
            return Element(attribute, node);

        var parts = elements.Select(element => Element(attribute, element)).OfType<JsonNode>().ToArray();
        return parts.Length == 0 ? null : new JsonArray(parts);
    }

    private JsonObject? Element(ResolvedAttribute attribute, JsonNode? node)
    {
        if (node is not JsonObject values)
            return null;
        var part = new JsonObject();
        foreach (var (name, value) in values)
            if (attribute.Attribute.Find(name) is { } sub && Wants(attribute with { SubAttribute = sub }))
                part[name] = value?.DeepClone();
        return part.Count == 0 ? null : part;
    }

    private bool WantsWhole(ResolvedAttribute attribute) =>
        attribute.Attribute.SubAttributes.All(sub => Wants(attribute with { SubAttribute = sub }));

    private bool Wants(ResolvedAttribute attribute)
    {
        if (IsSecret(attribute.Attribute) || IsSecret(attribute.Target))
            return false;
        if (attribute.SubAttribute is null)
            return attribute.Attribute.Returned switch
            {
                Returned.Always => true,
                Returned.Request => (including && IsNamed(attribute, parts: true)) || IsWritten(attribute),
                _ => including == IsNamed(attribute, parts: including),
            };
        return Wants(attribute with { SubAttribute = null }) && attribute.SubAttribute.Returned switch
        {
            Returned.Always => true,
            Returned.Request => (including && named.Contains(attribute)) || IsWritten(attribute),
            _ => attribute.Attribute.Returned == Returned.Always
                || (attribute.Attribute.Returned == Returned.Request && IsWritten(attribute))
                || including == IsNamed(attribute, parts: false),
        };
    }

    private static bool IsSecret(AttributeDefinition attribute) =>
        attribute.Returned == Returned.Never || attribute.Mutability == Mutability.WriteOnly;

    private bool IsWritten(ResolvedAttribute attribute)
    {
        if (!including && IsNamed(attribute, parts: false))
            return false;
        var node = (attribute.Extension is null ? written : written?[attribute.Extension] as JsonObject)?[attribute.Attribute.Name];
        return attribute.SubAttribute is not { } sub ? node is not null
            : node is JsonArray elements ? elements.Any(element => (element as JsonObject)?.ContainsKey(sub.Name) == true)
            : (node as JsonObject)?.ContainsKey(sub.Name) == true;
    }

    // Named itself, or as part of what is named; with parts, also when only a sub-attribute of it is named.
    private bool IsNamed(ResolvedAttribute attribute, bool parts) =>
        namedExtensions.Any(extension => extension.Id == attribute.Extension)
        || named.Any(name => name.Extension == attribute.Extension
            && name.Attribute == attribute.Attribute
            && (name.SubAttribute is null || name.SubAttribute == attribute.SubAttribute || (parts && attribute.SubAttribute is null)));

    private static bool Hides(ResourceTypeDefinition type) =>
        type.Extensions.SelectMany(extension => extension.Schema.Attributes).Concat(type.Schema.Attributes)
            .SelectMany(attribute => attribute.SubAttributes.Prepend(attribute))
            .Any(attribute => IsSecret(attribute) || attribute.Returned == Returned.Request);
}
