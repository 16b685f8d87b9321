using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Scim.Modular.ArchitectureTests.Reading;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.ArchitectureTests.Rules;

/// <summary>Events and who hears them, as the compiled code says.</summary>
internal static class EventReading
{
    private const string Event = "Scim.Modular.SharedKernel.IDomainEvent";
    private const string Handler = "Scim.Modular.SharedKernel.IDomainEventHandler`1";
    private const string BatchHandler = "Scim.Modular.SharedKernel.IDomainEventBatchHandler`1";

    public static bool IsEvent(TypeReference type) =>
        type.Resolve() is { IsInterface: false, IsAbstract: false } definition && definition.Implements(Event);

    /// <summary>The events that others may hear.</summary>
    public static IEnumerable<(Project Project, TypeDefinition Type)> Contracts(Solution solution) =>
        solution.Types.Where(one => one.Project.Kind == ProjectKind.Contracts && IsEvent(one.Type));

    public static IEnumerable<(Project Project, TypeDefinition Handler, TypeReference Event)> Heard(Solution solution) =>
        from one in solution.Types
        where !one.Type.IsAbstract
        from arguments in one.Type.ArgumentsOf(Handler)
        select (one.Project, one.Type, arguments[0]);

    /// <summary>What is heard by the batch: an event, or what several have in common.</summary>
    public static IEnumerable<string> HeardByBatch(Solution solution) =>
        from one in solution.Types
        where !one.Type.IsAbstract
        from arguments in one.Type.ArgumentsOf(BatchHandler)
        select arguments[0].FullName;
}

internal sealed class ContractEventsArePlainRecords() : ArchitectureRule(
    "Plain events",
    "A contract event is an immutable record of plain values",
    "Scim.Modular.Broken.Contracts.NotARecord → is no sealed record", "Scim.Modular.Broken.Contracts.NotPlain → Anything",
    "Scim.Modular.Broken.Contracts.NotPlain → Numbers", "Scim.Modular.Broken.Contracts.NotPlain → Inner.Text",
    "Scim.Modular.Broken.Contracts.NotImmutable → Name")
{
    private static readonly string[] Plain = ["System.String", "System.Guid", "System.DateTimeOffset", "System.Decimal"];

    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (_, type) in EventReading.Contracts(solution))
        {
            found.Look();
            if (!IsRecord(type) || (!type.IsSealed && !type.IsValueType))
                found.Break(type.Shown(), "is no sealed record");
            InspectProperties(type, type, "", found, []);
        }
    }

    private static void InspectProperties(TypeDefinition root, TypeDefinition type, string prefix, Inspection found, HashSet<string> seen)
    {
        if (!seen.Add(type.FullName))
            return;
        foreach (var property in type.Properties.Where(property => property.HasThis && property.Name != "EqualityContract"))
        {
            if (property.SetMethod is { } setter && !AggregatesHaveNoPublicSetters.IsInit(setter))
                found.Break(root.Shown(), $"{prefix}{property.Name} can be set");
            InspectValue(root, property.PropertyType, prefix + property.Name, found, seen);
        }

        foreach (var field in type.Fields.Where(field => field is { IsPrivate: false, IsStatic: false, IsInitOnly: false }))
            found.Break(root.Shown(), $"{prefix}{field.Name} can be set");
    }

    private static void InspectValue(TypeDefinition root, TypeReference type, string name, Inspection found, HashSet<string> seen)
    {
        if (type is GenericInstanceType generic
            && generic.ElementType.FullName is "System.Nullable`1" or "System.Collections.Generic.IReadOnlyList`1")
        {
            InspectValue(root, ((GenericInstanceType)type).GenericArguments[0], name, found, seen);
            return;
        }

        var definition = type is TypeSpecification or GenericParameter ? null : type.Resolve();
        if (definition is null)
            found.Break(root.Shown(), $"{name} of {type.Shown()}");
        else if (type.IsPrimitive || definition.IsEnum || Plain.Contains(type.FullName, StringComparer.Ordinal)
            || definition.Implements("Scim.Modular.SharedKernel.IId`1"))
            return;
        else if (IsRecord(definition) && (definition.IsSealed || definition.IsValueType))
            InspectProperties(root, definition, name + ".", found, seen);
        else
            found.Break(root.Shown(), $"{name} of {type.Shown()}");
    }

    private static bool IsRecord(TypeDefinition type) => type.Methods.Any(method => method.Name is "<Clone>$" or "PrintMembers");
}

internal sealed class EventsAreRaisedByTheirOwner() : ArchitectureRule(
    "Raised",
    "A contract event is raised in the Domain or Application of its own module, and nowhere else",
    "Scim.Modular.Broken.Infrastructure.RaisesTooFarOut → Scim.Modular.Broken.Contracts.Unheard",
    "Scim.Modular.Broken.Domain.RaisesAnothersEvent → Scim.Modular.Teams.Contracts.TeamDeleted")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var (project, type) in solution.Types)
        {
            found.Look();
            foreach (var call in type.Instructions().Where(one => one.OpCode.Code is Code.Newobj or Code.Call or Code.Callvirt).Select(one => (MethodReference)one.Operand)
                .Where(call => call.Name is ".ctor" or "<Clone>$"))
            {
                if (solution.OwnerOf(call.DeclaringType) is not { Kind: ProjectKind.Contracts } owner
                    || call.DeclaringType.Outermost().FullName == type.FullName || !EventReading.IsEvent(call.DeclaringType))
                    continue;
                if (project.Kind != ProjectKind.Module || project.Module != owner.Module || project.LayerOf(type) is not ("Domain" or "Application"))
                    found.Break(type.Shown(), call.DeclaringType.Shown());
            }
        }
    }
}

