using System.Text.Json.Nodes;

namespace Scim.Modular.Protocol.Patching;

/// <summary>The operations of RFC 7644 §3.5.2.</summary>
public enum PatchOp
{
    /// <summary>§3.5.2.1</summary>
    Add,

    /// <summary>§3.5.2.3</summary>
    Replace,

    /// <summary>§3.5.2.2</summary>
    Remove,
}

/// <summary>One operation of a PATCH.</summary>
/// <param name="Op">What to do.</param>
/// <param name="Path">Where, or null for the resource itself.</param>
/// <param name="Value">With what; null both for a JSON <c>null</c> and for no value, which <see cref="HasValue"/> tells apart.</param>
/// <example><c>new PatchOperation(PatchOp.Replace, PatchPath.Parse("active"), JsonValue.Create(false))</c></example>
public sealed record PatchOperation(PatchOp Op, PatchPath? Path, JsonNode? Value)
{
    /// <summary>Whether the operation has a <c>value</c>, be it <c>null</c>.</summary>
    public bool HasValue { get; init; } = Value is not null;
}
