using System.Xml;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Saml;

/// <summary>
/// Reads XML from strangers. What a signature does not cover, or two readers could take differently, is not there: no DTD, no comments or
/// processing instructions, no CDATA, no deep nesting, and no id twice.
/// </summary>
internal static class SamlXml
{
    private const int LongestBase64 = 256 * 1024;
    private const int Deepest = 32;
    private const int MostNodes = 20_000;

    /// <summary>The document of a form field; null when it is not acceptable.</summary>
    public static XmlDocument? Read(string? base64)
    {
        if (base64 is not { Length: > 0 and <= LongestBase64 })
            return null;
        try
        {
            var bytes = Convert.FromBase64String(base64);
            return IsPlain(bytes) ? Load(bytes) : null;
        }
        catch (Exception garbled) when (garbled is FormatException or XmlException)
        {
            return null;
        }
    }

    /// <summary>The child elements with this name.</summary>
    public static IReadOnlyList<XmlElement> Children(XmlElement parent, string name, string space) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name && child.NamespaceURI == space)];

    /// <summary>The only child element with this name; null when there is none, or another.</summary>
    public static XmlElement? Child(XmlElement? parent, string name, string space) =>
        parent is not null && Children(parent, name, space) is [var only] ? only : null;

    /// <summary>The text of an element that holds nothing else.</summary>
    public static string? Text(XmlElement? element) =>
        element is not null && element.ChildNodes.OfType<XmlNode>().All(child => child is XmlText or XmlWhitespace or XmlSignificantWhitespace)
            ? element.InnerText
            : null;

    /// <summary>An attribute without a namespace; null when it is not there.</summary>
    public static string? Attribute(XmlElement element, string name) => element.GetAttributeNode(name, "")?.Value;

    // The tree is walked by recursion, here and in the framework: how deep it is must be known before it is built.
    private static bool IsPlain(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings());
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var nodes = 0; reader.Read(); nodes++)
        {
            if (nodes > MostNodes || reader.Depth > Deepest
                || reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA or XmlNodeType.DocumentType
                    or XmlNodeType.EntityReference)
            {
                return false;
            }

            while (reader.NodeType is XmlNodeType.Element or XmlNodeType.Attribute && reader.MoveToNextAttribute())
            {
                if (reader.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) && !ids.Add(reader.Value))
                    return false;
            }
        }

        return true;
    }

    private static XmlDocument Load(byte[] bytes)
    {
        // White space is part of what was signed.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings());
        document.Load(reader);
        return document;
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestBase64,
        MaxCharactersFromEntities = 0,
        CloseInput = true,
    };
}
