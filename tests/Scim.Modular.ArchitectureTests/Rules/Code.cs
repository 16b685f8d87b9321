using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed class TimeComesFromTimeProvider() : ArchitectureRule(
    "Time",
    "The time comes from TimeProvider",
    "Scim.Modular.Broken.Domain.ReadsTheWallClock → System.DateTime.UtcNow", "Scim.Modular.Broken.Domain.ReadsTheWallClock → System.DateTime.Now",
    "Scim.Modular.Broken.Domain.ReadsTheWallClock → System.DateTimeOffset.UtcNow",
    "Scim.Modular.Broken.Domain.ReadsTheWallClock → System.DateTimeOffset.Now")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (_, type) in solution.Types)
        {
            found.Look();
            foreach (var call in type.MethodsUsed().Where(call => call.DeclaringType.FullName is "System.DateTime" or "System.DateTimeOffset"
                && call.Name is "get_Now" or "get_UtcNow" or "get_Today"))
                found.Break(type.Shown(), call.Shown());
        }
    }
}

internal sealed class NothingBlocksAThread() : ArchitectureRule(
    "Waiting",
    "Nobody blocks a thread: no Result, no Wait, no GetAwaiter().GetResult(), no Sleep, no async void",
    "Scim.Modular.Broken.Api.Blocks → System.Threading.Tasks.Task.Result", "Scim.Modular.Broken.Api.Blocks → System.Threading.Tasks.Task.Wait",
    "Scim.Modular.Broken.Api.Blocks → System.Threading.Tasks.Task.GetAwaiter in Quietly",
    "Scim.Modular.Broken.Api.Blocks → System.Threading.Tasks.Task.GetAwaiter in InAnAsyncMethod",
    "Scim.Modular.Broken.Api.Blocks → System.Threading.Thread.Sleep", "Scim.Modular.Broken.Api.Blocks → async void Forget")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (_, type) in solution.Types)
        {
            found.Look();
            // The compiler's own <Main> waits for the asynchronous one.
            foreach (var method in type.AllMethods().Where(method => method.HasBody && method.Name != "<Main>"))
            {
                if (method.ReturnType.FullName == "System.Void" && method.CustomAttributes.Any(one => one.AttributeType.Name == "AsyncStateMachineAttribute"))
                    found.Break(type.Shown(), $"async void {method.Name}");

                var calls = method.Body.Instructions.Select(one => one.Operand).OfType<MethodReference>().ToArray();
                // Who has asked whether it is done may read the result.
                var asksFirst = Array.Exists(calls, call => call.Name == "get_IsCompletedSuccessfully");
                foreach (var call in calls.Where(call => IsBlocking(call) && !(asksFirst && call.Name == "get_Result")))
                    found.Break(type.Shown(), call.Shown());

                // An await asks its awaiter whether it is completed; who only gets the result, blocks.
                var awaiters = calls.Where(call => call.Name == "GetAwaiter" && IsTask(call.DeclaringType)).ToArray();
                var asked = calls.Count(call => call.Name == "get_IsCompleted" && IsAwaiterOfTask(call.DeclaringType));
                if (awaiters.Length > asked)
                    found.Break(type.Shown(), $"{awaiters[0].Shown()} in {Written(method)}");
            }
        }
    }

    private static bool IsBlocking(MethodReference call) => call.DeclaringType.Outermost().FullName switch
    {
        "System.Threading.Thread" => call.Name == "Sleep",
        "System.Threading.Tasks.Task" => call.Name is "Wait" or "WaitAll" or "WaitAny",
        "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => call.Name == "get_Result",
        _ => false,
    };

    private static bool IsTask(TypeReference type) =>
        type.GetElementType().Name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1" or "ConfiguredTaskAwaitable" or "ConfiguredTaskAwaitable`1"
            or "ConfiguredValueTaskAwaitable" or "ConfiguredValueTaskAwaitable`1";

    private static bool IsAwaiterOfTask(TypeReference type) => type.Outermost().Name.Split('`')[0]
        is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable";

    // The state machine of Load is <Load>d__1.MoveNext.
    private static string Written(MethodDefinition method) =>
        method.Name == "MoveNext" ? method.DeclaringType.Name.TrimStart('<').Split('>')[0] : method.Name;
}

