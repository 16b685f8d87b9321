using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching;

/// <summary>
/// A PATCH of a resource one of whose attributes is too large to be JSON: the members of a group are rows. The operations on
/// that attribute are folded, in their order, into who shall be in it; the others remain for <see cref="PatchEngine"/>. Members
/// are known by <c>value</c> alone, so a member's <c>display</c>, <c>type</c> and <c>$ref</c> are ignored.
/// </summary>
/// <example><c>CollectionPatch.Split(operations, "members", CoreSchemas.GroupResourceType).Changes["2819c223"] == true</c></example>
public sealed class CollectionPatch
{
    private const int IdLength = 256;

    private OrderedDictionary<string, bool> changes = new(StringComparer.Ordinal);
    private readonly List<PatchOperation> remaining = [];
    private readonly NoteList notes = new(BindingLimits.Default.Notes);
    private readonly ResourceTypeDefinition type;
    private readonly AttributeDefinition attribute;
    private readonly PatchLimits limits;
    private readonly Dialect dialect;
    private int values;

    private CollectionPatch(ResourceTypeDefinition type, AttributeDefinition attribute, PatchLimits limits, Dialect dialect) =>
        (this.type, this.attribute, this.limits, this.dialect) = (type, attribute, limits, dialect);

    /// <summary>The operations on other attributes, in their order. A value without a path has lost the collection's key.</summary>
    public IReadOnlyList<PatchOperation> Remaining => remaining;

    /// <summary>Whether the collection is emptied before <see cref="Changes"/> apply; they are then all <c>true</c>.</summary>
    public bool ReplacesAll { get; private set; }

    /// <summary>By id, in the order of their first mention: whether it shall be in the collection. The last operation decides.</summary>
    public IReadOnlyDictionary<string, bool> Changes => changes;

    /// <summary>What was left out.</summary>
    public IReadOnlyList<string> Notes => notes.ToList();

    /// <summary>
    /// Splits the operations of a PATCH. A path that cannot be carried out on rows is 400 <c>invalidPath</c>, a filter that is not
    /// <c>value eq "…"</c> or several of them joined by <c>or</c> is 400 <c>invalidFilter</c>, too many values are 413.
    /// </summary>
    public static CollectionPatch Split(
        IReadOnlyList<PatchOperation> operations,
        string attribute,
        ResourceTypeDefinition type,
        PatchLimits? limits = null,
        Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(type);
        var definition = type.Schema.Find(attribute) is { MultiValued: true } found ? found
            : throw new ArgumentException($"'{attribute}' is not a multi-valued attribute of {type.Name}.", nameof(attribute));
        var patch = new CollectionPatch(type, definition, limits ?? PatchLimits.Default, dialect ?? Dialect.Generic);
        foreach (var operation in operations)
            patch.Take(operation);
        if (patch.ReplacesAll) // Nobody is left to remove.
            patch.changes = new(patch.changes.Where(change => change.Value), StringComparer.Ordinal);
        return patch;
    }

    private void Take(PatchOperation operation)
    {
        if (operation.Path is not { } path)
            TakePathless(operation);
        else if (IsCollection(path.Attribute))
            TakePath(operation, path);
        else
            remaining.Add(operation);
    }

    private void TakePathless(PatchOperation operation)
    {
        if (operation.Op == PatchOp.Remove || operation.Value is not JsonObject given || WithoutCollection(given) is not { } split)
        {
            remaining.Add(operation);
            return;
        }

        foreach (var value in split.Taken)
            if (operation.Op == PatchOp.Add)
                AddAll(value);
            else
                ReplaceAll(value, isNull: value is null);
        if (split.Others.Count > 0)
            remaining.Add(operation with { Value = split.Others });
    }

    // Null when the collection is not in it; the key may be plain, URN-qualified, or inside an object under the core URN.
    private (JsonObject Others, List<JsonNode?> Taken)? WithoutCollection(JsonObject given)
    {
        var others = new JsonObject();
        var taken = new List<JsonNode?>();
        var found = false;
        foreach (var (name, node) in given)
        {
            if (AttributePath.TryParse(name) is { } path && IsCollection(path) && (IsPlain(path) || dialect.Has(Habits.QualifiedKeys)))
            {
                if (path.SubAttribute is null)
                    taken.Add(node);
                else
                    notes.Ignored(name);
                found = true;
            }
            else if (type.IsCore(name) && node is JsonObject core && dialect.Has(Habits.QualifiedKeys) && WithoutCollection(core) is { } inner)
            {
                found = true;
                taken.AddRange(inner.Taken);
                if (inner.Others.Count > 0)
                    others[name] = inner.Others;
            }
            else
            {
                others[name] = node?.DeepClone();
            }
        }

        return found ? (others, taken) : null;
    }

