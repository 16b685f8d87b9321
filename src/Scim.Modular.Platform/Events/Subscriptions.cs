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
    private delegate Task Reaction(IServiceProvider services, IReadOnlyList<IDomainEvent> happened, CancellationToken ct);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly FrozenDictionary<Type, string> _names;
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string[]> _consumers;
    private readonly FrozenDictionary<(Type, string), Reaction[]> _reactions;
    private readonly FrozenDictionary<(Type, string), Type> _byBatch;

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
        var byBatch = new Dictionary<(Type, string), Type>();
        foreach (var module in all)
        {
            foreach (var (handler, heard, isBatch) in HandlersIn(module.Assembly))
            {
                foreach (var happened in names.Keys.Where(type => type == heard || (isBatch && type.IsAssignableTo(heard))))
                {
                    var key = (happened, module.Name);
                    if (!reactions.TryGetValue(key, out var list))
                        reactions[key] = list = [];
                    list.Add(ReactionOf(handler, heard, isBatch));
                    if (isBatch)
                        byBatch[key] = handler;
                }
            }
        }

        _names = names.ToFrozenDictionary();
        _types = names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        _reactions = reactions.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        // Who hears an event in another way as well hears it by itself.
        _byBatch = byBatch.Where(pair => reactions[pair.Key].Count == 1).ToFrozenDictionary();
        _consumers = reactions.Keys.GroupBy(key => key.Item1)
            .ToFrozenDictionary(group => group.Key, group => group.Select(key => key.Item2).Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>The event handlers of an assembly, with the event that each hears, or what several events have in common.</summary>
    internal static IEnumerable<(Type Handler, Type Event, bool IsBatch)> HandlersIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsAbstract: false, IsInterface: false }
        from contract in type.GetInterfaces()
        where contract.IsGenericType
        let definition = contract.GetGenericTypeDefinition()
        where definition == typeof(IDomainEventHandler<>) || definition == typeof(IDomainEventBatchHandler<>)
        select (type, contract.GenericTypeArguments[0], definition == typeof(IDomainEventBatchHandler<>));

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

    /// <summary>Who hears this event by the batch in a module: events that follow each other and share one are handled together.</summary>
    internal Type? BatchHandlerOf(string consumer, IDomainEvent happened) => _byBatch.GetValueOrDefault((happened.GetType(), consumer));

    /// <summary>Has a module react to events: to one, or to several that one handler hears by the batch.</summary>
    internal async Task ReactAsync(string consumer, IServiceProvider services, IReadOnlyList<IDomainEvent> happened, CancellationToken ct)
    {
        foreach (var reaction in _reactions.GetValueOrDefault((happened[0].GetType(), consumer)) ?? [])
            await reaction(services, happened, ct);
    }

    private static Reaction ReactionOf(Type handler, Type heard, bool isBatch) =>
        (Reaction)typeof(Subscriptions).GetMethod(isBatch ? nameof(Many) : nameof(One), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(heard).Invoke(null, [handler])!;

    private static Reaction One<TEvent>(Type handler) where TEvent : IDomainEvent =>
        (services, happened, ct) => ((IDomainEventHandler<TEvent>)services.GetRequiredService(handler)).Handle((TEvent)happened[0], ct);

    private static Reaction Many<TEvent>(Type handler) where TEvent : IDomainEvent =>
        (services, happened, ct) =>
            ((IDomainEventBatchHandler<TEvent>)services.GetRequiredService(handler)).Handle([.. happened.Cast<TEvent>()], ct);
}