internal sealed class TextIsComparedByOrdinals() : ArchitectureRule(
    "Text",
    "Text is compared, sorted and folded without a culture",
    "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.ToLower", "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.ToUpper",
    "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.Compare", "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.StartsWith",
    "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.IndexOf", "Scim.Modular.Broken.Domain.AsksTheCulture → System.String.CompareTo",
    "Scim.Modular.Broken.Domain.AsksTheCulture → System.Char.ToLower",
    "Scim.Modular.Broken.Domain.AsksTheCulture → System.Linq.Enumerable.OrderBy")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (_, type) in solution.Types)
        {
            found.Look();
            foreach (var call in type.Calls().Where(call => IsOfString(call) || IsSortOfStrings(call)))
                found.Break(type.Shown(), call.Shown());
        }
    }

    private static bool IsOfString(MethodReference call) => (call.DeclaringType.FullName, call.Name) switch
    {
        ("System.String" or "System.Char", "ToLower" or "ToUpper") => call.Parameters.All(parameter => parameter.ParameterType.Name != "CultureInfo"),
        ("System.String", "CompareTo") => true,
        ("System.String", "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf") =>
            call.Parameters[0].ParameterType.FullName == "System.String" && !HasComparison(call),
        ("System.String", "Compare") => !HasComparison(call),
        _ => false,
    };

    // Without a comparer, strings are sorted by the current culture.
    private static bool IsSortOfStrings(MethodReference call)
    {
        if (call.Parameters.Any(parameter => parameter.ParameterType.Name.Contains("Comparer", StringComparison.Ordinal)
                || parameter.ParameterType.Name.Contains("Comparison", StringComparison.Ordinal)))
            return false;
        var arguments = call is GenericInstanceMethod generic ? generic.GenericArguments.ToArray() : [];
        return (call.DeclaringType.GetElementType().FullName, call.Name) switch
        {
            ("System.Linq.Enumerable", "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "MinBy" or "MaxBy") => IsString(arguments[1]),
            ("System.Linq.Enumerable", "Order" or "OrderDescending" or "Min" or "Max") => arguments.Length == 1 && IsString(arguments[0]),
            ("System.Array", "Sort") => arguments.Length > 0 && IsString(arguments[0]),
            ("System.Collections.Generic.List`1", "Sort") or ("System.Collections.Generic.SortedSet`1" or "System.Collections.Generic.SortedDictionary`2", ".ctor") =>
                IsString(((GenericInstanceType)call.DeclaringType).GenericArguments[0]),
            _ => false,
        };
    }

    private static bool IsString(TypeReference type) => type.FullName == "System.String";

    private static bool HasComparison(MethodReference call) =>
        call.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.StringComparison");
}

internal sealed partial class SuppressionsAreApproved() : ArchitectureRule(
    "Suppressions",
    "A warning is silenced only where a list approves it",
    "Domain/Suppresses.cs → #pragma warning disable CS0168", "Domain/Suppresses.cs → SuppressMessage CA1720",
    "Scim.Modular.Broken.csproj → NoWarn CS1998", "Suppressions → approves what is no longer there", "Suppressions → gives no reason")
{
    private static readonly char[] Separators = [';', ',', ' '];

    private protected override void Inspect(Solution solution, Inspection found)
    {
        var files = solution.Projects.SelectMany(project => project.Sources)
            .Concat(solution == Solution.Real ? Shared() : [])
            .Where(file => !file.IsGenerated)
            .DistinctBy(file => file.Path)
            .ToArray();
        found.Look(files.Length);
        found.BreakUnlessApproved(solution, "Suppressions",
            files.SelectMany(file => Silenced(file).Select(warning => (file.Path, warning))));
    }

    private static IEnumerable<string> Silenced(SourceFile file)
    {
        foreach (Match match in Pragma().Matches(file.Text))
        {
            foreach (var id in match.Groups["ids"].Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("everything"))
                yield return $"#pragma warning disable {id}";
        }

        foreach (Match match in Attribute().Matches(file.Text))
            yield return $"SuppressMessage {match.Groups["id"].Value}";
        foreach (Match match in Property().Matches(file.Text))
        {
            foreach (var id in match.Groups["ids"].Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(id => Id().IsMatch(id)))
                yield return $"{match.Groups["name"].Value} {id}";
        }

        if (Switch().Match(file.Text) is { Success: true } off)
            yield return off.Value;
    }

    private static IEnumerable<SourceFile> Shared() =>
        new[] { "Directory.Build.props", "Directory.Build.targets", "src/Directory.Build.props", "tests/Directory.Build.props", "build/Directory.Build.props" }
            .Where(path => File.Exists(Path.Combine(Solution.Root, path)))
            .Select(path => new SourceFile(path, ".", File.ReadAllText(Path.Combine(Solution.Root, path))));

    [GeneratedRegex(@"^\s*#pragma\s+warning\s+disable(?<ids>[^/\r\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pragma();

    [GeneratedRegex("""\bSuppressMessage(Attribute)?\(\s*"[^"]*"\s*,\s*"(?<id>[A-Za-z0-9]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"<(?<name>NoWarn|WarningsNotAsErrors)>(?<ids>[^<]*)<|\b(?<name>NoWarn)=""(?<ids>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();

    [GeneratedRegex("^[A-Z]{2,}[0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("<(TreatWarningsAsErrors|RunAnalyzers|EnforceCodeStyleInBuild|Nullable)>(false|disable)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Switch();
}
