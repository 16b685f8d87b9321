using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>Writes YAML that reads back as what it was: whatever could be taken for something else is in quotes.</summary>
internal static partial class YamlWriter
{
    private static readonly string[] OtherWords = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Write(JsonNode root)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings().WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject pairs:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, pairs.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, value) in pairs)
                {
                    emitter.Emit(new Scalar(name));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                var style = Harmless().IsMatch(text) && !OtherWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, node?.ToJsonString() ?? "null", ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    [GeneratedRegex(@"^\p{L}[\p{L}\p{Nd}_-]*(?: [\p{L}\p{Nd}_-]+)*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harmless();
}
