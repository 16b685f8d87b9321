namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>What an organization may define for itself: an extension of User and a resource type of its own, with every data type of RFC 7643 §2.3.</summary>
internal static class OwnTypes
{
    public const string Extension = "urn:example:params:scim:schemas:extension:fuzz:2.0:User";
    public const string Device = "urn:example:params:scim:schemas:fuzz:2.0:Device";

    private static readonly string[] DataTypes = ["string", "integer", "decimal", "dateTime", "boolean", "reference", "binary"];

    public static async Task DefineAsync(Tenant tenant)
    {
        await PutSchemaAsync(tenant, Extension, Attributes());
        await PutSchemaAsync(tenant, Device, Attributes(Attribute("serial", "string", one => (one["required"], one["uniqueness"]) = (true, "server"))));
        (await tenant.Admin.PutAsync("/resource-types/User", new { schemaExtensions = new[] { new { schema = Extension, required = false } } })).Expect(200, 201);
        (await tenant.Admin.PutAsync("/resource-types/Device", new { endpoint = "/Devices", description = "What people carry", schema = Device })).Expect(200, 201);
    }

    private static async Task PutSchemaAsync(Tenant tenant, string urn, JsonArray attributes) => (await tenant.Admin.PutAsync("/schemas/" + urn, new JsonObject
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"), ["id"] = urn, ["name"] = "Fuzz", ["description"] = "Every type", ["attributes"] = attributes,
    })).Expect(200, 201);

    private static JsonArray Attributes(params JsonObject[] first) =>
    [
        .. first,
        .. DataTypes.Select(type => Attribute(type + "One", type)),
        .. DataTypes.Select(type => Attribute(type + "Many", type, one => one["multiValued"] = true)),
        Attribute("complexOne", "complex", one => one["subAttributes"] = new JsonArray([.. DataTypes.Select(type => Attribute(type + "Sub", type))])),
        Attribute("complexMany", "complex", one =>
        {
            one["multiValued"] = true;
            one["subAttributes"] = new JsonArray([Attribute("value", "string"), .. DataTypes.Select(type => Attribute(type + "Sub", type))]);
        }),
    ];

    private static JsonObject Attribute(string name, string type, Action<JsonObject>? more = null)
    {
        var attribute = new JsonObject { ["name"] = name, ["type"] = type, ["multiValued"] = false, ["description"] = name, ["required"] = false };
        if (type == "reference")
            attribute["referenceTypes"] = new JsonArray("external");
        more?.Invoke(attribute);
        return attribute;
    }
}
