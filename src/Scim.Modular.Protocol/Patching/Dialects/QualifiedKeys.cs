using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

// Entra, with its flag, writes paths as the keys of a value without a path, and some clients put the core attributes below the
// core URN. Each such key becomes an operation with a path; what no schema defines, and what is read-only, stays for the engine.
//   {"op":"replace","value":{"name.givenName":"Babs","title":"Lead"}}
//   → {"op":"replace","path":"name.givenName","value":"Babs"}, {"op":"replace","value":{"title":"Lead"}}
internal sealed class QualifiedKeys : IPatchHabit
{
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        if (operation is not { Path: null, Op: not PatchOp.Remove, Value: JsonObject given })
            return [operation];
        var rewritten = Split(operation, given, type);
        return rewritten.Count > 0 ? rewritten : [operation];
    }

    private static List<PatchOperation> Split(PatchOperation operation, JsonObject given, ResourceTypeDefinition type)
    {
        var (split, plain) = (new List<PatchOperation>(), new JsonObject());
        foreach (var (name, node) in ResourceBinder.ByName(given, ""))
        {
            if (type.IsCore(name) && node is JsonObject core)
                split.AddRange(Split(operation, core, type));
            else if (type.FindExtension(name) is { } extension && node is JsonObject values)
                split.AddRange(SplitExtension(operation, extension, values, type));
            else if (QualifiedPath(name, type) is { } path)
                split.Add(operation with { Path = new PatchPath(path), Value = node?.DeepClone(), HasValue = true });
            else if (ValuePath(name) is { } valuePath)
                split.Add(operation with { Path = valuePath, Value = node?.DeepClone(), HasValue = true });
            else
                plain[name] = node?.DeepClone();
        }

        if (plain.Count > 0)
            split.Add(operation with { Value = plain });
        return split;
    }

    private static List<PatchOperation> SplitExtension(
        PatchOperation operation, SchemaDefinition extension, JsonObject given, ResourceTypeDefinition type)
    {
        var (split, plain) = (new List<PatchOperation>(), new JsonObject());
        foreach (var (name, node) in ResourceBinder.ByName(given, extension.Id + ":"))
            if (name.Contains('.', StringComparison.Ordinal) && QualifiedPath(extension.Id + ":" + name, type) is { } path)
                split.Add(operation with { Path = new PatchPath(path), Value = node?.DeepClone(), HasValue = true });
            else
                plain[name] = node?.DeepClone();
        if (plain.Count > 0 || given.Count == 0)
            split.Add(operation with { Value = new JsonObject { [extension.Id] = plain } });
        return split;
    }

    // emails[type eq "work"].value: nothing else has a bracket, so one that is malformed is refused as a path would be.
    private static PatchPath? ValuePath(string name) => name.Contains('[', StringComparison.Ordinal) ? PatchPath.Parse(name) : null;

    // An attribute of an extension counts as qualified without its URN too, since the engine takes plain keys for the core's.
    private static AttributePath? QualifiedPath(string name, ResourceTypeDefinition type) =>
        type.FindExtension(name) is null
        && AttributePath.TryParse(name) is { } path
        && type.TryResolveExact(path, out var resolved)
        && (path.Schema is not null || path.SubAttribute is not null || resolved.Extension is not null)
        && !ResourcePatcher.IsReadOnly(resolved)
            ? path
            : null;
}
