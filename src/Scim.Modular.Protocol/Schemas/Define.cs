namespace Scim.Modular.Protocol.Schemas;

internal static class Define
{
    public static AttributeDefinition Text(string name, string description) => new() { Name = name, Description = description };

    public static AttributeDefinition Boolean(string name, string description) =>
        new() { Name = name, Type = AttributeType.Boolean, Description = description };

    public static AttributeDefinition Instant(string name, string description) =>
        new() { Name = name, Type = AttributeType.DateTime, Description = description };

    public static AttributeDefinition Reference(string name, string description, params string[] types) =>
        new() { Name = name, Type = AttributeType.Reference, Description = description, CaseExact = true, ReferenceTypes = types };

    public static AttributeDefinition Complex(string name, string description, params AttributeDefinition[] subAttributes) =>
        new() { Name = name, Type = AttributeType.Complex, Description = description, SubAttributes = subAttributes };

    // RFC 7643 §2.4: value, display, type and primary are what a multi-valued attribute has unless it says otherwise.
    public static AttributeDefinition Plural(string name, string description, AttributeDefinition value, params string[] types) =>
        Complex(name, description,
            value,
            Text("display", "A human-readable name, for display."),
            Text("type", "A label for the value's function.") with { CanonicalValues = types },
            Boolean("primary", "Whether this is the preferred value. At most one value is."))
        with { MultiValued = true };
}
