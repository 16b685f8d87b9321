using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mono.Cecil;

namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>The projects that rules look at, and where the lists are that approve exceptions.</summary>
internal sealed partial class Solution
{
    private static readonly Lazy<Solution> LazyReal = new(ReadReal);
    private static readonly Lazy<Solution> LazyBroken = new(ReadBroken);
    private static readonly DefaultAssemblyResolver Resolver = MakeResolver();

    private Solution(string folder, IReadOnlyList<Project> projects, IReadOnlyList<Project> known)
    {
        Folder = folder;
        Projects = projects;
        Known = known;
        Models = new(() => [.. projects.Where(project => project.Kind == ProjectKind.Module).SelectMany(ModuleModel.Of)]);
    }

    /// <summary>The product, as its solution file lists it.</summary>
    public static Solution Real => LazyReal.Value;

    /// <summary>The module that breaks every rule. Its folders stand for projects.</summary>
    public static Solution Broken => LazyBroken.Value;

    /// <summary>A solution of nothing, on which no rule may hold.</summary>
    public static Solution Empty { get; } = new("tests/Scim.Modular.Broken/Nothing", [], []);

    public static string Root { get; } = typeof(Solution).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>Where <c>Approved</c> and <c>Contracts</c> are, relative to the root.</summary>
    public string Folder { get; }

    /// <summary>What is looked at.</summary>
    public IReadOnlyList<Project> Projects { get; }

    /// <summary>What a type that is used can belong to.</summary>
    public IReadOnlyList<Project> Known { get; }

    /// <summary>The modules' EF models.</summary>
    public Lazy<IReadOnlyList<ModuleModel>> Models { get; }

    public IEnumerable<Project> Modules => Projects.Where(project => project.Kind == ProjectKind.Module);

    public IEnumerable<Project> Contracts => Projects.Where(project => project.Kind == ProjectKind.Contracts);

    /// <summary>Types whose own code this is, of all projects that are looked at.</summary>
    public IEnumerable<(Project Project, TypeDefinition Type)> Types =>
        from project in Projects from type in project.Types select (project, type);

    /// <summary>The project of a type, by its namespace: that namespaces are true, <c>EveryTypeLivesInALayer</c> sees to.</summary>
    public Project? OwnerOf(TypeReference type)
    {
        var space = type.Outermost().Namespace;
        return Known.Where(project => project.Owns(space)).MaxBy(project => project.Namespace.Length);
    }

    private static Solution ReadReal()
    {
        var projects = ProjectLine().Matches(File.ReadAllText(Path.Combine(Root, "Scim.Modular.sln")))
            .Select(line => line.Groups["path"].Value.Replace('\\', '/'))
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path =>
            {
                var file = XDocument.Load(Path.Combine(Root, path));
                var name = Path.GetFileNameWithoutExtension(path);
                var assembly = file.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name;
                return new Project(name, KindOf(path, name), Path.GetDirectoryName(path)!, path, Read(assembly));
            })
            .ToArray();
        foreach (var project in projects)
            project.Siblings = projects;
        return new("tests/Scim.Modular.ArchitectureTests", projects, projects);
    }

    private static Solution ReadBroken()
    {
        const string name = "Scim.Modular.Broken";
        const string folder = "tests/" + name;
        const string file = $"{folder}/{name}.csproj";
        var assembly = Read(name);
        Project[] projects =
        [
            new(name, ProjectKind.Module, folder, file, assembly),
            new($"{name}.Contracts", ProjectKind.Contracts, $"{folder}/Contracts", file, assembly),
            new($"{name}.SharedKernel", ProjectKind.SharedKernel, $"{folder}/SharedKernel", file, assembly),
            new($"{name}.Protocol", ProjectKind.Protocol, $"{folder}/Protocol", file, assembly),
        ];
        foreach (var project in projects)
            project.Siblings = projects;
        return new(folder, projects, [.. Real.Projects, .. projects]);
    }

    private static ProjectKind KindOf(string path, string name) => name switch
    {
        _ when path.StartsWith("src/Modules/", StringComparison.Ordinal) =>
            name.EndsWith(".Contracts", StringComparison.Ordinal) ? ProjectKind.Contracts : ProjectKind.Module,
        "Scim.Modular.Protocol" => ProjectKind.Protocol,
        "Scim.Modular.SharedKernel" => ProjectKind.SharedKernel,
        "Scim.Modular.Platform" => ProjectKind.Platform,
        "Scim.Modular.WebConsole" => ProjectKind.Console,
        "Scim.Modular.Host" => ProjectKind.Host,
        _ => ProjectKind.Unknown,
    };

    private static ModuleDefinition Read(string assembly) =>
        ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), new ReaderParameters { AssemblyResolver = Resolver });

    private static DefaultAssemblyResolver MakeResolver()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location));
        return resolver;
    }

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "(?<path>[^"]*\.csproj)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectLine();
}
