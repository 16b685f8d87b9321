using Scim.Modular.ArchitectureTests.Reading;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed class RoutesHaveAPolicy() : ArchitectureRule(
    "Routes",
    "Every route has a policy of its own, or is on the short list of those open to everybody; and the scope that an admin key needs for it is a known one",
    "Scim.Modular.Broken.BrokenModule → GET /broken/without-policy has no policy",
    "Scim.Modular.Broken.BrokenModule → GET /broken/open is open to everybody",
    "Scim.Modular.Broken.BrokenModule → POST /broken/unknown-scope needs the scope everything, which is none",
    "AnonymousRoutes → approves what is no longer there")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        if (solution == Solution.Empty)
            return;
        var routes = RunningRoutes.Of(solution);
        found.Look(routes.Count);
        foreach (var route in routes.Where(route => !route.IsAnonymous && !route.HasPolicy))
            found.Break(route.Owner, $"{route.Shown} has no policy");
        foreach (var route in routes.Where(route => route.Scopes.Any(scope => !AdminScopes.All.Contains(scope))))
            found.Break(route.Owner, $"{route.Shown} needs the scope {string.Join(", ", route.Scopes)}, which is none");
        found.BreakUnlessApproved(solution, "AnonymousRoutes",
            routes.Where(route => route.IsAnonymous).Select(route => (route.Owner, $"{route.Shown} is open to everybody")));
    }
}

internal sealed class FormsBeginInOnePlace() : ArchitectureRule(
    "Forms",
    "What a form of the console does begins in PostForm alone: there it is refused when the sign-in is too old for its page",
    "tests/Scim.Modular.Broken/Api/HandlesAForm.razor → @onsubmit")
{
    private const string Handling = "@onsubmit";
    private const string Place = "src/Scim.Modular.WebConsole/Parts/PostForm.razor";

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var page in solution.Projects.SelectMany(project => project.Sources).Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal)))
        {
            found.Look();
            if (page.Path != Place && page.Text.Contains(Handling, StringComparison.Ordinal))
                found.Break(page.Path, Handling);
        }
    }
}
