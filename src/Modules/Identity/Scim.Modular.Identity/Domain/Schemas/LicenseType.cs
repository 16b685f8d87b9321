using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Domain.Schemas;

/// <summary>
/// <c>/Licenses</c>: the plans of the organization as entitlements, in the schema by which Okta's entitlement discovery knows them. They
/// are read-only here: administrators make plans.
/// </summary>
internal static class LicenseType
{
    public static ResourceTypeDefinition Definition { get; } = new()
    {
        Name = "License",
        Endpoint = "/Licenses",
        Description = "The plans whose seats users can be given.",
        Schema = new SchemaDefinition
        {
            Id = "urn:okta:scim:schemas:core:1.0:Entitlement",
            Name = "Entitlement",
            Description = "Something that a user can be given.",
            Attributes =
            [
                Of("displayName", "The name of the plan."),
                Of("type", "The kind of entitlement: License."),
            ],
        },
    };

    /// <summary>The attributes of a plan as an entitlement; its id is the key of the plan.</summary>
    public static JsonObject Show(string name) => new()
    {
        ["schemas"] = new JsonArray(Definition.Schema.Id),
        ["displayName"] = name,
        ["type"] = "License",
    };

    private static AttributeDefinition Of(string name, string description) =>
        new() { Name = name, Description = description, Mutability = Mutability.ReadOnly };
}
