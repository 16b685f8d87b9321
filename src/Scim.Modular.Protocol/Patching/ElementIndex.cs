using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching;

// The values that a multi-valued attribute has, compared as filters would compare them.
internal sealed class ElementIndex
{
    private readonly AttributeDefinition attribute;
    private readonly List<JsonNode> normal = [];

    public ElementIndex(AttributeDefinition attribute, JsonArray elements)
    {
        this.attribute = attribute;
        foreach (var element in elements)
            Add(element!);
    }

    public void Add(JsonNode element)
    {
        if (NormalForm.OfElement(attribute, element) is { } form)
            normal.Add(form);
    }

    // RFC 7644 §3.5.2.1: "already contains the value" – all that was given is there, perhaps with more.
    public bool Has(JsonNode element) =>
        NormalForm.OfElement(attribute, element) is not { } form || normal.Exists(existing => Contains(existing, form));

    private static bool Contains(JsonNode existing, JsonNode form) =>
        existing is JsonObject has && form is JsonObject wanted
            ? wanted.All(pair => JsonNode.DeepEquals(has[pair.Key], pair.Value))
            : JsonNode.DeepEquals(existing, form);
}
