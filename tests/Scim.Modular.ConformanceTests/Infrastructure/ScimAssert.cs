using System.Globalization;

namespace Scim.Modular.ConformanceTests.Infrastructure;

public static class ScimAssert
{
    public const string ErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";
    public const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>RFC 7644 §3.12: the body of every failure, with a status that is a string, and nothing of the inside.</summary>
    public static void Error(Reply reply, int status, string? scimType = null)
    {
        Assert.True(reply.Status == status, $"expected {status}, but {reply}");
        Assert.Equal("application/scim+json", reply.Header("Content-Type"));
        Assert.Equal([ErrorSchema], reply.Json.List("schemas").Select(schema => schema.GetValue<string>()));
        Assert.Equal(status.ToString(CultureInfo.InvariantCulture), reply.Json.Text("status"));
        Assert.NotEmpty(reply.Json.Text("detail"));
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", reply.Text, StringComparison.Ordinal);
        if (scimType is not null)
            Assert.True(reply["scimType"]?.GetValue<string>() == scimType, $"expected {scimType}, but {reply}");
    }

    /// <summary>RFC 7644 §3.4.2, with the integers that Okta stops at when they are strings.</summary>
    public static IReadOnlyList<JsonNode> List(Reply reply, int? totalResults = null)
    {
        Assert.True(reply.Status == 200, $"expected 200, but {reply}");
        Assert.Equal("application/scim+json", reply.Header("Content-Type"));
        Assert.Equal([ListSchema], reply.Json.List("schemas").Select(schema => schema.GetValue<string>()));
        var resources = reply.Json.List("Resources");
        Assert.Equal(resources.Count, reply.Json.Number("itemsPerPage"));
        _ = reply.Json.Number("startIndex");
        if (totalResults is { } expected)
            Assert.Equal(expected, reply.Json.Number("totalResults"));
        return resources;
    }

    public static async Task FindsAsync(ScimClient scim, string filter, params string[] userNames)
    {
        var found = List(await scim.FilterAsync("Users", filter), userNames.Length);
        Assert.Equal(userNames.Order(StringComparer.Ordinal), found.Select(user => user.Text("userName")).Order(StringComparer.Ordinal));
    }

    /// <summary>An admin API failure: RFC 9457 with a stable code.</summary>
    public static void Problem(Reply reply, params int[] statuses)
    {
        Assert.True(statuses.Contains(reply.Status), $"expected {string.Join(" or ", statuses)}, but {reply}");
        Assert.Equal("application/problem+json", ScimClient.ContentTypeOf(reply)?.MediaType);
        Assert.Equal(reply.Status, reply.Json.Number("status"));
        Assert.NotEmpty(reply.Json.Text("code"));
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
    }
}
