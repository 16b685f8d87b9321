using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests;

/// <summary>One rule of the design, in a form that a machine can read. It must find its own violations in the Broken module.</summary>
public abstract class ArchitectureRule(string name, string sentence, params string[] mustCatch)
{
    public string Name { get; } = name;

    /// <summary>What holds, as one would say it.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>What it must find in Broken: one text for each way of breaking it, contained in what it prints.</summary>
    public IReadOnlyList<string> MustCatch { get; } = mustCatch;

    /// <summary>Each break as <c>using type → used type</c>. To have looked at nothing is a break, too.</summary>
    internal IEnumerable<string> Breaks(Solution solution)
    {
        var found = new Inspection();
        Inspect(solution, found);
        if (found.Looked == 0)
            found.Break(Name, "looked at nothing");
        return found.Breaks.Order(StringComparer.Ordinal);
    }

    private protected abstract void Inspect(Solution solution, Inspection found);

    public override string ToString() => Name;
}

/// <summary>What one rule looked at, and what it found.</summary>
internal sealed class Inspection
{
    private readonly SortedSet<string> _breaks = new(StringComparer.Ordinal);

    public int Looked { get; private set; }

    public IReadOnlyCollection<string> Breaks => _breaks;

    public void Look(int many = 1) => Looked += many;

    public void Break(string user, string used) => _breaks.Add($"{user} → {used}");

    /// <summary>
    /// Lets pass what a list approves with a reason. The list is checked as well: an entry that applies to nothing any more, or says no
    /// reason, is a break.
    /// </summary>
    public void BreakUnlessApproved(Solution solution, string list, IEnumerable<(string User, string Used)> uses)
    {
        var approved = Approvals.Read(solution, list);
        var all = uses.Select(use => $"{use.User} → {use.Used}").ToHashSet(StringComparer.Ordinal);
        _breaks.UnionWith(all.Where(use => !approved.ContainsKey(use)));
        foreach (var (entry, reason) in approved)
        {
            if (!all.Contains(entry))
                Break(list, $"approves what is no longer there: {entry}");
            else if (reason.Length == 0)
                Break(list, $"gives no reason: {entry}");
        }
    }
}
