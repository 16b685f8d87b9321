using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.Protocol.Messages;

/// <summary>The error body of RFC 7644 §3.12. Its <c>status</c> is a string, as the RFC's examples and Okta's tests have it.</summary>
/// <example><c>{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"…"}</c></example>
public static class ScimError
{
    /// <summary>The body for an exception.</summary>
    public static JsonObject ToJson(ScimException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ToJson(error.Status, error.ScimType, error.Detail);
    }

    /// <summary>The body for a status, an optional <c>scimType</c> and a detail.</summary>
    public static JsonObject ToJson(int status, string? scimType, string detail)
    {
        var error = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.Error),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
        };
        if (scimType is not null)
            error["scimType"] = scimType;
        error["detail"] = detail;
        return error;
    }
}
