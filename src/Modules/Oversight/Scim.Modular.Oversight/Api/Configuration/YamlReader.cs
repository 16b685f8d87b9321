using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>
/// Reads YAML that anybody may have written: one document, no anchors, aliases or tags, no key twice, of a bounded depth. Plain words
/// mean what YAML 1.2 says: only <c>true</c> and <c>false</c> are flags, so that <c>no</c> is a word.
/// </summary>
internal sealed partial class YamlReader
{
    public const int LargestFile = 1024 * 1024;

    private const int DeepestNesting = 10;

    private readonly Parser _parser;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private YamlReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The document, and on which line each of its paths stands, such as <c>mappings[2].role</c>.</summary>
    public static YamlFile Read(string text)
    {
        var reader = new YamlReader(text);
        try
        {
            return new(reader.ReadStream(), reader._lines, null);
        }
        catch (YamlException wrong)
        {
            return new(null, reader._lines, new((int)wrong.Start.Line, wrong is Refusal ? wrong.Message : $"This can't be read as YAML: {wrong.Message}"));
        }
    }

    private JsonNode? ReadStream()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            throw new Refusal(second, "A file is one document.");
        return root;
    }

    private JsonNode? ReadNode(string path, int depth)
    {
        if (_parser.Accept<AnchorAlias>(out var alias))
            throw new Refusal(alias, "Aliases (*name) are not allowed.");
        var node = _parser.Accept<NodeEvent>(out var found) ? found : throw new Refusal(_parser.Current!, "A value is needed.");
        if (!node.Anchor.IsEmpty)
            throw new Refusal(node, "Anchors (&name) are not allowed.");
        if (!node.Tag.IsEmpty)
            throw new Refusal(node, "Tags (!name) are not allowed.");
        if (depth > DeepestNesting)
            throw new Refusal(node, $"It is nested more than {DeepestNesting} deep.");
        _lines.TryAdd(path, (int)node.Start.Line);
        return node switch
        {
            Scalar => ReadScalar(_parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(path, depth),
            _ => ReadMapping(path, depth),
        };
    }

    private JsonArray ReadSequence(string path, int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), depth + 1));
        return items;
    }

    private JsonObject ReadMapping(string path, int depth)
    {
        _parser.Consume<MappingStart>();
        var pairs = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.Accept<Scalar>(out var key) || !key.Anchor.IsEmpty || !key.Tag.IsEmpty)
                throw new Refusal(_parser.Current!, "The name of a property is needed: a plain word.");
            _parser.Consume<Scalar>();
            if (pairs.ContainsKey(key.Value))
                throw new Refusal(key, $"{key.Value}: it is here twice.");
            var place = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            _lines.TryAdd(place, (int)key.Start.Line);
            pairs[key.Value] = ReadNode(place, depth + 1);
        }

        return pairs;
    }

    private static JsonValue? ReadScalar(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(scalar.Value);
        if (scalar.Value is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (scalar.Value is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (scalar.Value is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        return Number().IsMatch(scalar.Value) && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(scalar.Value);
    }

    [GeneratedRegex("^[-+]?[0-9]{1,18}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    private sealed class Refusal(ParsingEvent at, string message) : YamlException(at.Start, at.End, message);
}

/// <summary>A file as it was read.</summary>
/// <param name="Root">What it says.</param>
/// <param name="Lines">Where it says it.</param>
/// <param name="Wrong">Why it can't be read.</param>
internal sealed record YamlFile(JsonNode? Root, IReadOnlyDictionary<string, int> Lines, YamlError? Wrong);

/// <summary>What is wrong with the form of a file.</summary>
internal sealed record YamlError(int Line, string Message);
