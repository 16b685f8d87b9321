using Xunit.v3;

namespace Scim.Modular.TestKit;

/// <summary>
/// The clauses that a test proves, by their ids in the register beside the architecture tests: <c>[Fact, Rfc("7644-3.5.2-11")]</c>.
/// The register is checked against these, and <c>docs/conformance.md</c> is written from both. As a trait it selects tests:
/// <c>-trait "Rfc=7644-3.5.2-11"</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RfcAttribute(params string[] clauses) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Clauses => clauses;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. clauses.Select(clause => KeyValuePair.Create("Rfc", clause))];
}
