namespace Scim.Modular.Protocol.Schemas;

// Characteristics that contradict each other, RFC 7643 §2.3 and §7. A schema that has them would promise what no service can do.
internal static class SchemaRules
{
    public static string? Broken(AttributeDefinition attribute, bool isSubAttribute) => attribute switch
    {
        { Mutability: Mutability.ReadOnly, Required: true } => "is readOnly and required, so no client could create a resource",
        { Mutability: Mutability.ReadOnly, Returned: Returned.Never } => "is readOnly and returned never, so it is of no use",
        { Mutability: Mutability.WriteOnly, Returned: not Returned.Never } => "is writeOnly, so 'returned' must be never",
        {
            Uniqueness: not Uniqueness.None,
            Type: AttributeType.Boolean or AttributeType.DateTime or AttributeType.Binary or AttributeType.Complex
        } => "is of a type that has no uniqueness (RFC 7643 §2.3)",
        { CanonicalValues.Count: > 0, Type: AttributeType.Boolean or AttributeType.Complex } => "is of a type that has no canonicalValues",
        { ReferenceTypes.Count: > 0, Type: not AttributeType.Reference } => "is no reference, so it has no referenceTypes",
        // A value of one element is compared with one literal, in memory and in SQL.
        { MultiValued: true } when isSubAttribute => "is a sub-attribute, and those have one value in this service",
        _ => null,
    };
}
