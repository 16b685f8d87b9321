namespace Scim.Modular.Protocol.Dialects;

/// <summary>
/// What a directory reads beyond the narrowest reading of SCIM, one flag a habit. The first six are RFC 7644's own liberties,
/// which the interoperability profile forbids; the others are what clients really send. A habit is undone where a request is
/// read, so that the binder and the patch engine only ever see the RFC's form.
/// </summary>
/// <example><c>Dialect.Okta.Has(Habits.PathlessPatch)</c></example>
[Flags]
public enum Habits
{
    /// <summary>Nothing: the interoperability profile.</summary>
    None = 0,

    /// <summary>
    /// RFC 7644 §3.5.2: <c>add</c> and <c>replace</c> without a path, <c>{"op":"replace","value":{"active":false}}</c>. Okta
    /// deactivates that way.
    /// </summary>
    PathlessPatch = 1 << 0,

    /// <summary>RFC 7644 §3.5.2: a path may end with the value filter, <c>members[value eq "2819c223"]</c>.</summary>
    ElementPaths = 1 << 1,

    /// <summary>RFC 7644 §3.5.2.3: a value filter may match several values, and all of them are changed.</summary>
    ManyMatches = 1 << 2,

    /// <summary>RFC 7644 §3.5.2: several operations of a request may be about the same path.</summary>
    RepeatedPaths = 1 << 3,

    /// <summary>RFC 7643 §7: canonical values are suggestions, so <c>type</c> may be any word.</summary>
    AnyType = 1 << 4,

    /// <summary>RFC 7644 §3.5.2.3: <c>replace</c> of a complex attribute leaves the sub-attributes that it doesn't name.</summary>
    PartialReplace = 1 << 5,

    /// <summary>Attributes that no schema defines are left out and noted: Okta maps what an administrator typed.</summary>
    UnknownAttributes = 1 << 6,

    /// <summary>
    /// <c>schemas</c> is missing, or names what the resource type doesn't have: OneLogin sends <c>urn:scim:schemas:core:1.0</c>,
    /// Entra a mistyped enterprise URN, and one of its own for groups.
    /// </summary>
    SchemaVersions = 1 << 7,

    /// <summary><c>"op":"Replace"</c>: Entra without its flag.</summary>
    CapitalizedOperations = 1 << 8,

    /// <summary><c>"active":"False"</c>: Entra without its flag, OneLogin's templates.</summary>
    StringBooleans = 1 << 9,

    /// <summary><c>"externalId":701984</c>: Okta sends numbers where the schema says string.</summary>
    NumbersAsText = 1 << 10,

    /// <summary><c>"title":""</c> clears the title: Okta and Entra. (<c>null</c> and <c>[]</c> always do, RFC 7643 §2.5.)</summary>
    EmptyAsUnset = 1 << 11,

    /// <summary><c>"emails":{"value":"a@example.com"}</c>, one value where an array belongs: OneLogin.</summary>
    SingleValueForMany = 1 << 12,

    /// <summary>
    /// <c>"roles":["ADMIN"]</c>, <c>"manager":"26"</c>, <c>"manager":[{"value":"26"}]</c>: Okta's string mappings, Entra's manager.
    /// </summary>
    BareComplexValues = 1 << 13,

    /// <summary>Keys that are paths, in a value without a path: <c>{"name.givenName":"Babs"}</c>. Entra with its flag.</summary>
    QualifiedKeys = 1 << 14,

    /// <summary>Read-only attributes in a value without a path are left out: Okta renames a group with its <c>id</c>.</summary>
    ReadOnlyKeys = 1 << 15,

    /// <summary><c>{"op":"remove","path":"members","value":[…]}</c> removes those listed: Entra, JumpCloud.</summary>
    RemoveByValue = 1 << 16,

    /// <summary><c>{"op":"add","path":"members[value eq \"2819c223\"]"}</c> adds what the filter describes: Google, Ping.</summary>
    AddByValuePath = 1 << 17,

    /// <summary>
    /// A value filter of <c>eq</c> joined by <c>and</c> that matches nothing creates the value: Entra replaces
    /// <c>emails[type eq "work"].value</c> whether there is one or not.
    /// </summary>
    CreateFromFilter = 1 << 18,

    /// <summary>A comparison behind a value path, which the grammar lacks: <c>emails[type eq "work"].value eq "x"</c>. Entra.</summary>
    ComparedValuePaths = 1 << 19,

    /// <summary>
    /// Other names in filters, <see cref="Schemas.ResourceTypeDefinition.Aliases"/>: <c>email eq "x"</c> when an administrator of
    /// Okta typed <c>email</c> as the unique field.
    /// </summary>
    Aliases = 1 << 20,

    /// <summary>A word without quotes as the value of a filter, <c>externalId eq jyoung</c>: Entra.</summary>
    UnquotedFilterValues = 1 << 21,

    /// <summary>
    /// A number without quotes compared with a string, <c>externalId eq 701984</c>: Entra. Elsewhere it is more likely a filter
    /// on the wrong attribute, so it stays an error.
    /// </summary>
    NumericFilterText = 1 << 22,

    /// <summary><c>"manager":{"managerId":"26"}</c>, the name of SCIM 1.1: OneLogin's templates.</summary>
    ManagerId = 1 << 23,

    /// <summary>A plus that is left as it is in a query, where a form-encoded one has a blank: a client of Okta's.</summary>
    RawPlus = 1 << 24,

    /// <summary>
    /// Members that the service doesn't know (yet): Okta gives a whole push up for one that is refused, so they are set aside and
    /// noted, and take effect if they ever come.
    /// </summary>
    UnknownMembers = 1 << 25,
}
