using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>A user with an extension that has every data type of RFC 7643 §2.3, each as it can occur: what an administrator may define.</summary>
internal static class EveryType
{
    public const string Urn = "urn:example:params:scim:schemas:extension:every_type:1.0:User";

    private static readonly AttributeDefinition[] Simple =
    [
        new() { Name = "text" },
        new() { Name = "exact", CaseExact = true },
        new() { Name = "count", Type = AttributeType.Integer },
        new() { Name = "weight", Type = AttributeType.Decimal },
        new() { Name = "since", Type = AttributeType.DateTime },
        new() { Name = "trusted", Type = AttributeType.Boolean },
        new() { Name = "link", Type = AttributeType.Reference, CaseExact = true, ReferenceTypes = ["external"] },
        new() { Name = "key-1", Type = AttributeType.Binary, CaseExact = true },
    ];

    private static readonly AttributeDefinition Reference = new() { Name = "$ref", Type = AttributeType.Reference, CaseExact = true };

    public static readonly ResourceTypeDefinition User = CoreSchemas.UserResourceType with
    {
        Extensions =
        [
            .. CoreSchemas.UserResourceType.Extensions,
            new SchemaExtension(
                new SchemaDefinition
                {
                    Id = Urn,
                    Name = "EveryType",
                    Attributes =
                    [
                        .. Simple,
                        .. Simple.Select(one => one with { Name = one.Name + "s", MultiValued = true }),
                        Complex("device", [.. Simple, Reference]),
                        Complex("devices", [new() { Name = "value" }, .. Simple, Reference]) with { MultiValued = true },
                        // Compared without a sub-attribute these mean their value, which is no text.
                        Complex("readings", [Simple[3] with { Name = "value" }, new() { Name = "type", CanonicalValues = ["work", "home"] }]) with { MultiValued = true },
                        Complex("visit", [Simple[4] with { Name = "value" }, Simple[5]]),
                    ],
                },
                Required: false),
        ],
    };

    private static AttributeDefinition Complex(string name, AttributeDefinition[] subAttributes) =>
        new() { Name = name, Type = AttributeType.Complex, SubAttributes = subAttributes };
}
