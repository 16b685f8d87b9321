using System.Reflection;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Platform.Modules;

/// <summary>The modules of this process, and where each keeps its tables.</summary>
public sealed class ModuleCatalog
{
    private readonly Dictionary<Assembly, Module> _byAssembly;
    private readonly Dictionary<string, DatabaseTarget> _targets;

    /// <summary>Takes what the modules registered.</summary>
    public ModuleCatalog(IEnumerable<Module> modules, DatabaseTargets targets)
    {
        All = [.. modules];
        _byAssembly = All.ToDictionary(module => module.Assembly);
        _targets = All.ToDictionary(module => module.Name, module => targets.Of(module.Name), StringComparer.Ordinal);
    }

    /// <summary>All modules.</summary>
    public IReadOnlyList<Module> All { get; }

    /// <summary>The module that a command, query or handler belongs to.</summary>
    public Module Owning(Type type) => _byAssembly[type.Assembly];

    /// <summary>The module of that name.</summary>
    public Module Named(string name) => All.Single(module => module.Name == name);

    /// <summary>The database of a module.</summary>
    public DatabaseTarget TargetOf(Module module) => _targets[module.Name];
}
