using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
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
    private readonly List<JsonObject> matched;

    public ElementPatcher(JsonObject parent, ResolvedAttribute target, TypedFilter bound, FilterExpression filter, ValueBinder values)
    {
        (this.parent, this.target, this.filter, this.values) = (parent, target, filter, values);
        matched = parent[target.Attribute.Name] is JsonArray elements
            ? [.. elements.OfType<JsonObject>().Where(element =>
                FilterEvaluator.MatchesElement(NormalForm.OfElement(target.Attribute, element) ?? new JsonObject(), bound))]
            : [];
    }

    private JsonArray? Elements => parent[target.Attribute.Name] as JsonArray;

    public void Remove()
    {
        foreach (var element in matched)
            if (target.SubAttribute is { } sub)
                element.Remove(sub.Name);
            else
                Elements!.Remove(element);
        DropEmpty();
    }

    public void Replace(JsonNode? value)
    {
        if (target.SubAttribute is not null)
        {
            SetSubAttribute(value);
            return;
        }

        if (matched.Count == 0)
            throw Nothing();
        if (Single(value) is not { } given)
        {
            Remove();
            return;
        }

        foreach (var element in matched)
        {
            var demanded = ElementFromFilter.TryCreate(filter);
            element.Clear();
            if (demanded is not null)
                AttributePatcher.MergeInto(element, demanded, target, values);
            AttributePatcher.MergeInto(element, given, target, values);
        }

        Settle();
    }

    public void Add(JsonNode? value)
    {
        if (target.SubAttribute is not null)
        {
            SetSubAttribute(value);
            return;
        }

        var given = Single(value) ?? [];
        foreach (var element in matched.Count > 0 ? matched : [Create()])
            AttributePatcher.MergeInto(element, given, target, values);
        Settle();
    }

    private void SetSubAttribute(JsonNode? value)
    {
        var sub = target.SubAttribute!;
        var bound = values.Bind(sub, value, target.Path);
        if (matched.Count == 0 && bound is not null)
            Create();
        foreach (var element in matched)
            AttributePatcher.Assign(element, sub.Name, bound?.DeepClone());
        Settle();
    }

    // Entra replaces emails[type eq "work"].value whether there is such a value or not.
    private JsonObject Create()
    {
        var described = ElementFromFilter.TryCreate(filter) ?? throw Nothing();
        var element = new JsonObject();
        AttributePatcher.MergeInto(element, described, target, values);
        if (Elements is { } elements)
            elements.Add(element);
        else
            parent[target.Attribute.Name] = new JsonArray(element);
        matched.Add(element);
        return element;
    }

    private JsonObject? Single(JsonNode? value)
    {
        if (value is JsonArray { Count: 1 } only)
            value = only[0];
        if (ValueBinder.IsUnassigned(value))
            return null;
        return BareValues.Unfold(target.Attribute, value!) as JsonObject
            ?? throw ScimException.InvalidValue($"'{target.Path}' with a value filter takes one object.");
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
        foreach (var element in elements.OfType<JsonObject>().Where(element => element.Count == 0).ToList())
            elements.Remove(element);
        if (elements.Count == 0)
            parent.Remove(target.Attribute.Name);
    }

    private ScimException Nothing() =>
        ScimException.NoTarget($"No value of '{target.Attribute.Name}' matches the filter of the path.");
}
