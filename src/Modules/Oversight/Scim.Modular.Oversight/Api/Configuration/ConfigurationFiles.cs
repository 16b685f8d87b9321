using System.Globalization;
using System.Text;
using Scim.Modular.Oversight.Application.Configuration;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>Plans and applies files. What is wrong is said with the line of the file.</summary>
internal sealed class ConfigurationFiles(ConfigurationPlanner planner, ConfigurationImport import, ConfigurationTurn turn)
{
    private static readonly Error HashNeeded = new(
        ErrorKind.Invalid, "hash_needed", "hash: that of the plan is needed. Plan the file first, and look at what it would do.");

    private static readonly Error Changed = new(
        ErrorKind.Stale, "configuration_changed", "The file, prune or the configuration is not what was planned. Plan it again.");

    private static readonly Error Busy = new(
        ErrorKind.Conflict, "configuration_busy", "Another file is being applied to this organization. Plan again when it is done.");

    /// <summary>Reads a file that is text already.</summary>
    public static YamlFile Read(string text) => Encoding.UTF8.GetByteCount(text) <= YamlReader.LargestFile
        ? YamlReader.Read(text)
        : new(null, new Dictionary<string, int>(StringComparer.Ordinal), new(1, $"The file is larger than {YamlReader.LargestFile} bytes."));

    /// <summary>What a file would do.</summary>
    public async Task<FileOutcome> PlanAsync(YamlFile file, bool prune, CancellationToken ct)
    {
        if (file.Wrong is { } unreadable)
            return new FileOutcome(null, [new(unreadable.Line, "", unreadable.Message)]);
        var plan = await planner.PlanAsync(file.Root, prune, ct);
        return new FileOutcome(
            plan,
            [.. plan.Errors.Select(error => new FileError(LineOf(file, error), PathOf(error), error.Message)).OrderBy(error => error.Line)]);
    }

    /// <summary>What applying a file that was planned would come to.</summary>
    public async Task<FileOutcome> CheckAsync(YamlFile file, bool prune, string? hash, CancellationToken ct)
    {
        var planned = await PlanAsync(file, prune, ct);
        if (planned.Errors.Count > 0)
            return planned;
        return string.IsNullOrEmpty(hash) ? planned with { Refusal = HashNeeded }
            : hash != planned.Plan!.Hash ? planned with { Refusal = Changed }
            : planned;
    }

    /// <summary>Applies a file that was planned, and tells of each change that is made.</summary>
    public async Task<FileOutcome> ApplyAsync(YamlFile file, bool prune, string? hash, IProgress<int>? passed, CancellationToken ct)
    {
        var planned = await CheckAsync(file, prune, hash, ct);
        if (planned.IsRefused)
            return planned;
        if (!await turn.TakeAsync(ct))
            return planned with { Refusal = Busy };
        try
        {
            // Before the turn was ours, somebody may have had it.
            planned = await CheckAsync(file, prune, hash, ct);
            return planned.IsRefused || await import.ApplyAsync(planned.Plan!, passed, ct) is not { } refusal ? planned : Refused(planned, file, refusal);
        }
        finally
        {
            await turn.GiveBackAsync();
        }
    }

    private static FileOutcome Refused(FileOutcome planned, YamlFile file, ConfigurationRefusal refusal)
    {
        var change = refusal.Change;
        var line = LineOf(file, new(change.Section, change.Index, null, ""));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Line {line}, {change.Section} '{change.Key}': {refusal.Error.Message} {refusal.Made} changes were made before it. Mend it, plan and apply again.");
        return planned with { Refusal = refusal.Error with { Message = text }, Made = refusal.Made };
    }

    private static string PathOf(ConfigurationError error) =>
        error.Section + (error.Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : "") + (error.Property is { } property ? "." + property : "");

    // The line of the property, or else of the entry, or else of the section.
    private static int LineOf(YamlFile file, ConfigurationError error)
    {
        foreach (var path in new[] { PathOf(error), PathOf(error with { Property = null }), PathOf(error with { Property = null, Index = null }) })
        {
            if (file.Lines.TryGetValue(path, out var line))
                return line;
        }

        return 1;
    }
}

/// <summary>What planning or applying a file came to.</summary>
/// <param name="Plan">What it does; null when it can't be read.</param>
/// <param name="Errors">What is wrong with it.</param>
/// <param name="Refusal">Why it was not applied, or not to its end.</param>
/// <param name="Made">How many changes were made before one was refused.</param>
internal sealed record FileOutcome(ConfigurationPlan? Plan, IReadOnlyList<FileError> Errors, Error? Refusal = null, int? Made = null)
{
    public bool IsRefused => Errors.Count > 0 || Refusal is not null;
}

/// <summary>Something that is wrong in a file, and where.</summary>
internal sealed record FileError(int Line, string Path, string Message);
