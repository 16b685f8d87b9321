using System.Text;

namespace Scim.Modular.ConformanceTests.Rfc;

internal static class ScimRequests
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string SearchRequest = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    public const string BulkRequest = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    /// <summary>A request with headers of its own; what it names replaces what the client sends by itself.</summary>
    public static async Task<Reply> SendWithAsync(
        this ScimClient scim, string method, string path, JsonNode? body, params (string Name, string Value)[] headers)
    {
        using var request = ScimClient.NewRequest(new HttpMethod(method), scim.BaseAddress + path);
        if (scim.Authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", scim.Authorization);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, ScimClient.MediaType);
        return await scim.SendAsync(request);
    }

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    public static Task<Reply> SearchAsync(this ScimClient scim, string endpoint, object search)
    {
        var body = JsonNodes.Of(search);
        body["schemas"] = new JsonArray(SearchRequest);
        return scim.PostAsync(endpoint + "/.search", body);
    }

    public static Task<Reply> BulkAsync(this ScimClient scim, int? failOnErrors, params JsonObject[] operations)
    {
        var body = new JsonObject { ["schemas"] = new JsonArray(BulkRequest), ["Operations"] = new JsonArray([.. operations]) };
        if (failOnErrors is not null)
            body["failOnErrors"] = failOnErrors;
        return scim.PostAsync("/Bulk", body);
    }

    public static JsonObject Operation(string method, string path, JsonNode? data = null, string? bulkId = null)
    {
        var operation = new JsonObject { ["method"] = method, ["path"] = path };
        if (bulkId is not null)
            operation["bulkId"] = bulkId;
        if (data is not null)
            operation["data"] = data;
        return operation;
    }

    public static JsonObject PatchBody(params JsonObject[] operations) =>
        new() { ["schemas"] = new JsonArray(ScimClient.PatchOp), ["Operations"] = new JsonArray([.. operations]) };

    public static async Task<string> PostUserAsync(this Tenant tenant, string userName, Action<JsonObject> change)
    {
        var body = Tenant.UserBody(userName);
        change(body);
        return (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");
    }

    public static async Task<JsonNode> UserAsync(this Tenant tenant, string id) => (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json;

    public static string[] UserNames(this IEnumerable<JsonNode> users) => [.. users.Select(user => user.Text("userName"))];

    public static string[] Schemas(this JsonNode resource) => [.. resource.List("schemas").Select(urn => urn.GetValue<string>())];
}
