using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>Reads compiled code: what a type uses, anywhere in it — also in its closures, state machines and attributes.</summary>
internal static class Uses
{
    private static readonly Dictionary<TypeDefinition, TypeReference[]> Known = [];

    public static TypeReference Outermost(this TypeReference type)
    {
        var element = type.GetElementType();
        while (element.DeclaringType is { } outer)
            element = outer;
        return element;
    }

    /// <summary>The compiler, a source generator or a package wrote it.</summary>
    public static bool IsGenerated(this TypeDefinition type) =>
        type.Name.StartsWith('<')
        || type.Name == "_Imports" || type.Namespace.StartsWith("__Blazor", StringComparison.Ordinal)
        || type.Namespace.EndsWith(".Generated", StringComparison.Ordinal)
        || type.CustomAttributes.Any(attribute => attribute.AttributeType.Name
            is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute" or "EmbeddedAttribute");

    /// <summary>The name as one writes it, without arity.</summary>
    public static string Shown(this TypeReference type)
    {
        var element = type.GetElementType();
        var name = element.Name.Split('`')[0];
        return element.DeclaringType is { } outer ? $"{outer.Shown()}.{name}"
            : element.Namespace.Length == 0 ? name
            : $"{element.Namespace}.{name}";
    }

    public static string Shown(this MethodReference method)
    {
        var name = method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal)
            ? method.Name[4..]
            : method.Name;
        return $"{method.DeclaringType.Shown()}.{name}";
    }

    public static IEnumerable<TypeDefinition> SelfAndNested(this TypeDefinition type) =>
        type.NestedTypes.SelectMany(SelfAndNested).Prepend(type);

    public static IEnumerable<MethodDefinition> AllMethods(this TypeDefinition type) => type.SelfAndNested().SelectMany(one => one.Methods);

    public static IEnumerable<Instruction> Instructions(this TypeDefinition type) =>
        type.AllMethods().Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    /// <summary>Methods that are called, or named in an expression tree.</summary>
    public static IEnumerable<MethodReference> MethodsUsed(this TypeDefinition type) =>
        type.Instructions().Select(instruction => instruction.Operand).OfType<MethodReference>();

    /// <summary>Methods that are called. What stands in an expression tree is not: a database runs it.</summary>
    public static IEnumerable<MethodReference> Calls(this TypeDefinition type) => type.Instructions()
        .Where(instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn)
        .Select(instruction => (MethodReference)instruction.Operand);

    /// <summary>Text in the code: literals and constants.</summary>
    public static IEnumerable<string> Literals(this TypeDefinition type) =>
        type.Instructions().Where(instruction => instruction.OpCode.Code == Code.Ldstr).Select(instruction => (string)instruction.Operand)
            .Concat(type.SelfAndNested().SelectMany(one => one.Fields).Select(field => field.Constant).OfType<string>());

    /// <summary>The types that a type uses: bases, attributes, constraints, signatures, locals, calls, generics.</summary>
    public static IReadOnlyList<TypeReference> TypesUsed(this TypeDefinition type)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(type, out var used))
            {
                Known[type] = used =
                [
                    .. type.SelfAndNested().SelectMany(OfType).SelectMany(Parts)
                        .DistinctBy(part => part.FullName)
                        .Where(part => part.Outermost().FullName != type.FullName),
                ];
            }

            return used;
        }
    }

    /// <summary>All interfaces of a type, also by its bases, with their arguments filled in.</summary>
    public static IEnumerable<TypeReference> AllInterfaces(this TypeReference type)
    {
        if (type.Resolve() is not { } definition)
            yield break;
        foreach (var face in definition.Interfaces.Select(face => Close(face.InterfaceType, type)))
        {
            yield return face;
            foreach (var further in face.AllInterfaces())
                yield return further;
        }

        if (definition.BaseType is { } parent)
        {
            foreach (var further in Close(parent, type).AllInterfaces())
                yield return further;
        }
    }

    /// <summary>The arguments with which a type implements an interface: <c>IRequestHandler`2</c>.</summary>
    public static IEnumerable<TypeReference[]> ArgumentsOf(this TypeDefinition type, string face) =>
        type.AllInterfaces().OfType<GenericInstanceType>()
            .Where(one => one.ElementType.FullName == face)
            .DistinctBy(one => one.FullName)
            .Select(one => one.GenericArguments.ToArray());

    public static bool Implements(this TypeReference type, string face) =>
        type.AllInterfaces().Any(one => one.GetElementType().FullName == face);

    public static bool DerivesFrom(this TypeDefinition type, string ancestor)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.Resolve()?.BaseType)
        {
            if (parent.GetElementType().FullName == ancestor)
                return true;
        }

        return false;
    }

    private static TypeReference Close(TypeReference open, TypeReference context)
    {
        if (context is not GenericInstanceType filled)
            return open;
        switch (open)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter:
                return filled.GenericArguments[parameter.Position];
            case GenericInstanceType generic:
                var closed = new GenericInstanceType(generic.ElementType);
                foreach (var argument in generic.GenericArguments)
                    closed.GenericArguments.Add(Close(argument, context));
                return closed;
            default:
                return open;
        }
    }

    private static IEnumerable<TypeReference?> OfType(TypeDefinition type) =>
        type.Interfaces.Select(face => face.InterfaceType).Append(type.BaseType)
            .Concat(OfAttributes(type)).Concat(OfGenerics(type))
            .Concat(type.Fields.SelectMany(field => OfAttributes(field).Append(field.FieldType)))
            .Concat(type.Properties.SelectMany(property => OfAttributes(property).Append(property.PropertyType)))
            .Concat(type.Events.Select(happening => happening.EventType))
            .Concat(type.Methods.SelectMany(OfMethod));

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method)
    {
        var signature = OfAttributes(method).Concat(OfGenerics(method)).Append(method.ReturnType)
            .Concat(OfAttributes(method.MethodReturnType))
            .Concat(method.Overrides.Select(overridden => overridden.DeclaringType))
            .Concat(method.Parameters.SelectMany(parameter => OfAttributes(parameter).Append(parameter.ParameterType)));
        return !method.HasBody
            ? signature
            : signature
                .Concat(method.Body.Variables.Select(variable => variable.VariableType))
                .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
                .Concat(method.Body.Instructions.SelectMany(OfInstruction));
    }

    private static IEnumerable<TypeReference?> OfInstruction(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference call => OfCall(call),
        FieldReference field => [field.DeclaringType, field.FieldType],
        CallSite site => [site.ReturnType, .. site.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> OfCall(MethodReference call) =>
    [
        call.DeclaringType, call.ReturnType, .. call.Parameters.Select(parameter => parameter.ParameterType),
        .. call is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> OfGenerics(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType));

    private static IEnumerable<TypeReference?> OfAttributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value as TypeReference)
            .Append(attribute.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        FunctionPointerType pointer => pointer.Parameters.SelectMany(parameter => Parts(parameter.ParameterType)).Concat(Parts(pointer.ReturnType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
