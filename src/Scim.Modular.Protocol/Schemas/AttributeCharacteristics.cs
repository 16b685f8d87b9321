using System.Diagnostics.CodeAnalysis;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>The data types of RFC 7643 §2.3.</summary>
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "The names are the RFC's.")]
public enum AttributeType
{
    /// <summary>§2.3.1.</summary>
    String,

    /// <summary>§2.3.2.</summary>
    Boolean,

    /// <summary>§2.3.3.</summary>
    Decimal,

    /// <summary>§2.3.4.</summary>
    Integer,

    /// <summary>§2.3.5: an instant, <c>2008-01-23T04:56:22Z</c>.</summary>
    DateTime,

    /// <summary>§2.3.6: base64; case exact, no uniqueness, no order.</summary>
    Binary,

    /// <summary>§2.3.7: a URI; case exact.</summary>
    Reference,

    /// <summary>§2.3.8: sub-attributes.</summary>
    Complex,
}

/// <summary>When a client may write an attribute, RFC 7643 §7.</summary>
public enum Mutability
{
    /// <summary>Any time.</summary>
    ReadWrite,

    /// <summary>Never; what a client sends is ignored.</summary>
    ReadOnly,

    /// <summary>Once.</summary>
    Immutable,

    /// <summary>Any time, but it is never returned.</summary>
    WriteOnly,
}

/// <summary>When an attribute is part of a response, RFC 7643 §7.</summary>
public enum Returned
{
    /// <summary>Unless the client asked for others or excluded it.</summary>
    Default,

    /// <summary>Whatever the client asked for.</summary>
    Always,

    /// <summary>In no case.</summary>
    Never,

    /// <summary>Only when asked for by name.</summary>
    Request,
}

/// <summary>How far a value is unique, RFC 7643 §7.</summary>
public enum Uniqueness
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Within the endpoint.</summary>
    Server,

    /// <summary>Everywhere.</summary>
    Global,
}
