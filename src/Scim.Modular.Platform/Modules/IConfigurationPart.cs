using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation.Results;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Modules;

/// <summary>
/// A module's section of an organization's configuration as a file: a list of entries, each known by its key. No entry holds an id or a
/// secret, so that a file can be applied to another organization.
/// </summary>
public interface IConfigurationPart
{
    /// <summary>The section's name, such as <c>plans</c>.</summary>
    string Section { get; }

    /// <summary>When it is applied: entries name only entries of sections before theirs.</summary>
    int Order { get; }

    /// <summary>What an entry can say, in the order in which it is written.</summary>
    IReadOnlyList<ConfigurationField> Fields { get; }

    /// <summary>The key of an entry that says all that its key is made of.</summary>
    string KeyOf(JsonObject entry);

    /// <summary>Sets what follows from what was given, where that was left out.</summary>
    void Complete(JsonObject entry, JsonObject given)
    {
    }

    /// <summary>The entries that there are, each with all fields, in the order of their keys.</summary>
    Task<IReadOnlyList<JsonObject>> ExportAsync(CancellationToken ct);

    /// <summary>What is wrong with these changes. Nothing is changed yet.</summary>
    Task<IReadOnlyList<ConfigurationError>> CheckAsync(ConfigurationDraft draft, CancellationToken ct);

    /// <summary>Makes one change; a refusal when something has come in between. What it names may not have been heard of yet: not found.</summary>
    Task<Error?> ApplyAsync(ConfigurationChange change, CancellationToken ct);

    /// <summary>The order in which changes are made, when it matters.</summary>
    IEnumerable<ConfigurationChange> InOrder(IEnumerable<ConfigurationChange> changes) => changes;
}

/// <summary>What the value of a field is.</summary>
public enum ConfigurationKind
{
    /// <summary>Text, also one of a few words.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A mapping of numbers.</summary>
    Numbers,
}

/// <summary>Something that an entry can say.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="IsKey">It is part of the entry's key, and must be said always.</param>
/// <param name="IsRequired">A new entry must say it.</param>
/// <param name="IsNullable">It may be null.</param>
/// <param name="Default">What a new entry has that does not say it, as JSON; null: null.</param>
public sealed record ConfigurationField(
    string Name, ConfigurationKind Kind, bool IsKey = false, bool IsRequired = false, bool IsNullable = false, string? Default = null);

/// <summary>What becomes of an entry.</summary>
public enum ConfigurationAction
{
    /// <summary>It is as it should be.</summary>
    None,

    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>It says something else.</summary>
    Change,

    /// <summary>It should not be there.</summary>
    Delete,
}

/// <summary>One entry, as it is and as it is to be.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Key">Its key.</param>
/// <param name="Action">What becomes of it.</param>
/// <param name="Index">Its place in the file's section; null when the file does not name it.</param>
/// <param name="Before">As it is; null: not there.</param>
/// <param name="After">As it is to be; null: not there.</param>
public sealed record ConfigurationChange(
    string Section, string Key, ConfigurationAction Action, int? Index, JsonObject? Before, JsonObject? After);

/// <summary>What is to become of a section.</summary>
/// <param name="Changes">The entries that the file names, and those that go.</param>
/// <param name="Keys">The keys that there will be, by section.</param>
public sealed record ConfigurationDraft(
    IReadOnlyList<ConfigurationChange> Changes, IReadOnlyDictionary<string, IReadOnlySet<string>> Keys)
{
    /// <summary>Whether a section will have an entry of this key.</summary>
    public bool WillHave(string section, string key) => Keys.TryGetValue(section, out var keys) && keys.Contains(key);
}

/// <summary>Something that is wrong in a file.</summary>
/// <param name="Section">In which section.</param>
/// <param name="Index">In which of its entries; null: the section as a whole, or what is there and not named.</param>
/// <param name="Property">In which property of it; null: the entry as a whole.</param>
/// <param name="Message">What is wrong and what is needed.</param>
public sealed record ConfigurationError(string Section, int? Index, string? Property, string Message)
{
    /// <summary>An error of a change.</summary>
    public static ConfigurationError Of(ConfigurationChange change, string? property, string message) =>
        new(change.Section, change.Index, property, message);
}

/// <summary>Reads entries, and what validators say of the commands that they become.</summary>
public static class ConfigurationEntries
{
    /// <summary>The text of a field; null when it is null.</summary>
    public static string? Text(this JsonObject entry, string field) => entry[field]?.GetValue<string>();

    /// <summary>The number of a field; null when it is null.</summary>
    public static int? Number(this JsonObject entry, string field) => (int?)entry[field]?.Deserialize<long>();

    /// <summary>Whether a field is true.</summary>
    public static bool Flag(this JsonObject entry, string field) => entry[field]?.GetValue<bool>() == true;

    /// <summary>What is wrong with the command of a change; <paramref name="nameOf"/> says what a property is called in the file.</summary>
    public static IEnumerable<ConfigurationError> Of(
        this ValidationResult result, ConfigurationChange change, Func<string, string>? nameOf = null) =>
        result.Errors.Select(failure => ConfigurationError.Of(
            change, nameOf?.Invoke(failure.PropertyName) ?? JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), failure.ErrorMessage));
}
