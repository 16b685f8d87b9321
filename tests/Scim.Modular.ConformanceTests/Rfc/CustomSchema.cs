namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>A schema of one's own as an extension of User, made through the admin API in the form of RFC 7643 §7.</summary>
internal static class CustomSchema
{
    public const string Urn = "urn:example:params:scim:schemas:extension:2.0:Badge";

    public static JsonObject Of(params JsonObject[] attributes) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"),
        ["id"] = Urn,
        ["name"] = "Badge",
        ["description"] = "What a badge knows",
        ["attributes"] = new JsonArray([.. attributes]),
    };

    /// <summary>An attribute of which no more is said than its name and type, and what is asked for here.</summary>
    public static JsonObject Attribute(string name, string type = "string", Action<JsonObject>? more = null)
    {
        var attribute = new JsonObject
        {
            ["name"] = name, ["type"] = type, ["multiValued"] = false, ["description"] = "The " + name, ["required"] = false,
        };
        more?.Invoke(attribute);
        return attribute;
    }

    public static Task<Reply> PutAsync(Tenant tenant, JsonObject schema) => tenant.Admin.PutAsync("/schemas/" + Urn, schema);

    /// <summary>The same as an extension of the tenant's users.</summary>
    public static async Task ExtendUsersAsync(Tenant tenant, bool required, params JsonObject[] attributes)
    {
        (await PutAsync(tenant, Of(attributes))).Expect(200, 201);
        (await tenant.Admin.PutAsync("/resource-types/User", new
        {
            schemaExtensions = new object[]
            {
                new { schema = ScimRequests.Enterprise, required = false },
                new { schema = Urn, required },
            },
        })).Expect(200, 201);
    }

    public static JsonObject User(string userName, JsonObject badge)
    {
        var body = Tenant.UserBody(userName);
        body["schemas"] = new JsonArray(Tenant.UserSchema, Urn);
        body[Urn] = badge;
        return body;
    }
}
