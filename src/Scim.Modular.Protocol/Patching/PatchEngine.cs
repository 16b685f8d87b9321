using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Patching.Dialects;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching;

/// <summary>What a PATCH made of a resource.</summary>
/// <param name="Resource">The new resource in canonical form.</param>
/// <param name="Notes">What was left out, paths only.</param>
/// <param name="Changed">Whether anything differs; when not, <c>meta</c> must stay as it was (RFC 7644 §3.5.2.1).</param>
public sealed record PatchResult(JsonObject Resource, IReadOnlyList<string> Notes, bool Changed);

/// <summary>
/// Applies a PATCH, RFC 7644 §3.5.2. The operations run in their order on a copy, so a failing one leaves the resource as it
/// was. A <see cref="Dialect"/> rewrites what its client sends into what the RFC says first. Where the RFC leaves room:
/// <list type="bullet">
/// <item>An added value is "already there" when an existing one has all of its sub-attributes with equal values.</item>
/// <item><c>replace</c> of values chosen by a filter replaces them whole, but they keep what the filter demanded with <c>eq</c>.</item>
/// <item>A filter that matches nothing is 400 <c>noTarget</c> for <c>replace</c> and <c>add</c>. With
/// <see cref="Habits.CreateFromFilter"/>, when it is made of <c>eq</c> joined by <c>and</c> and a sub-attribute follows it (or the
/// operation is <c>add</c>), the value is created.</item>
/// <item><c>remove</c> of what is not there changes nothing; of a required attribute it is 400 <c>mutability</c>. What is required
/// but was missing before may stay missing.</item>
/// <item>An immutable attribute may be set once (400 <c>mutability</c> after); setting the value that it has changes nothing.</item>
/// <item><c>null</c> unassigns; only <c>active</c> cannot be unassigned.</item>
/// <item>In a path, read-only and unknown names are errors; without a path a lenient dialect leaves them out and notes them.</item>
/// <item><c>password</c> is taken and dropped.</item>
/// </list>
/// </summary>
public static class PatchEngine
{
    /// <summary>The resource after all operations; <paramref name="resource"/> itself is not changed.</summary>
    /// <example><c>PatchEngine.Apply(user, PatchRequest.Parse(body).Operations, CoreSchemas.UserResourceType).Resource</c></example>
    public static PatchResult Apply(
        JsonObject resource,
        IReadOnlyList<PatchOperation> operations,
        ResourceTypeDefinition type,
        BindingLimits? limits = null,
        Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(type);
        limits ??= BindingLimits.Default;
        dialect ??= Dialect.Generic;
        var notes = new NoteList(limits.Notes);
        var before = ResourceBinder.Canonical(resource, type, limits, new NoteList(0));
        var patched = (JsonObject)before.DeepClone();
        var patcher = new ResourcePatcher(patched, type, new ValueBinder(limits, notes, dialect), notes);
        foreach (var operation in operations)
            foreach (var rewritten in dialect.Rewrite(operation, type))
                patcher.Apply(rewritten);

        var after = ResourceBinder.Canonical(patched, type, limits, notes);
        RequiredAttributes.CheckKept(before, after, type);
        ImmutableGuard.CheckPatched(before, after, type);
        return new PatchResult(after, notes.ToList(), !JsonNode.DeepEquals(before, after));
    }
}
