using Mono.Cecil;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Conformance;

/// <summary>A test and a clause that it names.</summary>
internal sealed record Proof(string Clause, string Project, string Test)
{
    public override string ToString() => $"{Project}: {Test}";
}

/// <summary>Reads which clauses the tests name, from the built assemblies of all test projects.</summary>
internal static class Proofs
{
    private const string RfcAttribute = "Scim.Modular.TestKit.RfcAttribute";

    public static IReadOnlyList<Proof> ReadAll() =>
        [.. Directory.EnumerateDirectories(Path.Combine(Solution.Root, "tests"), "*Tests").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>What names a clause and is no test that runs.</summary>
    public static IEnumerable<string> Faults(ModuleDefinition assembly) =>
        from method in Marked(assembly)
        let test = method.CustomAttributes.FirstOrDefault(IsTest)
        where test is null || test.Properties.Any(property => property.Name is "Skip" or "Explicit")
        select $"{method.Shown()} names a clause and is {(test is null ? "no test" : "skipped")}";

    public static IEnumerable<Proof> Of(ModuleDefinition assembly) =>
        from method in Marked(assembly)
        from attribute in method.CustomAttributes
        where attribute.AttributeType.FullName == RfcAttribute
        from clause in (CustomAttributeArgument[])attribute.ConstructorArguments[0].Value
        select new Proof((string)clause.Value, assembly.Assembly.Name.Name.Split('.', 3)[^1], $"{method.DeclaringType.Name}.{method.Name}");

    private static IEnumerable<Proof> Read(string folder)
    {
        using var assembly = ModuleDefinition.ReadModule(FileOf(Path.GetFileName(folder)));
        Assert.Empty(Faults(assembly));
        return [.. Of(assembly)];
    }

    private static IEnumerable<MethodDefinition> Marked(ModuleDefinition assembly) =>
        assembly.GetTypes().SelectMany(type => type.Methods)
            .Where(method => method.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == RfcAttribute));

    private static bool IsTest(CustomAttribute attribute) => attribute.AttributeType.FullName is "Xunit.FactAttribute" or "Xunit.TheoryAttribute";

    /// <summary>Where the build that made these tests put the others: beside them under one artifacts path, or each in its own folder.</summary>
    private static string FileOf(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string[] candidates =
        [
            Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, project + ".dll"),
            Path.Combine(Solution.Root, "tests", project, "bin", output.Parent.Name, output.Name, project + ".dll"),
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw new FileNotFoundException($"Build the tests first: neither of {string.Join(" and ", candidates)} is there.");
    }
}
