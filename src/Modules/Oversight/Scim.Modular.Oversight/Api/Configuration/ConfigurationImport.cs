using Scim.Modular.Oversight.Application.Configuration;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>
/// Makes the changes of a plan, each by the command that an administrator would have sent. A crash in between leaves a part of them: the
/// same file, planned and applied again, makes the others.
/// </summary>
internal sealed class ConfigurationImport(ConfigurationPlanner planner)
{
    // The module that an entry belongs to may hear a little later of what was made in another one.
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes them, and tells of each; the first refusal ends it.</summary>
    public async Task<ConfigurationRefusal?> ApplyAsync(ConfigurationPlan plan, IProgress<int>? passed, CancellationToken ct)
    {
        var made = 0;
        foreach (var (part, change) in InOrder(plan))
        {
            if (await ApplyAsync(part, change, ct) is { } refusal)
                return new(change, refusal, made);
            made++;
            passed?.Report(1);
        }

        return null;
    }

    // What others name is made before them, and goes after them.
    private IEnumerable<(IConfigurationPart Part, ConfigurationChange Change)> InOrder(ConfigurationPlan plan)
    {
        foreach (var part in planner.Parts)
        {
            foreach (var change in part.InOrder(Of(part, ConfigurationAction.Create, ConfigurationAction.Change)))
                yield return (part, change);
        }

        foreach (var part in planner.Parts.Reverse())
        {
            foreach (var change in Of(part, ConfigurationAction.Delete, ConfigurationAction.Delete))
                yield return (part, change);
        }

        IEnumerable<ConfigurationChange> Of(IConfigurationPart part, ConfigurationAction one, ConfigurationAction other) =>
            plan.Changes.Where(change => change.Section == part.Section && (change.Action == one || change.Action == other));
    }

    private static async Task<Error?> ApplyAsync(IConfigurationPart part, ConfigurationChange change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var refusal = await part.ApplyAsync(change, ct);
            if (refusal is not { Kind: ErrorKind.NotFound } || attempt == Tries)
                return refusal;
            await Task.Delay(Pause, ct);
        }
    }
}

/// <summary>A change that could not be made, and how many were made before it.</summary>
internal sealed record ConfigurationRefusal(ConfigurationChange Change, Error Error, int Made);
