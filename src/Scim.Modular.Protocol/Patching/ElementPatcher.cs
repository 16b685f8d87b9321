using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching;

// The values of a multi-valued attribute that a value filter selects, whole or one sub-attribute of each.
internal sealed class ElementPatcher
{
    private readonly JsonObject parent;
    private readonly ResolvedAttribute target;
    private readonly FilterExpression filter;
    private readonly ValueBinder values;
    private readonly List<JsonNode> matched;

    public ElementPatcher(JsonObject parent, ResolvedAttribute target, TypedFilter bound, FilterExpression filter, ValueBinder values)
    {
        (this.parent, this.target, this.filter, this.values) = (parent, target, filter, values);
        matched = parent[target.Attribute.Name] is JsonArray elements
            ? [.. elements.OfType<JsonNode>().Where(element =>
                FilterEvaluator.MatchesElement(NormalForm.OfElement(target.Attribute, element) ?? new JsonObject(), bound))]
            : [];
        if (matched.Count > 1 && !values.Dialect.Has(Habits.ManyMatches))
            throw ScimException.InvalidFilter($"The filter of the path matches {matched.Count} values of '{target.Attribute.Name}'.");
    }

    private JsonArray? Elements => parent[target.Attribute.Name] as JsonArray;

    private bool IsComplex => target.Attribute.Type == AttributeType.Complex;

    public void Remove()
    {
        if (matched.Count > 0 && target.SubAttribute is { Required: true })
            throw Required();
        foreach (var element in matched)
            if (target.SubAttribute is { } sub)
                AttributePatcher.Unassign((JsonObject)element, sub, target.Path);
            else
                Elements!.Remove(element);
        DropEmpty();
        if (matched.Count > 0 && target.Attribute.Required && Elements is null)
            throw Required();
    }

    public void Replace(JsonNode? value)
    {
        if (target.SubAttribute is { } sub)
            SetSubAttribute(sub, value);
        else if (matched.Count == 0)
            throw Nothing();
        else if (Single(value) is not { } given)
            Remove();
        else if (IsComplex)
            ReplaceRecords((JsonObject)given);
        else
            ReplaceSimple(given);
    }

    public void Add(JsonNode? value)
    {
        if (target.SubAttribute is { } sub)
        {
            SetSubAttribute(sub, value);
            return;
        }

        var given = Single(value);
        if (!IsComplex)
        {
            // A simple value is all that the filter compares, so a matching one has nothing to be added to.
            if (matched.Count == 0)
                throw Nothing();
            return;
        }

        foreach (var element in matched.Count > 0 ? matched : [Create()])
            AttributePatcher.MergeInto((JsonObject)element, given as JsonObject ?? [], target, values);
        Settle();
    }

    private void ReplaceRecords(JsonObject given)
    {
        var demanded = ElementFromFilter.TryCreate(filter);
        foreach (var element in matched.Cast<JsonObject>())
        {
            element.Clear();
            if (demanded is not null)
                AttributePatcher.MergeInto(element, demanded, target, values);
            AttributePatcher.MergeInto(element, given, target, values);
        }

        Settle();
    }

    private void ReplaceSimple(JsonNode given)
    {
        var bound = values.BindOne(target.Attribute, given, target.Path);
        foreach (var element in matched)
            Elements![Elements.IndexOf(element)] = bound?.DeepClone();
        DropEmpty();
    }

    private void SetSubAttribute(AttributeDefinition sub, JsonNode? value)
    {
        var bound = values.Bind(sub, value, target.Path);
        values.RequireKnownType(target.Attribute, sub, bound, target.Path);
        if (matched.Count == 0 && bound is not null)
            Create();
        if (matched.Count == 0 && !values.Dialect.Has(Habits.CreateFromFilter))
            throw Nothing();
        foreach (var element in matched)
            AttributePatcher.Assign((JsonObject)element, sub, bound?.DeepClone(), target.Path);
        Settle();
    }

    // RFC 7644 §3.5.2.3 says noTarget; Entra replaces emails[type eq "work"].value whether there is such a value or not.
    private JsonObject Create()
    {
        var described = values.Dialect.Has(Habits.CreateFromFilter) ? ElementFromFilter.TryCreate(filter) : null;
        if (described is null)
            throw Nothing();
        var element = new JsonObject();
        AttributePatcher.MergeInto(element, described, target, values);
        if (Elements is { } elements)
            elements.Add(element);
        else
            parent[target.Attribute.Name] = new JsonArray(element);
        matched.Add(element);
        return element;
    }

    private JsonNode? Single(JsonNode? value)
    {
        if (value is JsonArray { Count: 1 } only && values.Dialect.Has(Habits.SingleValueForMany))
            value = only[0];
        value = values.PlainOne(target.Attribute, value);
        if (ValueBinder.IsUnassigned(value))
            return null;
        return value is JsonObject == IsComplex && value is not JsonArray
            ? value
            : throw ScimException.InvalidValue($"'{target.Path}' with a value filter takes one {(IsComplex ? "object" : "value")}.");
    }

    // More than one primary among the matched is left to the binder, which refuses it.
    private void Settle()
    {
        if (matched.Exists(AttributePatcher.IsPrimary))
            AttributePatcher.ClearPrimary(Elements!, matched);
        DropEmpty();
    }

    private void DropEmpty()
    {
        if (Elements is not { } elements)
            return;
        foreach (var element in elements.Where(element => element is null or JsonObject { Count: 0 }).ToList())
            elements.Remove(element);
        if (elements.Count == 0)
            parent.Remove(target.Attribute.Name);
    }

    // RFC 7644 §3.5.2.2: neither removed nor left without values.
    private ScimException Required() => ScimException.Mutability($"'{target.Path}' is required and cannot be removed.");

    private ScimException Nothing() =>
        ScimException.NoTarget($"No value of '{target.Attribute.Name}' matches the filter of the path.");
}
