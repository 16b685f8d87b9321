namespace Scim.Modular.Protocol.Binding;

/// <summary>How large values may be; beyond is 400 <c>invalidValue</c> naming the attribute and the limit.</summary>
public sealed record BindingLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static BindingLimits Default { get; } = new();

    /// <summary>Characters of a string.</summary>
    public int StringLength { get; init; } = 4096;

    /// <summary>Characters of <c>externalId</c> and of what is unique, a <c>userName</c> or a group's <c>displayName</c>: they are index keys.</summary>
    public int KeyLength { get; init; } = 256;

    /// <summary>Characters of a binary in base64: a certificate with a chain of names is longer than any text.</summary>
    public int BinaryLength { get; init; } = 16_384;

    /// <summary>Values of a multi-valued attribute, apart from <see cref="Unbounded"/>.</summary>
    public int Values { get; init; } = 100;

    /// <summary>Attributes whose number of values the caller limits: the <c>members</c> of a group are rows, not JSON.</summary>
    public IReadOnlySet<string> Unbounded { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "members" };

    /// <summary>Notes that are kept; one more says that there were others.</summary>
    public int Notes { get; init; } = 20;
}
