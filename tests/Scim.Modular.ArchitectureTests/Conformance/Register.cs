using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Conformance;

/// <summary>The clauses of one RFC, as its file beside this one lists them.</summary>
internal sealed record Register(string Rfc, string Title, IReadOnlyList<Section> Sections)
{
    private static readonly string[] Levels =
        ["MUST", "MUST NOT", "SHALL", "SHALL NOT", "REQUIRED", "SHOULD", "SHOULD NOT", "RECOMMENDED", "NOT RECOMMENDED"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public IEnumerable<Clause> Clauses => Sections.SelectMany(section => section.Clauses);

    public static IReadOnlyList<Register> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Solution.Root, "tests/Scim.Modular.ArchitectureTests/Conformance"), "rfc*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Register>(File.ReadAllText(file), Json)!),
    ];

    /// <summary>What is wrong with the file by itself: a gap in the numbers, a count that does not fit, a reference to nothing.</summary>
    public IEnumerable<string> Faults()
    {
        var byId = Clauses.ToLookup(clause => clause.Id, StringComparer.Ordinal);
        foreach (var section in Sections)
        {
            var next = 1;
            foreach (var clause in section.Clauses)
            {
                var expected = string.Create(CultureInfo.InvariantCulture, $"{Rfc}-{section.Id}-{next}");
                if (clause.Id != expected)
                    yield return $"{clause.Id} stands where {expected} belongs";
                next += clause.Keywords;
            }

            if (next - 1 != section.Keywords)
                yield return $"{Rfc}-{section.Id} has {section.Keywords} words of obligation; {next - 1} are in the register";
        }

        foreach (var clause in Clauses)
        {
            if (!Levels.Contains(clause.Level, StringComparer.Ordinal))
                yield return $"{clause.Id}: {clause.Level} is no level";
            if (clause.Text.Length == 0)
                yield return $"{clause.Id} says nothing";
            if (clause.Binds is null == clause.SameAs is null)
                yield return $"{clause.Id} must either bind somebody or repeat another clause";
            if (clause.SameAs is { } same && !byId[same].Any(original => original.SameAs is null))
                yield return $"{clause.Id} repeats {same}, which is no clause with words of its own";
        }
    }
}
