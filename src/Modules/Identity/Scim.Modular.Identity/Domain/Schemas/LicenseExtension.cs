using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Domain.Schemas;

/// <summary>A user's seat as its SCIM resource shows it: read-only, and not part of the version that the resource has.</summary>
internal static class LicenseExtension
{
    public const string Urn = "urn:scim:modular:params:scim:schemas:extension:license:2.0:User";

    /// <summary>The path of one of its attributes.</summary>
    public static string PathOf(string attribute) => $"{Urn}:{attribute}";

    public static SchemaExtension Definition { get; } = new(
        new SchemaDefinition
        {
            Id = Urn,
            Name = "License",
            Description = "The seat that the user holds or waits for.",
            Attributes =
            [
                Of("plan", "The key of the plan whose seat the user holds, waits for, or held last.") with { CaseExact = true },
                Of("status", "The state of the seat.") with { CanonicalValues = ["assigned", "waitlisted", "releasing", "released"] },
                Of("since", "Since when it has this state.") with { Type = AttributeType.DateTime },
                Of("waitsFor", "The key of the plan in whose line the user stands, be it with a seat of another one.") with { CaseExact = true },
                Of("waitlistPosition", "The place in that line; the first is 1.") with { Type = AttributeType.Integer },
            ],
        },
        Required: false);

    private static AttributeDefinition Of(string name, string description) =>
        new() { Name = name, Description = description, Mutability = Mutability.ReadOnly };
}
