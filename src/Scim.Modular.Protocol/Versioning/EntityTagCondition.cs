using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Versioning;

/// <summary>
/// The value of <c>If-Match</c> or <c>If-None-Match</c>, RFC 7232 §3.1 and §3.2: <c>*</c>, or entity tags. RFC 7644 §3.14
/// lets a service have weak tags and use them for writes, so both headers compare weakly (RFC 7232 §2.3.2): the mark
/// <c>W/</c> makes no difference.
/// </summary>
/// <example>
/// <code>
/// if (EntityTagCondition.Parse(headers.IfMatch, "If-Match") is { } condition &amp;&amp; !condition.Matches(version))
///     return 412;
/// </code>
/// </example>
public sealed class EntityTagCondition
{
    private readonly List<string> tags = [];
    private readonly string header;

    private EntityTagCondition(string header) => this.header = header;

    /// <summary>Whether the value is <c>*</c>: any version will do, as long as there is one.</summary>
    public bool IsAny { get; private set; }

    /// <summary>
    /// Reads the lines of a header; null when there is none. What is neither <c>*</c> nor a list of entity tags is 400.
    /// </summary>
    /// <param name="headerValues">The values of the header, one for each time it was sent.</param>
    /// <param name="header">The header's name, for the detail of an error.</param>
    /// <example><c>EntityTagCondition.Parse(["W/\"3\", \"4\""])!.Matches("W/\"4\"")</c></example>
    public static EntityTagCondition? Parse(IEnumerable<string?> headerValues, string header = "If-Match")
    {
        ArgumentNullException.ThrowIfNull(headerValues);
        var condition = new EntityTagCondition(header);
        var isThere = false;
        foreach (var value in headerValues.OfType<string>())
        {
            isThere = true;
            condition.Read(value);
        }

        if (isThere && condition.IsAny == condition.tags.Count > 0)
            throw condition.Refused(condition.IsAny ? "'*' stands alone" : "an entity tag is missing");
        return isThere ? condition : null;
    }

    /// <summary>Whether the condition names this version of a resource.</summary>
    /// <param name="version">The entity tag as in <c>meta.version</c>, e.g. <c>W/"3"</c>.</param>
    public bool Matches(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return IsAny || tags.Contains(Opaque(version), StringComparer.Ordinal);
    }

    // Commas may be part of a tag, so the list is read and not split. Empty elements count for nothing (RFC 7230 §7).
    private void Read(string value)
    {
        var rest = value.AsSpan().Trim(" \t");
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            if (rest.IsEmpty)
                return;

            if (rest[0] == '*')
            {
                if (IsAny)
                    throw Refused("'*' stands alone");
                IsAny = true;
                rest = rest[1..];
            }
            else
            {
                rest = ReadTag(rest);
            }

            rest = rest.TrimStart(" \t");
            if (!rest.IsEmpty && rest[0] != ',')
                throw Refused("a comma goes between entity tags");
        }
    }

    private ReadOnlySpan<char> ReadTag(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("W/", StringComparison.Ordinal))
            rest = rest[2..];
        var length = rest.IsEmpty || rest[0] != '"' ? -1 : rest[1..].IndexOf('"');
        if (length < 0 || rest.Slice(1, length).ContainsAnyInRange('\0', ' ') || rest.Slice(1, length).Contains('\u007F'))
            throw Refused("an entity tag is a text in double quotes, with W/ before it or not");
        tags.Add(rest[..(length + 2)].ToString());
        return rest[(length + 2)..];
    }

    private static string Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private ScimException Refused(string why) => new(400, null, $"{header}: {why}, as in W/\"3\".");
}
