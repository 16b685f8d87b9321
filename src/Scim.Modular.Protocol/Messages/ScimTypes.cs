namespace Scim.Modular.Protocol.Messages;

/// <summary>The <c>scimType</c> keywords of RFC 7644 §3.12, table 9, and of RFC 9865 §2.1.</summary>
public static class ScimTypes
{
    /// <summary>The filter is malformed, or compares what cannot be compared.</summary>
    public const string InvalidFilter = "invalidFilter";

    /// <summary>The filter yields more than the server is willing to compute.</summary>
    public const string TooMany = "tooMany";

    /// <summary>A value that must be unique is in use.</summary>
    public const string Uniqueness = "uniqueness";

    /// <summary>The attribute cannot be changed that way.</summary>
    public const string Mutability = "mutability";

    /// <summary>The body is not what the request's schema says.</summary>
    public const string InvalidSyntax = "invalidSyntax";

    /// <summary>The path of a PATCH operation is malformed or names nothing.</summary>
    public const string InvalidPath = "invalidPath";

    /// <summary>The path of a PATCH operation selects no value.</summary>
    public const string NoTarget = "noTarget";

    /// <summary>A value is missing or not compatible with its attribute.</summary>
    public const string InvalidValue = "invalidValue";

    /// <summary>The SCIM protocol version is not supported.</summary>
    public const string InvalidVersion = "invalidVers";

    /// <summary>The request must not carry this in its URI.</summary>
    public const string Sensitive = "sensitive";

    /// <summary>The cursor is not one that the server gave for this query, RFC 9865 §2.1.</summary>
    public const string InvalidCursor = "invalidCursor";

    /// <summary>The cursor is too old, RFC 9865 §2.1.</summary>
    public const string ExpiredCursor = "expiredCursor";

    /// <summary>The page size is out of range, or not that of the query's first page, RFC 9865 §2.1.</summary>
    public const string InvalidCount = "invalidCount";
}
