using System.Reflection;
using System.Runtime.CompilerServices;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

// The public surface is a promise. PublicApi.txt is what was promised; this test says when it changes.
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly HashSet<string> OfEveryRecord =
        ["ToString", "GetHashCode", "Equals", "<Clone>$", "PrintMembers", "op_Equality", "op_Inequality", "EqualityContract", "Deconstruct"];

    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var approved = Path.Combine(Folder(), "PublicApi.txt");
        var actual = Describe(typeof(ScimException).Assembly);
        if (Environment.GetEnvironmentVariable("APPROVE_PUBLIC_API") == "1")
            File.WriteAllText(approved, actual);

        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        var gone = expected.Split('\n').Except(actual.Split('\n')).Select(line => "- " + line);
        var added = actual.Split('\n').Except(expected.Split('\n')).Select(line => "+ " + line);
        Assert.True(expected == actual, $"""
            The public API differs from PublicApi.txt:
            {string.Join('\n', gone.Concat(added))}
            If that is meant, approve it and commit the file: APPROVE_PUBLIC_API=1 dotnet run --project tests/Scim.Modular.Protocol.Tests
            """);
    }

    [Fact]
    public void The_library_refers_to_the_framework_alone() => Assert.All(
        typeof(ScimException).Assembly.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    private static string Describe(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add($"{Kind(type)} {type.FullName}");
            lines.AddRange(type.IsEnum
                ? Enum.GetNames(type).Select(name => $"    {name}")
                : type.GetMembers(Declared).Where(IsPublic).Where(member => !OfEveryRecord.Contains(member.Name))
                    .Select(member => "    " + Describe(member)).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? $"abstract class {Base(type)}" : type.IsSealed ? $"sealed class {Base(type)}" : $"class {Base(type)}";

    private static string Base(Type type) => type.BaseType == typeof(object) ? "" : $"({Name(type.BaseType!)})";

    private static bool IsPublic(MemberInfo member) => member switch
    {
        MethodInfo method => method is { IsSpecialName: false } && method.IsPublic,
        ConstructorInfo constructor => constructor.IsPublic,
        PropertyInfo property => property.GetMethod?.IsPublic == true,
        FieldInfo field => field.IsPublic,
        _ => false,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Static(method.IsStatic)}{Name(method.ReturnType)}{Optional(Nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        PropertyInfo property => $"{Static(property.GetMethod!.IsStatic)}{Name(property.PropertyType)}{Optional(Nullability.Create(property))} {property.Name}"
            + (property.SetMethod?.IsPublic == true ? " { get; init; }" : " { get; }"),
        FieldInfo field => $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        _ => member.ToString()!,
    };

    private static string Optional(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsOut ? "out " : "") + Name(parameter.ParameterType) + Optional(Nullability.Create(parameter)) + " " + parameter.Name + (parameter.IsOptional ? " = …" : "")));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (!type.IsGenericType)
            return type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
