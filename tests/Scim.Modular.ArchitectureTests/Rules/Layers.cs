using System.Text.RegularExpressions;
using Mono.Cecil;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed class ModulesMeetInContracts() : ArchitectureRule(
    "Contracts",
    "A module uses of another module only its Contracts, and a contract uses of no other module anything",
    "Scim.Modular.Broken.Api.UsesAnotherModule → Scim.Modular.Teams.TeamsModule",
    "Scim.Modular.Broken.Api.UsesAnotherModuleInAClosure → Scim.Modular.Teams.TeamsModule",
    "Scim.Modular.Broken.Contracts.NamesAnotherContract → Scim.Modular.Teams.Contracts.TeamId")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types.Where(one => one.Project.Kind is ProjectKind.Module or ProjectKind.Contracts))
        {
            found.Look();
            foreach (var used in type.TypesUsed())
            {
                if (solution.OwnerOf(used) is { } owner && owner.Module != project.Module
                    && (owner.Kind == ProjectKind.Module || (owner.Kind == ProjectKind.Contracts && project.Kind == ProjectKind.Contracts)))
                    found.Break(type.Shown(), used.Shown());
            }
        }
    }
}

internal sealed class LayersPointInwards() : ArchitectureRule(
    "Layers",
    "Domain ← Application ← {Infrastructure, Api}: a layer knows those inside it, and only the outer ones know databases and HTTP",
    "Scim.Modular.Broken.Domain.KnowsOutwards → Scim.Modular.Broken.Application.KnowsOutwards",
    "Scim.Modular.Broken.Application.KnowsOutwards → Scim.Modular.Broken.Infrastructure.KnowsSideways",
    "Scim.Modular.Broken.Infrastructure.KnowsSideways → Scim.Modular.Broken.Api.KnowsSideways",
    "Scim.Modular.Broken.Api.KnowsSideways → Scim.Modular.Broken.Infrastructure.KnowsSideways",
    "Scim.Modular.Broken.Application.KnowsOutwards → Microsoft.AspNetCore.Http.HttpContext",
    "Scim.Modular.Broken.Domain.KnowsOutwards → System.IO.File",
    "Scim.Modular.Broken.Domain.KnowsTheEntryClass → Scim.Modular.Broken.BrokenModule")
{
    internal static readonly string[] Names = ["Domain", "Application", "Infrastructure", "Api"];

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types.Where(one => one.Project.Kind == ProjectKind.Module))
        {
            if (type.FullName == project.EntryClass)
                continue;
            found.Look();
            var layer = project.LayerOf(type);
            foreach (var used in type.TypesUsed())
            {
                var isBreak = solution.OwnerOf(used) == project
                    ? !used.Outermost().Resolve().IsGenerated() && !Knows(layer, project.LayerOf(used))
                    : layer is "Domain" or "Application" && BannedSymbols.Contains(used.Outermost().Namespace);
                if (isBreak)
                    found.Break(type.Shown(), used.Shown());
            }
        }
    }

    private static bool Knows(string user, string used) => user == used || (user, used) switch
    {
        ("Application", "Domain") => true,
        ("Infrastructure" or "Api", "Domain" or "Application") => true,
        _ => false,
    };
}

internal sealed partial class EveryTypeLivesInALayer() : ArchitectureRule(
    "Places",
    "Every type of a module lives in one of its four layers, and a namespace is its folder",
    "Scim.Modular.Broken.Homeless → lives in no layer", "Scim.Modular.Broken.Helpers.Utility → lives in no layer",
    "Domain/WrongFolder.cs → namespace Scim.Modular.Broken.Application", "Somewhere.Else.Outsider → lives outside Scim.Modular.Broken")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types)
        {
            found.Look();
            if (!project.Owns(type.Namespace))
                found.Break(type.Shown(), $"lives outside {project.Namespace}");
            else if (project.Kind == ProjectKind.Module && type.FullName != project.EntryClass
                && !LayersPointInwards.Names.Contains(project.LayerOf(type), StringComparer.Ordinal))
                found.Break(type.Shown(), "lives in no layer");
        }

        foreach (var (project, file) in solution.Projects.SelectMany(project => project.Sources.Select(file => (project, file))))
        {
            var expected = file.Folder == "." ? project.Namespace : $"{project.Namespace}.{file.Folder.Replace('/', '.')}";
            var actual = file.IsCode && Namespace().Match(file.Text) is { Success: true } match ? match.Groups["name"].Value : expected;
            if (actual != expected)
                found.Break(file.Path, $"namespace {actual}");
        }
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}

internal sealed class OnlyTheEntryClassIsPublic() : ArchitectureRule(
    "Doors",
    "Only a module's entry class is public, and a class is sealed, abstract or static",
    "Scim.Modular.Broken.Domain.PublicThing → is public", "Scim.Modular.Broken.Domain.OpenThing → is neither sealed nor abstract",
    "Scim.Modular.Broken.Domain.Nest.Egg → is neither sealed nor abstract")
{
    // The Razor compiler makes each component public and open; `dotnet ef` makes migrations so.
    private static readonly string[] Made =
    [
        "Microsoft.AspNetCore.Components.ComponentBase", "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot",
    ];

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types)
        {
            if (Array.Exists(Made, type.DerivesFrom))
                continue;
            found.Look();
            if (project.Kind == ProjectKind.Module && type.IsPublic && type.FullName != project.EntryClass)
                found.Break(type.Shown(), "is public");
            foreach (var one in type.SelfAndNested().Where(one => !one.IsGenerated() && one.IsClass && !one.IsValueType))
            {
                if (!one.IsSealed && !one.IsAbstract)
                    found.Break(one.Shown(), "is neither sealed nor abstract");
            }
        }

        foreach (var module in solution.Modules)
        {
            if (module.Types.All(type => type.FullName != module.EntryClass || !type.IsPublic))
                found.Break(module.Name, $"lacks its public class {module.EntryClass}");
        }
    }
}

internal sealed class AggregatesHaveNoPublicSetters() : ArchitectureRule(
    "Setters",
    "An aggregate changes through a verb: it has no setter and no field that others can write",
    "Scim.Modular.Broken.Domain.Anaemic → Name", "Scim.Modular.Broken.Domain.Anaemic → Age", "Scim.Modular.Broken.Domain.Anaemic → Nick")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (_, type) in solution.Types.Where(one => one.Type.DerivesFrom("Scim.Modular.SharedKernel.AggregateRoot")))
        {
            found.Look();
            foreach (var property in type.Properties.Where(property => property.SetMethod is { IsPrivate: false, IsFamily: false } setter && !IsInit(setter)))
                found.Break(type.Shown(), property.Name);
            foreach (var field in type.Fields.Where(field => field is { IsPrivate: false, IsInitOnly: false, IsLiteral: false }))
                found.Break(type.Shown(), field.Name);
        }
    }

    internal static bool IsInit(MethodDefinition setter) =>
        setter.ReturnType is RequiredModifierType { ModifierType.Name: "IsExternalInit" };
}
