using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Security;

internal sealed record Route(string Method, string Path)
{
    public bool IsScim => Path.StartsWith("/scim", StringComparison.OrdinalIgnoreCase);
}

/// <summary>All routes there are: what the OpenAPI document names, and SCIM's own under both of its addresses.</summary>
internal static partial class Routes
{
    /// <summary>What may be called without credentials. Everything else is a finding.</summary>
    public static readonly string[] Anonymous = ["/health/live", "/health/ready", "/openapi/v1.json", "/docs"];

    public static bool IsAnonymous(string path) =>
        Anonymous.Contains(path, StringComparer.Ordinal) || path.StartsWith("/docs/", StringComparison.Ordinal);

    public static async Task<IReadOnlyList<Route>> AllAsync(Tenant tenant)
    {
        using var reply = await tenant.Service.Http.GetAsync(new Uri(tenant.Service.BaseAddress + "/openapi/v1.json"));
        Assert.Equal(200, (int)reply.StatusCode);
        var document = JsonNode.Parse(await reply.Content.ReadAsStringAsync());
        var paths = document?["paths"]?.AsObject() ?? throw new InvalidOperationException("The OpenAPI document names no paths.");
        List<Route> routes = [];
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, _) in operations!.AsObject())
            {
                if (method is "get" or "post" or "put" or "patch" or "delete")
                    routes.Add(new Route(method.ToUpperInvariant(), Fill(path, tenant)));
            }
        }

        foreach (var address in new[] { "/scim/v2", "/scim/v2/" + tenant.DirectoryId })
            routes.AddRange(Scim.Select(route => new Route(route.Method, address + route.Path.Replace("{id}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal))));
        return [.. routes.Distinct()];
    }

    private static readonly Route[] Scim =
    [
        .. new[] { "/Users", "/Groups" }.SelectMany(type => new Route[]
        {
            new("GET", type), new("POST", type),
            new("GET", type + "/{id}"), new("PUT", type + "/{id}"), new("PATCH", type + "/{id}"), new("DELETE", type + "/{id}"),
        }),
        .. new[] { "/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/ResourceTypes/User", "/Schemas/" + Tenant.UserSchema, "/Me" }
            .Select(path => new Route("GET", path)),
        new("GET", "/"), new("GET", "/Nothing"), new("POST", "/Nothing"),
    ];

    private static string Fill(string template, Tenant tenant) => Parameter().Replace(template, match => match.Groups["name"].Value switch
    {
        "org" or "organization" => tenant.Id,
        "dir" or "directory" => tenant.DirectoryId,
        "key" or "plan" => Tenant.Plan,
        _ => Guid.CreateVersion7().ToString(),
    });

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
