using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Oversight.Application.Configuration;

/// <summary>Compares a file with what is there: what would be made, changed and deleted, or what is wrong with it.</summary>
internal sealed class ConfigurationPlanner(IEnumerable<IConfigurationPart> parts)
{
    public const int FileVersion = 1;
    public const string VersionName = "version";

    private static readonly ConfigurationPlan Nothing = new([], [], "");

    public IReadOnlyList<IConfigurationPart> Parts { get; } = [.. parts.OrderBy(part => part.Order)];

    /// <summary>The configuration as a file says it.</summary>
    public async Task<JsonObject> ExportAsync(CancellationToken ct)
    {
        var file = new JsonObject { [VersionName] = FileVersion };
        foreach (var part in Parts)
            file[part.Section] = new JsonArray([.. await part.ExportAsync(ct)]);
        return file;
    }

    /// <summary>Plans. With <paramref name="prune"/>, what a section of the file does not name is deleted; otherwise it stays.</summary>
    public async Task<ConfigurationPlan> PlanAsync(JsonNode? file, bool prune, CancellationToken ct)
    {
        var errors = CheckForm(file);
        if (errors.Count > 0)
            return Nothing with { Errors = errors };

        var current = await ExportAsync(ct);
        var drafts = new List<(IConfigurationPart Part, List<ConfigurationChange> Changes)>();
        var keys = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var part in Parts)
        {
            var comparison = new SectionComparison(part, [.. current[part.Section]!.AsArray().OfType<JsonObject>()]);
            var changes = comparison.Compare(file![part.Section] as JsonArray, prune);
            errors.AddRange(comparison.Errors);
            drafts.Add((part, changes));
            keys[part.Section] = comparison.Keys;
        }

        if (errors.Count == 0)
        {
            foreach (var (part, changes) in drafts)
                errors.AddRange(await part.CheckAsync(new ConfigurationDraft(changes, keys), ct));
        }

        return new([.. drafts.SelectMany(draft => draft.Changes)], errors, HashOf(current, file!, prune));
    }

    private List<ConfigurationError> CheckForm(JsonNode? file)
    {
        if (file is not JsonObject given)
            return [new("", null, null, "A mapping is needed, with version: 1 and the sections.")];
        List<ConfigurationError> errors = [];
        if (given[VersionName] is not JsonValue version || !version.TryGetValue<long>(out var number) || number != FileVersion)
            errors.Add(new(VersionName, null, null, $"{VersionName}: {FileVersion} is needed."));
        foreach (var (name, section) in given.Where(pair => pair.Key != VersionName))
        {
            if (Parts.All(part => part.Section != name))
                errors.Add(new(name, null, null, $"{name}: it is not known; there are {string.Join(", ", Parts.Select(part => part.Section))}."));
            else if (section is not JsonArray)
                errors.Add(new(name, null, null, $"{name}: a list is needed."));
        }

        return errors;
    }

    // What was looked at is what is applied: this file, to this state.
    private static string HashOf(JsonObject current, JsonNode file, bool prune)
    {
        var text = $"{current.ToJsonString()}\n{file.ToJsonString()}\n{prune}";
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What a file would do.</summary>
/// <param name="Changes">By entry, in the order of sections.</param>
/// <param name="Errors">What is wrong: then nothing of it can be applied.</param>
/// <param name="Hash">Of the file and of what is there: it is applied with this hash, and only as long as it stays the same.</param>
internal sealed record ConfigurationPlan(
    IReadOnlyList<ConfigurationChange> Changes, IReadOnlyList<ConfigurationError> Errors, string Hash);
