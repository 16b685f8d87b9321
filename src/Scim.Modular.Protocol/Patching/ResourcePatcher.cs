using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

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
            else if (type.IsCore(name) && node is JsonObject core)
                ApplyToResource(operation with { Value = core });
            else
                ApplyToKey(operation.Op, AttributePath.TryParse(name), name, node);
        }
    }

    private void ApplyToExtension(PatchOperation operation, SchemaDefinition extension)
    {
        if (operation.Op != PatchOp.Remove && operation.Value is JsonObject { Count: > 0 } given)
        {
            foreach (var (name, node) in ResourceBinder.ByName(given, extension.Id + ":"))
            {
                var path = AttributePath.TryParse(name) is { Schema: null } plain ? plain with { Schema = extension.Id } : null;
                ApplyToKey(operation.Op, path, extension.Id + ":" + name, node);
            }
        }
        else if (operation.Op != PatchOp.Remove && !ValueBinder.IsUnassigned(operation.Value))
        {
            throw ScimException.InvalidValue($"'{extension.Id}' must be an object.");
        }
        else if (operation.Op != PatchOp.Add)
        {
            foreach (var attribute in extension.Attributes.Where(attribute => attribute.Mutability != Mutability.ReadOnly))
                Patcher(new ResolvedAttribute(extension.Id, attribute, null)).Remove();
        }
    }

    // A key of a value without a path: soft, because Okta sends the id along and mappings send what the schema does not know.
    private void ApplyToKey(PatchOp op, AttributePath? path, string name, JsonNode? node)
    {
        if (path is not null && IsPassword(path))
            return;
        if (path is null || !type.TryResolveExact(path, out var attribute))
            notes.Ignored(name);
        else if (IsReadOnly(attribute))
            NoteReadOnly(attribute);
        else
            Set(op, attribute, BareNode(attribute, node));
    }

    private void NoteReadOnly(ResolvedAttribute attribute)
    {
        if (attribute.Attribute.Name != "schemas")
            notes.Ignored(attribute.Path);
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
        var bound = new FilterBinder(type).BindElement(filter, attribute);
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
        if (attribute.Target.Required && attribute.SubAttribute is null)
            throw ScimException.Mutability($"'{attribute.Path}' is required and cannot be removed.");
        if (attribute.Target.Type == AttributeType.Boolean && attribute.SubAttribute is null)
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

    // The dialects see paths; inside a value without a path the same habits are undone here.
    private static JsonNode? BareNode(ResolvedAttribute attribute, JsonNode? node) =>
        node is null || attribute.SubAttribute is not null || attribute.Attribute.MultiValued || ValueBinder.IsUnassigned(node)
            ? node
            : BareValues.Unfold(attribute.Attribute, node);

    private SchemaDefinition? WholeExtension(PatchPath path) =>
        path is { ValueFilter: null, SubAttribute: null } ? type.FindExtension(path.Attribute.ToString()) : null;

    private static bool IsPassword(AttributePath path) => path.SubAttribute is null && ResourceBinder.IsDropped(path.Attribute);

    private static bool IsReadOnly(ResolvedAttribute attribute) =>
        attribute.Attribute.Mutability == Mutability.ReadOnly || attribute.Target.Mutability == Mutability.ReadOnly;

    private static void RequireWritable(ResolvedAttribute attribute)
    {
        if (IsReadOnly(attribute))
            throw ScimException.Mutability($"'{attribute.Path}' is read-only.");
    }

    private static string Word(PatchOp op) => op == PatchOp.Add ? "add" : "replace";
}
