using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>
/// The schemas of RFC 7643 §4 with the characteristics of §8.7.1. Where the two texts differ, this is what the service does:
/// references and binaries are case exact (§2.3.6, §2.3.7), <c>displayName</c> of a group is required (§4.2), <c>addresses</c>
/// have <c>primary</c> (§2.4, and §3.5.2.3 of RFC 7644 sets it). <c>password</c> is not advertised: it is taken and dropped.
/// </summary>
public static class CoreSchemas
{
    /// <summary>RFC 7643 §4.1.</summary>
    public static SchemaDefinition User { get; } = UserSchema.Create();

    /// <summary>RFC 7643 §4.3.</summary>
    public static SchemaDefinition EnterpriseUser { get; } = new()
    {
        Id = ScimUrns.EnterpriseUser,
        Name = "EnterpriseUser",
        Description = "Enterprise User",
        Attributes =
        [
            Define.Text("employeeNumber", "Identifier given to a person, typically in order of hire or association with an organization."),
            Define.Text("costCenter", "Name of a cost center."),
            Define.Text("organization", "Name of an organization."),
            Define.Text("division", "Name of a division."),
            Define.Text("department", "Name of a department."),
            Define.Complex("manager", "The user's manager.",
                Define.Text("value", "The id of the User that is the manager.") with { CaseExact = true },
                Define.Reference("$ref", "The URI of the User that is the manager.", "User"),
                Define.Text("displayName", "The displayName of the manager.") with { Mutability = Mutability.ReadOnly }),
        ],
    };

    /// <summary>RFC 7643 §4.2.</summary>
    public static SchemaDefinition Group { get; } = new()
    {
        Id = ScimUrns.Group,
        Name = "Group",
        Description = "Group",
        Attributes =
        [
            Define.Text("displayName", "A human-readable name for the group.") with { Required = true, Uniqueness = Uniqueness.Server },
            Define.Complex("members", "The members of the group.",
                Define.Text("value", "Identifier of the member.") with { CaseExact = true, Mutability = Mutability.Immutable },
                Define.Reference("$ref", "The URI of the member.", "User", "Group") with { Mutability = Mutability.Immutable },
                Define.Text("display", "A human-readable name of the member.") with { Mutability = Mutability.ReadOnly },
                Define.Text("type", "The type of the member.") with
                {
                    Mutability = Mutability.Immutable, CanonicalValues = ["User", "Group"],
                })
                with { MultiValued = true },
        ],
    };

    /// <summary>The attributes that every resource has, RFC 7643 §3 and §3.1. They are not part of <c>/Schemas</c>.</summary>
    public static IReadOnlyList<AttributeDefinition> Common { get; } =
    [
        Define.Reference("schemas", "The URNs of the schemas of the resource.", "uri") with
        {
            MultiValued = true, Required = true, CaseExact = false, Mutability = Mutability.ReadOnly, Returned = Returned.Always,
        },
        Define.Text("id", "The identifier that the service gave the resource.") with
        {
            Required = true, CaseExact = true, Mutability = Mutability.ReadOnly, Returned = Returned.Always, Uniqueness = Uniqueness.Server,
        },
        Define.Text("externalId", "The identifier that the client gave the resource.") with { CaseExact = true },
        Define.Complex("meta", "Metadata of the resource.",
            Define.Text("resourceType", "The name of the resource type.") with { CaseExact = true, Mutability = Mutability.ReadOnly },
            Define.Instant("created", "When the resource was added.") with { Mutability = Mutability.ReadOnly },
            Define.Instant("lastModified", "When the resource was last changed.") with { Mutability = Mutability.ReadOnly },
            Define.Reference("location", "The URI of the resource.", "uri") with { Mutability = Mutability.ReadOnly },
            Define.Text("version", "The version, as in the ETag.") with { CaseExact = true, Mutability = Mutability.ReadOnly })
            with { Mutability = Mutability.ReadOnly },
    ];

    /// <summary>Users at <c>/Users</c>, with the enterprise extension and the alias <c>email</c>.</summary>
    public static ResourceTypeDefinition UserResourceType { get; } = new()
    {
        Name = "User",
        Endpoint = "/Users",
        Description = "User Account",
        Schema = User,
        Extensions = [new SchemaExtension(EnterpriseUser, Required: false)],
        Aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["email"] = "emails.value" },
    };

    /// <summary>Groups at <c>/Groups</c>.</summary>
    public static ResourceTypeDefinition GroupResourceType { get; } = new()
    {
        Name = "Group",
        Endpoint = "/Groups",
        Description = "Group",
        Schema = Group,
    };

    internal static AttributeDefinition? FindCommon(string name) => SchemaDefinition.Find(Common, name);
}
