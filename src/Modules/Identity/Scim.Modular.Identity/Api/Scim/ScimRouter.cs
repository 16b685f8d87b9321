using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>What the path and the method of a SCIM request mean (RFC 7644 §3.2). Resource types are data, so their endpoints are too.</summary>
internal static class ScimRouter
{
    private const string Search = ".search";

    public static Task<ScimAnswer> RouteAsync(ScimCall call, string[] path)
    {
        var method = call.Http.Request.Method;
        var isGet = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        return path switch
        {
            [] when isGet => ListOperations.GetAsync(call, call.Catalog.Types),
            [] => throw NotAllowed(call, "GET"),
            [Search] when method == "POST" => ListOperations.SearchAsync(call, call.Catalog.Types),
            [Search] => throw NotAllowed(call, "POST"),
            [var first, ..] when call.Catalog.At(first) is { } type => OfTypeAsync(call, type, path[1..], method, isGet),
            [var first, ..] when Is(first, "Me") => OfSubjectAsync(call, path[1..], method, isGet),
            [var first] when Is(first, "Bulk") => method == "POST" ? BulkOperations.RunAsync(call) : throw NotAllowed(call, "POST"),
            [var first] when Is(first, "ServiceProviderConfig") => Discovered(call, isGet, Discovery.ServiceProviderConfig),
            [var first, ..] when Is(first, "ResourceTypes") && path.Length <= 2 =>
                Discovered(call, isGet, request => Discovery.ResourceTypes(request, path.ElementAtOrDefault(1))),
            [var first, ..] when Is(first, "Schemas") && path.Length <= 2 =>
                Discovered(call, isGet, request => Discovery.Schemas(request, path.ElementAtOrDefault(1))),
            _ => throw ScimEndpoint.NoSuchAddress(),
        };
    }

    private static async Task<ScimAnswer> OfTypeAsync(ScimCall call, ServedType type, string[] rest, string method, bool isGet)
    {
        var operations = ResourceOperations.Of(call, type);
        return (rest, method) switch
        {
            ([], _) when isGet => await ListOperations.GetAsync(call, [type]),
            ([], "POST") when !operations.IsReadOnly => await operations.CreateAsync(await WriteAsync(call, operations)),
            ([], _) => throw NotAllowed(call, operations.IsReadOnly ? "GET" : "GET, POST"),
            ([Search], "POST") => await ListOperations.SearchAsync(call, [type]),
            ([Search], _) => throw NotAllowed(call, "POST"),
            ([var id], _) => await OneAsync(call, operations, id, method, isGet),
            _ => throw ScimEndpoint.NoSuchAddress(),
        };
    }

    private static async Task<ScimAnswer> OneAsync(ScimCall call, ResourceOperations operations, string id, string method, bool isGet) => method switch
    {
        _ when isGet => await operations.GetAsync(id, call.IfNoneMatch),
        "PUT" when !operations.IsReadOnly => await operations.ReplaceAsync(id, await WriteAsync(call, operations)),
        "PATCH" when !operations.IsReadOnly => await operations.PatchAsync(id, await WriteAsync(call, operations)),
        "DELETE" when !operations.IsReadOnly => await operations.DeleteAsync(id, call.IfMatch),
        _ => throw NotAllowed(call, operations.IsReadOnly ? "GET" : "GET, PUT, PATCH, DELETE"),
    };

    // RFC 7644 §3.11: an alias for the user whom the token stands for; most tokens stand for a directory and for nobody.
    private static async Task<ScimAnswer> OfSubjectAsync(ScimCall call, string[] rest, string method, bool isGet)
    {
        if (rest.Length > 0)
            throw ScimEndpoint.NoSuchAddress();
        if (call.Subject is not { } subject)
        {
            throw new ScimException(
                StatusCodes.Status501NotImplemented, null,
                "/Me is not supported for this token: it belongs to a directory, not to a user. A token made with userId stands for that user.");
        }

        if (method == "POST")
            throw NotAllowed(call, "GET, PUT, PATCH, DELETE");
        var id = subject.ToString("D");
        var answer = await OneAsync(call, ResourceOperations.Of(call, call.Catalog.Of(ResourceKind.User)), id, method, isGet);
        return answer with { Location = $"{call.BaseAddress}/Users/{id}" };
    }

    private static async Task<ScimWrite> WriteAsync(ScimCall call, ResourceOperations operations)
    {
        var condition = call.IfMatch;
        return new(await call.ReadBodyAsync(operations.BodyBytes), condition);
    }

    private static Task<ScimAnswer> Discovered(ScimCall call, bool isGet, Func<ScimCall, ScimAnswer> show) =>
        isGet ? Task.FromResult(show(call)) : throw NotAllowed(call, "GET");

    private static bool Is(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ScimException NotAllowed(ScimCall call, string allowed)
    {
        call.Http.Response.Headers.Allow = allowed;
        return new(StatusCodes.Status405MethodNotAllowed, null, $"The method {call.Http.Request.Method} is not allowed here. Allowed: {allowed}.");
    }
}
