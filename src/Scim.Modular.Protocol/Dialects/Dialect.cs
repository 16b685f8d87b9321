namespace Scim.Modular.Protocol.Dialects;

/// <summary>
/// How a client speaks SCIM: a name and its <see cref="Habits"/>. Every lenient dialect reads every habit that can mean only one
/// thing – it does no harm to read Entra's <c>"False"</c> from Okta; a habit that may mean something else belongs to the client
/// that has it. A dialect is a directory's setting, never a guess from a header.
/// </summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Habits">What is read beyond the narrowest reading.</param>
/// <example><c>PatchRequest.Parse(body, dialect: Dialect.Of("entra", "lenient"))</c></example>
public sealed record Dialect(string Name, Habits Habits)
{
    private const Habits Rfc = Habits.PathlessPatch | Habits.ElementPaths | Habits.ManyMatches | Habits.RepeatedPaths
        | Habits.AnyType | Habits.PartialReplace;

    private const Habits Unambiguous = Rfc | Habits.UnknownAttributes | Habits.SchemaVersions | Habits.CapitalizedOperations
        | Habits.StringBooleans | Habits.NumbersAsText | Habits.EmptyAsUnset | Habits.SingleValueForMany | Habits.BareComplexValues
        | Habits.QualifiedKeys | Habits.ReadOnlyKeys | Habits.RemoveByValue | Habits.AddByValuePath | Habits.CreateFromFilter
        | Habits.ComparedValuePaths | Habits.Aliases | Habits.RawPlus | Habits.UnknownMembers;

    /// <summary>For a client that nothing is known of, and wherever no dialect is given.</summary>
    public static Dialect Generic { get; } = new("generic", Unambiguous | Habits.UnquotedFilterValues);

    /// <summary>Okta, custom apps and catalogue apps alike.</summary>
    public static Dialect Okta { get; } = new("okta", Unambiguous);

    /// <summary>Microsoft Entra ID, with and without <c>aadOptscim062020</c>.</summary>
    public static Dialect Entra { get; } = new("entra", Unambiguous | Habits.UnquotedFilterValues | Habits.NumericFilterText);

    /// <summary>OneLogin, whose administrators write the bodies.</summary>
    public static Dialect OneLogin { get; } = new("onelogin", Unambiguous | Habits.ManagerId);

    /// <summary>JumpCloud.</summary>
    public static Dialect JumpCloud { get; } = new("jumpcloud", Unambiguous);

    /// <summary>RFC 7643 and RFC 7644, and nothing else.</summary>
    public static Dialect Strict { get; } = new("strict", Rfc);

    /// <summary>The SCIM 2.0 interoperability profile (draft-zollner-scim-interop-profile), narrower than the RFC.</summary>
    public static Dialect Interop { get; } = new("interop", Habits.None);

    /// <summary>
    /// The dialect of a directory: <c>okta</c>, <c>entra</c>, <c>onelogin</c>, <c>jumpcloud</c> or <c>generic</c> with the profile
    /// <c>lenient</c>; the profiles <c>interop</c> and <c>strict</c> hold whatever the provider. An unknown provider is generic.
    /// </summary>
    /// <exception cref="ArgumentException">The profile is none of the three.</exception>
    /// <example><c>Dialect.Of("okta", "strict") == Dialect.Strict</c></example>
    public static Dialect Of(string provider, string profile) => (profile, provider) switch
    {
        ("strict", _) => Strict,
        ("interop", _) => Interop,
        ("lenient", "okta") => Okta,
        ("lenient", "entra") => Entra,
        ("lenient", "onelogin") => OneLogin,
        ("lenient", "jumpcloud") => JumpCloud,
        ("lenient", _) => Generic,
        _ => throw new ArgumentException($"'{profile}' is not a profile: lenient, interop or strict.", nameof(profile)),
    };

    /// <summary>Whether all of these habits are read.</summary>
    public bool Has(Habits habits) => (Habits & habits) == habits;

    // What was stored was read by a dialect before, perhaps by another; it is not judged again. An empty string is there on purpose.
    internal static Dialect Stored { get; } = new("stored", Unambiguous & ~Habits.EmptyAsUnset);
}