    private void TakePath(PatchOperation operation, PatchPath path)
    {
        if ((path.SubAttribute ?? path.Attribute.SubAttribute) is { } name)
            IgnoreSubAttribute(name);
        else if (path.ValueFilter is { } filter)
            TakeSelected(operation.Op, Selected(filter));
        else if (operation.Op == PatchOp.Add)
            AddAll(operation.Value);
        else if (operation.Op == PatchOp.Replace)
            ReplaceAll(operation.Value, operation.Value is null);
        else if (operation.HasValue && dialect.Has(Habits.RemoveByValue))
            RemoveAll(operation.Value); // Entra, JumpCloud: a list of whom to remove; an empty one names nobody.
        else
            Empty();
    }

    private void IgnoreSubAttribute(string name)
    {
        var sub = attribute.Find(name) ?? throw ScimException.InvalidPath(
            $"'{ScimException.Shorten(name)}' is not a sub-attribute of {attribute.Name}.");
        if (sub.Name == "value")
            throw ScimException.InvalidPath($"'{attribute.Name}.value' cannot be changed; remove the value and add another.");
        notes.Ignored($"{attribute.Name}.{sub.Name}");
    }

    private void TakeSelected(PatchOp op, IReadOnlyList<string> ids)
    {
        if (op == PatchOp.Replace)
            throw ScimException.InvalidPath($"A value of '{attribute.Name}' cannot be replaced by filter; remove it and add another.");
        if (op == PatchOp.Add && !dialect.Has(Habits.AddByValuePath))
            throw ScimException.InvalidPath($"Values of '{attribute.Name}' are added by a path without a filter.");
        foreach (var id in ids)
            Set(id, op == PatchOp.Add);
    }

    private List<string> Selected(FilterExpression filter)
    {
        var ids = new List<string>();
        var open = new Stack<FilterExpression>([filter]);
        while (open.TryPop(out var next))
        {
            if (next is Or(var left, var right))
            {
                open.Push(right);
                open.Push(left);
            }
            else if (next is Comparison(var path, CompareOperator.Equal, { Kind: FilterValueKind.String } value)
                && path is { Schema: null, SubAttribute: null }
                && path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase))
            {
                ids.Add(value.Text);
            }
            else
            {
                throw ScimException.InvalidFilter(
                    $"Values of '{attribute.Name}' are selected by [value eq \"id\"], or several of these joined by 'or'.");
            }
        }

        return ids;
    }

    private void AddAll(JsonNode? value)
    {
        foreach (var id in Ids(value))
            Set(id, true);
    }

    private void RemoveAll(JsonNode? value)
    {
        foreach (var id in Ids(value))
            Set(id, false);
    }

    private void ReplaceAll(JsonNode? value, bool isNull)
    {
        if (value is JsonObject && !dialect.Has(Habits.SingleValueForMany))
            throw ScimException.InvalidValue($"'{attribute.Name}' must be an array of objects.");
        // [] empties a group, and Okta sends it; null is what a client sends that has not read the members.
        if (isNull)
            throw ScimException.InvalidValue($"'{attribute.Name}' is null; send an empty array to remove all values.");
        Empty();
        AddAll(value);
    }

    private void Empty()
    {
        ReplacesAll = true;
        changes.Clear();
    }

    private void Set(string id, bool present)
    {
        if (++values > limits.MemberValues)
            throw ScimException.TooLarge(string.Create(CultureInfo.InvariantCulture,
                $"The request has more than {limits.MemberValues} values of '{attribute.Name}'; send several requests."));
        if (id.Length is 0 or > IdLength)
            throw ScimException.InvalidValue($"'{attribute.Name}.value' must have 1 to {IdLength} characters.");
        changes[id] = present;
    }

    private IEnumerable<string> Ids(JsonNode? value) => value switch
    {
        null => [],
        JsonArray listed => listed.Where(item => item is not null).Select(Id),
        _ => [Id(value)],
    };

    private string Id(JsonNode? item)
    {
        if (item is JsonObject json)
            foreach (var (name, node) in json)
                if (name.Equals("value", StringComparison.OrdinalIgnoreCase) && JsonText.Of(node) is { } id)
                    return id;
        throw ScimException.InvalidValue($"A value of '{attribute.Name}' must be an object with a string 'value'.");
    }

    private static bool IsPlain(AttributePath path) => path is { Schema: null, SubAttribute: null };

    private bool IsCollection(AttributePath path) =>
        (path.Schema is null || type.IsCore(path.Schema))
        && path.Attribute.Equals(attribute.Name, StringComparison.OrdinalIgnoreCase);
}
