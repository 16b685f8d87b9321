using System.Globalization;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>What must hold of every answer, whatever was asked.</summary>
internal static class Verdict
{
    /// <summary>What is wrong with the answer, or null.</summary>
    public static string? Of(FuzzedRequest request, Reply reply)
    {
        // RFC 7644 §3.11: /Me is not supported, and says so.
        if (reply.Status >= 500 && !(reply.Status == 501 && request.Address.Contains("/Me", StringComparison.Ordinal)))
            return "a 5xx";
        if (request.Method == "HEAD")
            return null;
        if (reply.Text.Contains("   at ", StringComparison.Ordinal) || reply.Text.Contains("Exception:", StringComparison.Ordinal))
            return "a stack trace";
        return request.IsScim ? Scim(request, reply) : Admin(reply);
    }

    private static string? Scim(FuzzedRequest request, Reply reply)
    {
        if (reply.Status == 204 || reply.Status == 304)
            return reply.Text.Length == 0 ? null : "a body where there is none";
        if (reply.Header("Content-Type") != "application/scim+json")
            return $"the Content-Type '{reply.Header("Content-Type")}'";
        var schemas = reply.Json["schemas"] is null ? [] : reply.Json.List("schemas").Select(schema => schema.ToString()).ToArray();
        if (reply.Status < 400)
        {
            return schemas.Length == 0 && !request.Address.Contains("ttributes", StringComparison.Ordinal) ? "no schemas"
                : reply.Status == 201 && !request.Address.Contains("ttributes", StringComparison.Ordinal)
                    && reply.Header("Location") != reply["meta.location"]?.GetValue<string>() ? "a Location that is not meta.location"
                : null;
        }

        return !schemas.SequenceEqual([ScimAssert.ErrorSchema], StringComparer.Ordinal) ? "no SCIM Error"
            : reply["status"]?.ToJsonString() != $"\"{reply.Status.ToString(CultureInfo.InvariantCulture)}\"" ? "another status in the body"
            : string.IsNullOrWhiteSpace(reply["detail"]?.GetValue<string>()) ? "no detail"
            : reply.Status == 401 && reply.Header("WWW-Authenticate") is null ? "a 401 without WWW-Authenticate"
            : null;
    }

    private static string? Admin(Reply reply)
    {
        if (reply.Status < 400)
            return null;
        return ScimClient.ContentTypeOf(reply)?.MediaType != "application/problem+json" ? $"the Content-Type '{reply.Header("Content-Type")}'"
            : string.IsNullOrEmpty(reply["code"]?.GetValue<string>()) ? "no code"
            : reply["status"]?.ToJsonString() != reply.Status.ToString(CultureInfo.InvariantCulture) ? "another status in the body"
            : null;
    }
}
