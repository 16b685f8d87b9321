using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Patching;

/// <summary>The target of a PATCH operation, RFC 7644 §3.5.2 figure 7: <c>attrPath / valuePath [subAttr]</c>.</summary>
/// <param name="Attribute">The attribute; with a value filter it has no sub-attribute of its own.</param>
/// <param name="ValueFilter">Which values of a multi-valued attribute are meant, or null.</param>
/// <param name="SubAttribute">The sub-attribute behind the value filter, or null.</param>
/// <example><c>PatchPath.Parse("emails[type eq \"work\"].value").SubAttribute == "value"</c></example>
public sealed record PatchPath(AttributePath Attribute, FilterExpression? ValueFilter = null, string? SubAttribute = null)
{
    /// <summary>
    /// Reads a path, or throws 400 <c>invalidPath</c> that says where and what was expected. Without a dialect the values of its
    /// filter are JSON literals.
    /// </summary>
    public static PatchPath Parse(string text, FilterLimits? limits = null, Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (path, filter, sub) = new FilterReader(text, limits ?? FilterLimits.Default, ScimTypes.InvalidPath, dialect).ReadPatchPath();
        return new PatchPath(path, filter, sub);
    }

    /// <summary>The path as text; it parses back to an equal path.</summary>
    public override string ToString() =>
        Attribute + (ValueFilter is null ? "" : $"[{ValueFilter}]") + (SubAttribute is null ? "" : "." + SubAttribute);
}
