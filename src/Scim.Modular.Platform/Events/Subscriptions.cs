using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.SharedKernel;
using Module = Scim.Modular.Platform.Modules.Module;

namespace Scim.Modular.Platform.Events;

/// <summary>Which events there are, by name, and which modules hear them. Read once from the modules' assemblies.</summary>
public sealed class Subscriptions
{
    private delegate Task Reaction(IServiceProvider services, IDomainEvent happened, CancellationToken ct);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly FrozenDictionary<Type, string> _names;
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string[]> _consumers;
    private readonly FrozenDictionary<(Type, string), Reaction[]> _reactions;

    /// <summary>Reads the modules.</summary>
    public Subscriptions(IEnumerable<Module> modules)
    {
        var all = modules.ToArray();
        var names = new Dictionary<Type, string>();
        foreach (var module in all)
        {
            foreach (var type in module.Contracts.GetTypes().Concat(module.Assembly.GetTypes()).Distinct())
            {
                if (type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IDomainEvent)))
                    names.Add(type, $"{module.Name}.{type.Name}");
            }
        }

        var reactions = new Dictionary<(Type, string), List<Reaction>>();
        foreach (var module in all)
        {
            foreach (var (handler, happened) in HandlersIn(module.Assembly))
            {
                var key = (happened, module.Name);
                if (!reactions.TryGetValue(key, out var list))
                    reactions[key] = list = [];
                list.Add(ReactionOf(handler, happened));
            }
        }

        _names = names.ToFrozenDictionary();
        _types = names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        _reactions = reactions.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        _consumers = reactions.Keys.GroupBy(key => key.Item1)
            .ToFrozenDictionary(group => group.Key, group => group.Select(key => key.Item2).Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>The event handlers of an assembly, with the event that each hears.</summary>
    internal static IEnumerable<(Type Handler, Type Event)> HandlersIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsInterface: false }
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDomainEventHandler<>)
        select (type, contract.GenericTypeArguments[0]);

    internal string NameOf(IDomainEvent happened) => _names[happened.GetType()];

    internal IReadOnlyList<string> ConsumersOf(IDomainEvent happened) => _consumers.GetValueOrDefault(happened.GetType()) ?? [];

    /// <summary>The modules that hear anything of a module.</summary>
    internal IReadOnlyList<string> ConsumersOf(Module source) =>
        [.. _names.Where(pair => pair.Value.StartsWith(source.Name + ".", StringComparison.Ordinal))
            .SelectMany(pair => _consumers.GetValueOrDefault(pair.Key) ?? []).Distinct().Order(StringComparer.Ordinal)];

    internal static string Write(IDomainEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Json);

    internal IDomainEvent Read(string name, string payload) =>
        _types.TryGetValue(name, out var type)
            ? (IDomainEvent)JsonSerializer.Deserialize(payload, type, Json)!
            : throw new InvalidOperationException($"No module of this build knows the event {name}");

    internal async Task ReactAsync(string consumer, IServiceProvider services, IDomainEvent happened, CancellationToken ct)
    {
        foreach (var reaction in _reactions.GetValueOrDefault((happened.GetType(), consumer)) ?? [])
            await reaction(services, happened, ct);
    }

    private static Reaction ReactionOf(Type handler, Type happened) =>
        (Reaction)typeof(Subscriptions).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(happened).Invoke(null, [handler])!;

    private static Reaction Typed<TEvent>(Type handler) where TEvent : IDomainEvent =>
        (services, happened, ct) => ((IDomainEventHandler<TEvent>)services.GetRequiredService(handler)).Handle((TEvent)happened, ct);
}
