using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching;

// Finds what an operation is about; AttributePatcher then changes it.
internal sealed class ResourcePatcher(JsonObject resource, ResourceTypeDefinition type, ValueBinder values, NoteList notes)
{
    public void Apply(PatchOperation operation)
    {
        if (operation.Path is not { } path)
            ApplyToResource(operation);
        else if (WholeExtension(path) is { } extension)
            ApplyToExtension(operation, extension);
        else if (!IsPassword(path.Attribute))
            ApplyToPath(operation, path);
    }

    private void ApplyToResource(PatchOperation operation)
    {
        if (operation.Op == PatchOp.Remove)
            throw ScimException.NoTarget("'remove' needs a path.");
        if (operation.Value is not JsonObject given)
            throw ScimException.InvalidValue($"'{Word(operation.Op)}' without a path needs an object of attributes as value.");

        foreach (var (name, node) in ResourceBinder.ByName(given, ""))
        {
            if (type.FindExtension(name) is { } extension)
                ApplyToExtension(operation with { Value = node }, extension);
            else
                ApplyToKey(operation.Op, null, CoreSchemas.FindCommon(name) ?? type.Schema.Find(name), name, node);
        }
    }

    private void ApplyToExtension(PatchOperation operation, SchemaDefinition extension)
    {
        if (operation.Op != PatchOp.Remove && operation.Value is JsonObject { Count: > 0 } given)
        {
            foreach (var (name, node) in ResourceBinder.ByName(given, extension.Id + ":"))
                ApplyToKey(operation.Op, extension.Id, extension.Find(name), extension.Id + ":" + name, node);
        }
        else if (operation.Op != PatchOp.Remove && !IsUnassigned(operation.Value))
        {
            throw ScimException.InvalidValue($"'{extension.Id}' must be an object.");
        }
        else if (operation.Op != PatchOp.Add)
        {
            foreach (var attribute in extension.Attributes.Where(attribute => attribute.Mutability != Mutability.ReadOnly))
                Patcher(new ResolvedAttribute(extension.Id, attribute, null)).Remove();
        }
    }

    // A key of a value without a path. What the schema does not know, or the client may not write, is left out where the dialect
    // allows it, because Okta sends the id along and mappings send what they like.
    private void ApplyToKey(PatchOp op, string? extension, AttributeDefinition? attribute, string name, JsonNode? node)
    {
        if (AttributePath.TryParse(name) is { } path && IsPassword(path))
            return;
        if (attribute is null)
        {
            values.Unknown(name);
            return;
        }

        var target = new ResolvedAttribute(extension, attribute, null);
        if (!IsReadOnly(target))
            Set(op, target, node);
        else if (!values.Dialect.Has(Habits.ReadOnlyKeys))
            RequireWritable(target);
        else if (attribute.Name != "schemas")
            notes.Ignored(target.Path);
    }

    private void ApplyToPath(PatchOperation operation, PatchPath path)
    {
        if (!type.TryResolveExact(path.Attribute, out var attribute))
            throw ScimException.InvalidPath($"'{ScimException.Shorten(path.Attribute.ToString())}' is not an attribute of {type.Name}.");
        if (path.ValueFilter is { } filter)
        {
            ApplyToElements(operation, path, attribute, filter);
            return;
        }

        RequireWritable(attribute);
        if (operation.Op == PatchOp.Remove)
            Remove(attribute);
        else
            Set(operation.Op, attribute, operation.Value);
    }

    private void ApplyToElements(PatchOperation operation, PatchPath path, ResolvedAttribute attribute, FilterExpression filter)
    {
        if (attribute is not { SubAttribute: null, Attribute.MultiValued: true })
            throw ScimException.InvalidPath($"'{attribute.Path}' is not multi-valued, so '[' cannot follow it.");
        var sub = path.SubAttribute is null ? null : attribute.Attribute.Find(path.SubAttribute)
            ?? throw ScimException.InvalidPath($"'{ScimException.Shorten(path.SubAttribute)}' is not a sub-attribute of {attribute.Path}.");
        var target = attribute with { SubAttribute = sub };
        RequireWritable(target);
        var bound = new FilterBinder(type, values.Dialect).BindElement(filter, attribute);
        var elements = new ElementPatcher(Parent(attribute.Extension), target, bound, filter, values);
        switch (operation.Op)
        {
            case PatchOp.Remove:
                elements.Remove();
                break;
            case PatchOp.Add:
                elements.Add(operation.Value);
                break;
            default:
                elements.Replace(operation.Value);
                break;
        }
    }

    private void Remove(ResolvedAttribute attribute)
    {
        if (attribute.Target.Required)
            throw ScimException.Mutability($"'{attribute.Path}' is required and cannot be removed.");
        if (ValueBinder.IsActive(attribute.Target, attribute.Path))
            throw ScimException.InvalidValue($"'{attribute.Path}' cannot be removed; set it to true or false.");
        Patcher(attribute).Remove();
    }

    private void Set(PatchOp op, ResolvedAttribute attribute, JsonNode? value)
    {
        if (op == PatchOp.Add)
            Patcher(attribute).Add(value);
        else
            Patcher(attribute).Replace(value);
    }

    private AttributePatcher Patcher(ResolvedAttribute attribute) => new(Parent(attribute.Extension), attribute, values);

    private JsonObject Parent(string? extension)
    {
        if (extension is null)
            return resource;
        if (resource[extension] is JsonObject existing)
            return existing;
        var created = new JsonObject();
        resource[extension] = created; // An empty one is unassigned, and dropped at the end.
        return created;
    }

    private bool IsUnassigned(JsonNode? node) =>
        ValueBinder.IsUnassigned(node) || (values.Dialect.Has(Habits.EmptyAsUnset) && JsonText.Of(node) is { Length: 0 });

    private SchemaDefinition? WholeExtension(PatchPath path) =>
        path is { ValueFilter: null, SubAttribute: null } ? type.FindExtension(path.Attribute.ToString()) : null;

    private static bool IsPassword(AttributePath path) => path.SubAttribute is null && ResourceBinder.IsDropped(path.Attribute);

    internal static bool IsReadOnly(ResolvedAttribute attribute) =>
        attribute.Attribute.Mutability == Mutability.ReadOnly || attribute.Target.Mutability == Mutability.ReadOnly;

    private static void RequireWritable(ResolvedAttribute attribute)
    {
        if (IsReadOnly(attribute))
            throw ScimException.Mutability($"'{attribute.Path}' is read-only.");
    }

    private static string Word(PatchOp op) => op == PatchOp.Add ? "add" : "replace";
}