internal sealed class EventsAreHeard() : ArchitectureRule(
    "Heard",
    "A contract event is heard by some module or approved as unheard, and a handler hears an event that can happen",
    "Scim.Modular.Broken.Contracts.Unheard → is heard by nobody",
    "Scim.Modular.Broken.Application.HearsAnInterface → Scim.Modular.SharedKernel.IDomainEvent is never delivered",
    "UnheardEvents → approves what is no longer there", "UnheardEvents → gives no reason")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        var heard = EventReading.Heard(solution).ToArray();
        // Delivery goes by the exact type, so a handler of an interface is never called.
        foreach (var (_, handler, happened) in heard.Where(one => !EventReading.IsEvent(one.Event)))
            found.Break(handler.Shown(), $"{happened.Shown()} is never delivered");

        var names = heard.Select(one => one.Event.FullName).ToHashSet(StringComparer.Ordinal);
        var batches = EventReading.HeardByBatch(solution).ToHashSet(StringComparer.Ordinal);
        var events = EventReading.Contracts(solution).Select(one => one.Type).ToArray();
        found.Look(events.Length);
        found.BreakUnlessApproved(solution, "UnheardEvents",
            events.Where(one => !names.Contains(one.FullName) && !batches.Contains(one.FullName)
                    && !one.Interfaces.Any(face => batches.Contains(face.InterfaceType.FullName)))
                .Select(one => (one.Shown(), "is heard by nobody")));
    }
}

/// <summary>
/// Events are kept for years and read by later builds. Each has a golden file of what is stored: <c>APPROVE=1</c> writes those that
/// changed, so that a reviewer sees the change.
/// </summary>
internal sealed class EventsKeepTheirForm() : ArchitectureRule(
    "Stored events",
    "A contract event is stored as its golden file shows, and what the file shows can be read back without loss",
    "Scim.Modular.Broken.Contracts.Moved → broken.Moved.json: is stored differently",
    "Scim.Modular.Broken.Contracts.Unheard → broken.Unheard.json: is missing",
    "Contracts → broken.Forgotten.json: belongs to no event",
    "Scim.Modular.Broken.Contracts.Lossy → broken.Lossy.json: reads back as")
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly MethodInfo Write = typeof(Subscriptions).GetMethod(
        "Write", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;

    private protected override void Inspect(Solution solution, Inspection found)
    {
        var folder = Path.Combine(Solution.Root, solution.Folder, "Contracts");
        var approve = solution == Solution.Real && Environment.GetEnvironmentVariable("APPROVE") == "1";
        if (solution == Solution.Broken)
            folder = Path.Combine(Solution.Root, solution.Folder, "Golden");
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (project, type) in EventReading.Contracts(solution))
        {
            found.Look();
            var name = $"{project.Module.ToLowerInvariant()}.{type.Name}.json";
            expected.Add(name);
            if (Sample(project.Load(type), "") is not IDomainEvent sample)
            {
                found.Break(type.Shown(), $"{name}: no sample of it can be made");
                continue;
            }

            Compare(type.Shown(), sample, Path.Combine(folder, name), approve, found);
        }

        foreach (var file in expected.Count == 0 || !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.json"))
        {
            var name = Path.GetFileName(file);
            if (expected.Contains(name))
                continue;
            if (approve)
                File.Delete(file);
            else
                found.Break("Contracts", $"{name}: belongs to no event");
        }
    }

    private static void Compare(string type, IDomainEvent sample, string file, bool approve, Inspection found)
    {
        var name = Path.GetFileName(file);
        var stored = Stored(sample);
        if (approve)
            File.WriteAllText(file, stored);
        if (!File.Exists(file))
        {
            found.Break(type, $"{name}: is missing");
            return;
        }

        var golden = File.ReadAllText(file);
        if (golden != stored)
            found.Break(type, $"{name}: is stored differently: {JsonNode.Parse(stored)!.ToJsonString()}");
        try
        {
            var back = Stored((IDomainEvent)JsonSerializer.Deserialize(golden, sample.GetType(), Web)!);
            if (back != stored)
                found.Break(type, $"{name}: reads back as {JsonNode.Parse(back)!.ToJsonString()}");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            found.Break(type, $"{name}: can't be read back: {unreadable.Message}");
        }
    }

    private static string Stored(IDomainEvent happened) =>
        JsonNode.Parse((string)Write.Invoke(null, [happened])!)!.ToJsonString(Indented) + "\n";

    /// <summary>An instance in which every value says which one it is, so that two that are exchanged are noticed.</summary>
    private static object? Sample(Type type, string name)
    {
        var number = name.Aggregate(7, (sum, letter) => ((sum * 31) + letter) % 9973);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Sample(inner, name);
        if (type == typeof(string))
            return name;
        if (type == typeof(Guid))
            return new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);
        if (type == typeof(DateTimeOffset))
            return Noon.AddSeconds(number);
        if (type == typeof(bool))
            return true;
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type.IsPrimitive || type == typeof(decimal))
            return Convert.ChangeType(type == typeof(byte) || type == typeof(sbyte) || type == typeof(char) ? number % 100 : number, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GenericTypeArguments))!;
            list.Add(Sample(type.GenericTypeArguments[0], name + "1"));
            list.Add(Sample(type.GenericTypeArguments[0], name + "2"));
            return list;
        }

        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length);
        // Records have a copy constructor's door, and typed ids are values; anything else is not plain, which another rule says.
        if (constructor is null || !(type.IsValueType || type.GetMethod("<Clone>$") is not null))
            return null;
        var prefix = name.Length == 0 ? "" : name + ".";
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            Sample(parameter.ParameterType, prefix + (parameter.Name == "Value" && type.IsValueType ? "" : parameter.Name)))]);
    }
}
