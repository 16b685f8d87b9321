using System.Globalization;
using System.Text;

namespace Scim.Modular.ArchitectureTests.Conformance;

/// <summary>The registers joined with the tests that name their clauses.</summary>
internal sealed class ConformanceReport(IReadOnlyList<Register> registers, IReadOnlyList<Proof> proofs)
{
    private const string Introduction = """
        # Conformance

        Every sentence of RFC 7643, RFC 7644 and RFC 9865 with a word of obligation (MUST, SHALL, REQUIRED, SHOULD, RECOMMENDED and
        their opposites), what it asks for in our words, and the tests that prove it, or the reason why it is left out. An id is
        the RFC, the section, and the place of the word in that section. Tests of `ConformanceTests` run against the running
        service, on each database.

        This page is written by `RegisterTests` from the registers beside them and the `[Rfc]` attributes of all tests; it
        fails when a clause that obliges a service provider has neither a test nor a reason. `APPROVE=1` writes it again.

        """;

    private readonly Dictionary<string, Clause> _clauses = registers.SelectMany(register => register.Clauses)
        .ToDictionary(clause => clause.Id, StringComparer.Ordinal);

    private readonly ILookup<string, Proof> _proofs = proofs.ToLookup(proof => proof.Clause, StringComparer.Ordinal);

    /// <summary>Clauses without what they need, and tests that name what they should not.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var clause in _clauses.Values)
        {
            if (clause is { IsObligation: true, BindsProvider: true, LeftOut: null } && !_proofs.Contains(clause.Id))
                yield return $"{clause.Id} ({clause.Level}) has neither a test nor a reason to be left out: {clause.Text}";
            if (clause.LeftOut is not null && _proofs.Contains(clause.Id))
                yield return $"{clause.Id} is left out, and {_proofs[clause.Id].First()} proves it";
            if (clause.SameAs is { } same && _proofs.Contains(clause.Id))
                yield return $"{clause.Id} repeats {same}: {_proofs[clause.Id].First()} must name that one";
        }

        foreach (var unknown in _proofs.Where(group => !_clauses.ContainsKey(group.Key)))
            yield return $"{unknown.First()} names {unknown.Key}, which is no clause";
    }

    public string Write()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append("| | obliged: proven | left out | advised: proven | left out | neither | only clients | only editors |\n");
        page.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var register in registers)
            Summarize(page, "RFC " + register.Rfc, register.Clauses);
        Summarize(page, "together", _clauses.Values);
        foreach (var register in registers)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## RFC {register.Rfc}: {register.Title}\n");
            foreach (var section in register.Sections)
                Write(page, section);
        }

        return page.ToString();
    }

    private void Summarize(StringBuilder page, string name, IEnumerable<Clause> clauses)
    {
        var all = clauses.Where(clause => clause.SameAs is null).ToList();
        var obliged = all.Where(clause => clause is { BindsProvider: true, IsObligation: true }).ToList();
        var advised = all.Where(clause => clause is { BindsProvider: true, IsObligation: false }).ToList();
        int[] counts =
        [
            obliged.Count(clause => _proofs.Contains(clause.Id)),
            obliged.Count(clause => clause.LeftOut is not null),
            advised.Count(clause => _proofs.Contains(clause.Id)),
            advised.Count(clause => clause.LeftOut is not null),
            advised.Count(clause => clause.LeftOut is null && !_proofs.Contains(clause.Id)),
            all.Count(clause => clause.Binds == Binds.Client),
            all.Count(clause => clause.Binds == Binds.Editor),
        ];
        page.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", counts)} |\n");
    }

    private void Write(StringBuilder page, Section section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### §{section.Id} {section.Title}\n\n");
        page.Append("| clause | level | binds | what | proof |\n|---|---|---|---|---|\n");
        foreach (var clause in section.Clauses)
        {
            var binds = (clause.Binds ?? _clauses.GetValueOrDefault(clause.SameAs ?? "")?.Binds)?.ToString().ToLowerInvariant();
            page.Append(CultureInfo.InvariantCulture, $"| {clause.Id} | {clause.Level} | {binds} | {Cell(clause.Text)} | {Cell(ProofOf(clause))} |\n");
        }
    }

    private string ProofOf(Clause clause) => clause switch
    {
        { SameAs: { } same } => $"as {same}",
        { LeftOut: { } reason } => $"left out: {reason}",
        _ => string.Join("<br>", _proofs[clause.Id].Select(proof => proof.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
