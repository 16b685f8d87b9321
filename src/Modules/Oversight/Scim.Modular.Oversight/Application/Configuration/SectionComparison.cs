using System.Text.Json.Nodes;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Oversight.Application.Configuration;

/// <summary>Compares one section of a file with the entries that there are.</summary>
internal sealed class SectionComparison(IConfigurationPart part, IReadOnlyList<JsonObject> current)
{
    private readonly ILookup<string, JsonObject> _current = current.ToLookup(part.KeyOf, StringComparer.Ordinal);

    public List<ConfigurationError> Errors { get; } = [];

    /// <summary>The keys that there will be.</summary>
    public HashSet<string> Keys { get; } = [.. current.Select(part.KeyOf)];

    public List<ConfigurationChange> Compare(JsonArray? desired, bool prune)
    {
        if (desired is null)
            return [];
        var changes = new List<ConfigurationChange>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < desired.Count; index++)
        {
            if (!HasForm(desired[index], index, out var given))
                continue;
            var key = part.KeyOf(given);
            if (!named.Add(key))
                Refuse(index, null, $"{key}: it is in the section twice.");
            else if (_current[key].Take(2).Count() > 1)
                Refuse(index, null, $"{key}: there are several of this name. Give them different names first.");
            else if (ChangeOf(key, index, given) is { } change)
                changes.Add(change);
        }

        if (prune)
        {
            foreach (var gone in current.Where(entry => !named.Contains(part.KeyOf(entry))))
                changes.Add(new(part.Section, part.KeyOf(gone), ConfigurationAction.Delete, null, gone, null));
            Keys.IntersectWith(named);
        }

        Keys.UnionWith(named);
        return changes;
    }

    private ConfigurationChange? ChangeOf(string key, int index, JsonObject given)
    {
        var before = _current[key].SingleOrDefault();
        if (before is null && part.Fields.FirstOrDefault(field => field.IsRequired && !given.ContainsKey(field.Name)) is { } missing)
        {
            Refuse(index, null, $"{missing.Name}: a new entry needs it.");
            return null;
        }

        var after = new JsonObject();
        foreach (var field in part.Fields)
        {
            var value = given.ContainsKey(field.Name) && !(field.IsKey && before is not null) ? given[field.Name]
                : before is not null ? before[field.Name]
                : field.Default is null ? null : JsonNode.Parse(field.Default);
            after[field.Name] = value?.DeepClone();
        }

        part.Complete(after, given);
        var action = before is null ? ConfigurationAction.Create
            : JsonNode.DeepEquals(before, after) ? ConfigurationAction.None : ConfigurationAction.Change;
        return new(part.Section, key, action, index, before, after);
    }

    private bool HasForm(JsonNode? entry, int index, out JsonObject given)
    {
        given = entry as JsonObject ?? [];
        if (entry is not JsonObject)
        {
            Refuse(index, null, "A mapping is needed.");
            return false;
        }

        var errors = Errors.Count;
        foreach (var (name, value) in given)
        {
            if (part.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
                Refuse(index, name, $"{name}: it is not known here; there are {string.Join(", ", part.Fields.Select(one => one.Name))}.");
            else if (!Fits(field, value))
                Refuse(index, name, $"{name}: {WordOf(field)} is needed.");
        }

        foreach (var field in part.Fields.Where(field => field.IsKey && !entry.AsObject().ContainsKey(field.Name)))
            Refuse(index, null, $"{field.Name}: it is needed.");
        return Errors.Count == errors;
    }

    private static bool Fits(ConfigurationField field, JsonNode? value) => value is null ? field.IsNullable : field.Kind switch
    {
        ConfigurationKind.Text => value is JsonValue text && text.TryGetValue<string>(out _),
        ConfigurationKind.Number => IsNumber(value),
        ConfigurationKind.Flag => value is JsonValue flag && flag.TryGetValue<bool>(out _),
        _ => value is JsonObject numbers && numbers.All(pair => pair.Value is null || IsNumber(pair.Value)),
    };

    private static bool IsNumber(JsonNode? value) =>
        value is JsonValue given && given.TryGetValue<long>(out var number) && number is >= int.MinValue and <= int.MaxValue;

    private static string WordOf(ConfigurationField field) => field.Kind switch
    {
        ConfigurationKind.Text => "text (in quotes, if it looks like a number or like true, false or null)",
        ConfigurationKind.Number => "a whole number",
        ConfigurationKind.Flag => "true or false",
        _ => "a mapping of whole numbers",
    } + (field.IsNullable ? ", or null," : "");

    private void Refuse(int index, string? property, string message) => Errors.Add(new(part.Section, index, property, message));
}
