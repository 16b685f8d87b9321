using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Schemas;

/// <summary>A schema that an organization has defined: an extension of a resource type, or the base of one of its own.</summary>
internal sealed class OrganizationSchema : IOwnedByOrganization
{
    private OrganizationSchema()
    {
    }

    public OrganizationSchema(OrganizationId organization, string urn, DateTimeOffset now) =>
        (OrganizationId, Urn, UrnKey, CreatedAt) = (organization, urn, KeyOf(urn), now);

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The URN as it was given.</summary>
    public string Urn { get; private set; } = "";

    /// <summary>The URN as it is compared: a URN has no case.</summary>
    public string UrnKey { get; private set; } = "";

    /// <summary>The definition in the form of RFC 7643 §7.</summary>
    public string Definition { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    public long Revision { get; private set; }

    public static string KeyOf(string urn) => urn.ToLowerInvariant();

    /// <summary>False when it is as it was.</summary>
    public bool Define(string definition, DateTimeOffset now)
    {
        if (definition == Definition)
            return false;
        (Definition, LastModifiedAt) = (definition, now);
        Revision++;
        return true;
    }
}

/// <summary>
/// A resource type that an organization has defined; or, under the name of one that is built in, the extensions it has given that one.
/// </summary>
internal sealed class OrganizationResourceType : IOwnedByOrganization
{
    private OrganizationResourceType()
    {
    }

    public OrganizationResourceType(OrganizationId organization, string name, DateTimeOffset now) =>
        (OrganizationId, Name, CreatedAt) = (organization, name, now);

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The name, which is its id as well.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The endpoint with its slash, or null for a type that is built in.</summary>
    public string? Endpoint { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>The URN of the base schema, or null for a type that is built in.</summary>
    public string? Schema { get; private set; }

    /// <summary>The extensions as JSON: <c>[{"schema":"urn:…","required":false}]</c>.</summary>
    public string Extensions { get; private set; } = "[]";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    public long Revision { get; private set; }

    /// <summary>False when it is as it was.</summary>
    public bool Define(string? endpoint, string description, string? schema, string extensions, DateTimeOffset now)
    {
        if ((endpoint, description, schema, extensions) == (Endpoint, Description, Schema, Extensions))
            return false;
        (Endpoint, Description, Schema, Extensions, LastModifiedAt) = (endpoint, description, schema, extensions, now);
        Revision++;
        return true;
    }
}
