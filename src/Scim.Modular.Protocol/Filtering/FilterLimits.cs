namespace Scim.Modular.Protocol.Filtering;

/// <summary>How large a filter may be; beyond is 400 <c>invalidFilter</c> before anything is computed.</summary>
public sealed record FilterLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static FilterLimits Default { get; } = new();

    /// <summary>Characters of the text.</summary>
    public int Length { get; init; } = 4096;

    /// <summary>Nodes of the tree: comparisons, <c>pr</c>, <c>and</c>, <c>or</c>, <c>not</c> and value paths count one each.</summary>
    public int Nodes { get; init; } = 200;

    /// <summary>Open parentheses and brackets at one place.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Nodes between the brackets of one value path.</summary>
    public int ValuePathNodes { get; init; } = 10;
}
