using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Schemas;

internal static class UserSchema
{
    public static SchemaDefinition Create() => new()
    {
        Id = ScimUrns.User,
        Name = "User",
        Description = "User Account",
        Attributes = [.. Singular, .. Plural],
    };

    private static AttributeDefinition[] Singular =>
    [
        Define.Text("userName", "Unique identifier of the user, typically what the user signs in with. Compared without case.") with
        {
            Required = true, Uniqueness = Uniqueness.Server,
        },
        Define.Complex("name", "The components of the user's name.",
            Define.Text("formatted", "The full name, formatted for display, e.g. 'Ms. Barbara J Jensen, III'."),
            Define.Text("familyName", "The family name, e.g. 'Jensen'."),
            Define.Text("givenName", "The given name, e.g. 'Barbara'."),
            Define.Text("middleName", "The middle names, e.g. 'Jane'."),
            Define.Text("honorificPrefix", "The honorific prefixes, or title in most Western languages, e.g. 'Ms.'."),
            Define.Text("honorificSuffix", "The honorific suffixes, e.g. 'III'.")),
        Define.Text("displayName", "The name of the user, suitable for display."),
        Define.Text("nickName", "The casual way to address the user, e.g. 'Bob'."),
        Define.Reference("profileUrl", "A page that represents the user's online profile.", "external"),
        Define.Text("title", "The user's title, e.g. 'Vice President'."),
        Define.Text("userType", "The relationship between the organization and the user, e.g. 'Contractor'."),
        Define.Text("preferredLanguage", "The preferred written or spoken language, as in Accept-Language."),
        Define.Text("locale", "The user's default location for currency, dates and numbers, e.g. 'en-US'."),
        Define.Text("timezone", "The user's time zone in the IANA database's format, e.g. 'America/Los_Angeles'."),
        Define.Boolean("active", "The user's administrative status."),
    ];

    private static AttributeDefinition[] Plural =>
    [
        Define.Plural("emails", "E-mail addresses of the user.", Define.Text("value", "An e-mail address."), "work", "home", "other"),
        Define.Plural("phoneNumbers", "Phone numbers of the user.", Define.Text("value", "A phone number, kept as it was sent."),
            "work", "home", "mobile", "fax", "pager", "other"),
        Define.Plural("ims", "Instant messaging addresses of the user.", Define.Text("value", "An instant messaging address."),
            "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
        Define.Plural("photos", "URLs of photos of the user.", Define.Reference("value", "URL of a photo.", "external"),
            "photo", "thumbnail"),
        Define.Complex("addresses", "Physical mailing addresses of the user.",
            Define.Text("formatted", "The full mailing address, formatted for display. It may contain newlines."),
            Define.Text("streetAddress", "The street address, which may contain newlines."),
            Define.Text("locality", "The city or locality."),
            Define.Text("region", "The state or region."),
            Define.Text("postalCode", "The zip code or postal code."),
            Define.Text("country", "The country, as in ISO 3166-1 alpha-2."),
            Define.Text("type", "A label for the address's function.") with { CanonicalValues = ["work", "home", "other"] },
            Define.Boolean("primary", "Whether this is the preferred address. At most one is."))
            with { MultiValued = true },
        Define.Complex("groups", "The groups that the user belongs to.",
            Define.Text("value", "The identifier of the group.") with { CaseExact = true, Mutability = Mutability.ReadOnly },
            Define.Reference("$ref", "The URI of the group.", "User", "Group") with { Mutability = Mutability.ReadOnly },
            Define.Text("display", "The displayName of the group.") with { Mutability = Mutability.ReadOnly },
            Define.Text("type", "How the user is a member.") with
            {
                Mutability = Mutability.ReadOnly, CanonicalValues = ["direct", "indirect"],
            })
            with { MultiValued = true, Mutability = Mutability.ReadOnly },
        Define.Plural("entitlements", "Things that the user has.", Define.Text("value", "An entitlement.")),
        Define.Plural("roles", "Roles that say who the user is, e.g. 'Student'.", Define.Text("value", "A role.")),
        Define.Plural("x509Certificates", "Certificates issued to the user.",
            new AttributeDefinition
            {
                Name = "value", Type = AttributeType.Binary, CaseExact = true, Description = "An X.509 certificate, DER in base64.",
            }),
    ];
}
