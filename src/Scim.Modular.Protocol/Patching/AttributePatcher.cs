using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching;

// One attribute, or sub-attribute, without a value filter. `parent` holds the attribute: the resource or an extension's object.
internal sealed class AttributePatcher(JsonObject parent, ResolvedAttribute attribute, ValueBinder values)
{
    private string Name => attribute.Attribute.Name;

    public void Add(JsonNode? value)
    {
        if (attribute is { SubAttribute: null, Attribute.MultiValued: true })
            AddElements(value);
        else
            Replace(value); // RFC 7644 §3.5.2.1: the existing value is replaced.
    }

    public void Replace(JsonNode? value)
    {
        if (attribute.SubAttribute is { } sub)
            SetSubAttribute(sub, value);
        else if (attribute.Attribute is { MultiValued: false, Type: AttributeType.Complex })
            Merge(value);
        else
            Set(parent, Name, values.Bind(attribute.Attribute, value, attribute.Path));
    }

    public void Remove()
    {
        if (attribute.SubAttribute is not { } sub)
            parent.Remove(Name);
        else
            foreach (var holder in Holders())
                Unassign(holder, sub, attribute.Path);
        DropEmpty();
    }

    // RFC 7644 §3.5.2.3: sub-attributes that are not specified are left unchanged.
    private void Merge(JsonNode? value)
    {
        value = values.Plain(attribute.Attribute, value);
        if (ValueBinder.IsUnassigned(value))
        {
            parent.Remove(Name);
            return;
        }

        if (value is not JsonObject given)
            throw ScimException.InvalidValue($"'{attribute.Path}' must be an object.");
        var holder = parent[Name] as JsonObject ?? NewHolder();
        MergeInto(holder, given, attribute, values);
        DropEmpty();
    }

    internal static void MergeInto(JsonObject holder, JsonObject given, ResolvedAttribute attribute, ValueBinder values)
    {
        var path = (attribute with { SubAttribute = null }).Path;
        var bound = values.BindOne(attribute.Attribute, given, path) as JsonObject ?? [];
        foreach (var (name, node) in given)
            if (attribute.Attribute.Find(name) is { Mutability: not Mutability.ReadOnly } unassigned
                && ValueBinder.IsUnassigned(values.Plain(unassigned, node)))
                Unassign(holder, unassigned, $"{path}.{unassigned.Name}");
        foreach (var (name, node) in bound)
            Assign(holder, attribute.Attribute.Find(name)!, node?.DeepClone(), $"{path}.{name}");
    }

    private void SetSubAttribute(AttributeDefinition sub, JsonNode? value)
    {
        var bound = values.Bind(sub, value, attribute.Path);
        values.RequireKnownType(attribute.Attribute, sub, bound, attribute.Path);
        var holders = Holders();
        if (holders.Count == 0 && bound is not null)
            holders = [attribute.Attribute.MultiValued ? NewElement() : NewHolder()];
        foreach (var holder in holders)
            Assign(holder, sub, bound?.DeepClone(), attribute.Path);
        DropEmpty();
    }

    private List<JsonObject> Holders() => parent[Name] switch
    {
        JsonObject holder => [holder],
        JsonArray elements => [.. elements.OfType<JsonObject>()],
        _ => [],
    };

    private JsonObject NewHolder()
    {
        var holder = new JsonObject();
        parent[Name] = holder;
        return holder;
    }

    private JsonObject NewElement()
    {
        var element = new JsonObject();
        parent[Name] = new JsonArray(element);
        return element;
    }

    private void AddElements(JsonNode? value)
    {
        // RFC 7644 §3.5.2.1: the value may be one object, or one string, to be added to the others.
        if (value is not (null or JsonArray))
            value = new JsonArray(value.DeepClone());
        if (values.Bind(attribute.Attribute, value, attribute.Path) is not JsonArray added)
            return;
        if (parent[Name] is not JsonArray elements)
        {
            parent[Name] = added;
            return;
        }

        var present = new ElementIndex(attribute.Attribute, elements);
        foreach (var element in added.ToList())
        {
            if (present.Has(element!))
                continue;
            added.Remove(element);
            if (IsPrimary(element!))
                ClearPrimary(elements, except: []);
            elements.Add(element);
            present.Add(element!);
        }
    }

    private void DropEmpty()
    {
        if (parent[Name] is JsonArray elements)
            for (var i = elements.Count - 1; i >= 0; i--)
                if (elements[i] is JsonObject { Count: 0 })
                    elements.RemoveAt(i);
        if (parent[Name] is JsonArray { Count: 0 } or JsonObject { Count: 0 })
            parent.Remove(Name);
    }

    // RFC 7644 §3.5.2: an immutable attribute may be added when it has no value, and is not changed after.
    internal static void Assign(JsonObject holder, AttributeDefinition sub, JsonNode? value, string path)
    {
        if (sub.Mutability == Mutability.Immutable && holder[sub.Name] is { } existing && !JsonNode.DeepEquals(existing, value))
            throw ScimException.Mutability($"'{path}' is immutable: it has a value, which cannot be changed.");
        Set(holder, sub.Name, value);
    }

    internal static void Unassign(JsonObject holder, AttributeDefinition sub, string path) => Assign(holder, sub, null, path);

    private static void Set(JsonObject holder, string name, JsonNode? value)
    {
        if (value is null)
            holder.Remove(name);
        else
            holder[name] = value;
    }

    internal static bool IsPrimary(JsonNode element) =>
        element is JsonObject values && values["primary"]?.GetValueKind() == JsonValueKind.True;

    internal static void ClearPrimary(JsonArray elements, IReadOnlyCollection<JsonNode> except)
    {
        foreach (var other in elements.OfType<JsonObject>().Where(other => IsPrimary(other) && !except.Contains(other)))
            other["primary"] = false;
    }
}
