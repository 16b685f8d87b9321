using System.Reflection;

namespace Scim.Modular.Platform.Modules;

/// <summary>One module of the monolith.</summary>
/// <param name="Name">Its name in lower case: the schema of its tables and the consumer name of its event handlers.</param>
/// <param name="Assembly">Where its handlers and validators are.</param>
/// <param name="Contracts">Where the events are that others hear of it.</param>
/// <param name="ContextType">Its DbContext.</param>
public sealed record Module(string Name, Assembly Assembly, Assembly Contracts, Type ContextType);
