namespace Scim.Modular.IntegrationTests.Model;

/// <summary>
/// One thing that somebody does, of people and groups by their numbers: what can't be done just then is left out, so any part of a history
/// is a history.
/// </summary>
internal abstract record Step
{
    /// <summary>Whether it means anything now.</summary>
    public virtual bool Applies(Facts facts) => true;

    /// <summary>What happened before must have taken effect, because the answer depends on it.</summary>
    public virtual bool AtRest(Facts facts) => false;

    /// <summary>It must have taken effect before anything else happens, because that is left to chance otherwise.</summary>
    public virtual bool RestsAfter(Facts facts) => false;

    /// <summary>Does it, to the system and to the facts.</summary>
    public abstract Task DoAsync(World world);
}

internal static class History
{
    public static string Text(IEnumerable<Step> steps) => string.Join('\n', steps.Select(step => "  " + step));

    /// <summary>The smallest part of a failing history that still fails: first without large pieces, then without each step.</summary>
    public static async Task<(IReadOnlyList<Step> Steps, string Failure)> SmallestAsync(
        IReadOnlyList<Step> failing, string failure, Func<IReadOnlyList<Step>, Task<string?>> run)
    {
        for (var piece = Math.Max(1, failing.Count / 2); piece >= 1; piece = piece == 1 ? 0 : (piece + 1) / 2)
        {
            for (var from = failing.Count - piece; from >= 0; from -= piece)
            {
                Step[] rest = [.. failing.Take(from), .. failing.Skip(from + piece)];
                if (await run(rest) is { } still)
                    (failing, failure) = (rest, still);
                from = Math.Min(from, failing.Count);
            }
        }

        return (failing, failure);
    }
}
