using System.Text.RegularExpressions;
using System.Xml.Linq;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed partial class ProjectsReferenceWhatTheTableAllows() : ArchitectureRule(
    "Project graph",
    "A project references what the table of the design allows, and every project of the product is in the solution",
    "Scim.Modular.Broken → Scim.Modular.Teams", "Scim.Modular.Broken → package Mono.Cecil")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var project in solution.Projects)
        {
            found.Look();
            if (project.Kind == ProjectKind.Unknown)
                found.Break(project.Name, "has no place in the table");
            foreach (var reference in Includes(project, "ProjectReference"))
            {
                var name = Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
                var target = solution.Known.FirstOrDefault(other => other.Name == name);
                if (target is null || !Allows(project, target))
                    found.Break(project.Name, name);
            }

            foreach (var package in Includes(project, "PackageReference"))
            {
                if (!Packages(project.Kind).IsMatch(package))
                    found.Break(project.Name, $"package {package}");
            }
        }

        foreach (var file in solution.Projects.Count == 0 || solution == Solution.Broken ? [] : Files())
        {
            if (solution.Projects.All(project => project.File != file))
                found.Break("Scim.Modular.sln", $"lacks {file}");
        }
    }

    private static bool Allows(Project project, Project target) => (project.Kind, target.Kind) switch
    {
        (ProjectKind.Protocol or ProjectKind.SharedKernel, _) => false,
        (ProjectKind.Platform, ProjectKind.SharedKernel or ProjectKind.Protocol) => true,
        (ProjectKind.Console, ProjectKind.SharedKernel or ProjectKind.Platform) => true,
        (ProjectKind.Contracts or ProjectKind.Module, ProjectKind.SharedKernel) => true,
        (ProjectKind.Module, ProjectKind.Contracts or ProjectKind.Platform or ProjectKind.Console) => true,
        (ProjectKind.Module, ProjectKind.Protocol) => project.Module == "Identity",
        (ProjectKind.Host, ProjectKind.Module or ProjectKind.Platform or ProjectKind.Console) => true,
        _ => false,
    };

    private static Regex Packages(ProjectKind kind) => kind switch
    {
        ProjectKind.SharedKernel => Mediator(),
        ProjectKind.Platform or ProjectKind.Module => Plumbing(),
        ProjectKind.Host => Pages(),
        _ => Nothing(),
    };

    private static IEnumerable<string> Includes(Project project, string item) =>
        project.Xml.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Solution.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Solution.Root, file).Replace('\\', '/'));

    [GeneratedRegex("^MediatR$", RegexOptions.None, 1000)]
    private static partial Regex Mediator();

    [GeneratedRegex(@"^(MediatR|FluentValidation|Microsoft\.EntityFrameworkCore(\..*)?|Npgsql(\..*)?|Microsoft\.AspNetCore\..*|OpenTelemetry(\..*)?|Microsoft\.IdentityModel\..*|Quartz|YamlDotNet)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plumbing();

    [GeneratedRegex(@"^(Microsoft\.AspNetCore\.OpenApi|Swashbuckle\.AspNetCore\.SwaggerUI|OpenTelemetry(\..*)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pages();

    [GeneratedRegex("(?!)", RegexOptions.None, 1000)]
    private static partial Regex Nothing();
}

/// <summary>A friend would be a second door.</summary>
internal sealed class OnlyTestsSeeInternals() : ArchitectureRule(
    "Friends",
    "Only test projects see what is internal",
    "Scim.Modular.Broken → Scim.Modular.Teams sees its internals")
{
    private const string Attribute = "System.Runtime.CompilerServices.InternalsVisibleToAttribute";

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var project in solution.Projects)
        {
            found.Look();
            foreach (var friend in project.Assembly.Assembly.CustomAttributes.Where(attribute => attribute.AttributeType.FullName == Attribute)
                .Select(attribute => (string)attribute.ConstructorArguments[0].Value))
            {
                if (!friend.EndsWith("Tests", StringComparison.Ordinal))
                    found.Break(project.Name, $"{friend} sees its internals");
            }
        }
    }
}

internal sealed partial class SharedKernelStaysSmall() : ArchitectureRule(
    "Shared kernel",
    "SharedKernel is under 400 lines and names no module",
    "lines", "Words.cs → Teams")
{
    private const int Most = 400;

    private protected override void Inspect(Solution solution, Inspection found)
    {
        var modules = solution.Known.Where(project => project.Kind == ProjectKind.Module).Select(project => project.Module).ToHashSet(StringComparer.Ordinal);
        foreach (var kernel in solution.Projects.Where(project => project.Kind == ProjectKind.SharedKernel))
        {
            found.Look(kernel.Types.Count);
            var files = kernel.Sources.Where(file => file.IsCode).ToArray();
            var lines = files.Sum(file => file.Text.Count(letter => letter == '\n'));
            if (lines >= Most)
                found.Break(kernel.Name, $"{lines} lines");
            foreach (var file in files)
            {
                foreach (var word in Word().Matches(file.Text).Select(match => match.Value).Where(modules.Contains))
                    found.Break(file.Path, word);
            }
        }
    }

    [GeneratedRegex(@"(?<=\b|[a-z])[A-Z][a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

internal sealed class ProtocolStandsAlone() : ArchitectureRule(
    "Protocol",
    "Protocol references System.* only, and does no I/O",
    "Scim.Modular.Broken.Protocol.Reader → System.IO.File", "Scim.Modular.Broken.Protocol.Reader → Scim.Modular.SharedKernel.Error",
    "Scim.Modular.Broken.Protocol.Caller → System.Net.Http.HttpClient", "Scim.Modular.Broken.Protocol.Caller → System.Console")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var project in solution.Projects.Where(project => project.Kind == ProjectKind.Protocol))
        {
            foreach (var type in project.Types)
            {
                found.Look();
                foreach (var used in type.TypesUsed())
                {
                    var space = used.Outermost().Namespace;
                    if (project.Owns(space))
                        continue;
                    if ((space != "System" && !space.StartsWith("System.", StringComparison.Ordinal) && !IsCompilers(space)) || IsInputOrOutput(used))
                        found.Break(type.Shown(), used.Shown());
                }
            }

            foreach (var reference in solution == Solution.Broken ? [] : project.Assembly.AssemblyReferences)
            {
                if (!reference.Name.StartsWith("System.", StringComparison.Ordinal))
                    found.Break(project.Name, reference.Name);
            }
        }
    }

    // What the compiler writes into each assembly, and what source generators write for it.
    private static bool IsCompilers(string space) => space.Length == 0 || space is "Microsoft.CodeAnalysis" or "System.Text.RegularExpressions.Generated";

    private static bool IsInputOrOutput(Mono.Cecil.TypeReference used)
    {
        var type = used.Outermost();
        return type.Namespace switch
        {
            "System" => type.Name is "Console" or "Environment",
            "System.IO" => type.Name is not ("Stream" or "MemoryStream" or "TextReader" or "StringReader" or "TextWriter" or "StringWriter"),
            var space => space.StartsWith("System.Net", StringComparison.Ordinal) || space.StartsWith("System.Data", StringComparison.Ordinal)
                || space.StartsWith("System.IO.", StringComparison.Ordinal) || space == "System.Diagnostics.Process",
        };
    }
}
