using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>
/// Case D10: what each role may do is a table in the repository, and the service does what it says. <c>APPROVE=1</c> writes the table
/// again; whoever reviews the change reads it.
/// </summary>
public abstract partial class RoleMatrixTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Page = "docs/roles.md";
    private static readonly string[] Roles = ["owner", "admin", "licenseManager", "auditor"];

    [Fact]
    public async Task Every_role_may_do_what_the_table_says_and_nothing_else()
    {
        var tenant = await TenantAsync();
        var routes = await AdminRoutesAsync();
        Assert.True(routes.Count >= 60, $"only {routes.Count} admin routes were found");
        var allowed = new Dictionary<(string Route, string Column), bool>();
        foreach (var (place, administrators) in new[] { ("installation", Service.Admin), ("organization", tenant.Admin) })
        {
            var email = $"{place}-{tenant.Id[^12..]}@example.com";
            var id = (await administrators.PostAsync("/administrators", new { email, role = "owner" })).Expect(201).Json.Text("id");
            var browser = await Browser.SignInAsync(Service, email, place == "organization" ? tenant.Id : null);
            foreach (var role in Roles)
            {
                // The session is the same one: a new role counts at once.
                (await administrators.PostAsync("/administrators", new { email = $"{role}-{email}", role = "owner" })).Expect(201);
                (await administrators.PatchAsync("/administrators/" + id, new { role })).Expect(200);
                foreach (var (method, template) in routes)
                    allowed[($"{method} {template}", $"{place} {role}")] = await MayAsync(browser, tenant, method, template);
            }
        }

        foreach (var (method, template) in routes)
            Assert.Equal(401, (await SendAsync(Browser.At(Service), tenant, method, template)).Status);
        var expected = Table(routes, allowed);
        var path = Path.Combine(RepositoryRoot.FullPath, Page);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            await File.WriteAllTextAsync(path, expected);
        Assert.True(expected == await File.ReadAllTextAsync(path), $"{Page} is not what the service does. Write it with APPROVE=1, and read what changed.");
    }

    private static async Task<bool> MayAsync(Browser browser, Tenant tenant, string method, string template)
    {
        var reply = await SendAsync(browser, tenant, method, template);
        if (reply.Status is not (401 or 403))
            return true;
        Assert.True(reply.Status == 403 && reply.Json.Text("code") is "insufficient_scope" or "wrong_scope", reply.ToString());
        return false;
    }

    // Nothing is changed: whoever may is told what would happen.
    private static Task<Reply> SendAsync(Browser browser, Tenant tenant, string method, string template)
    {
        var path = Parameter().Replace(template, match => match.Groups["name"].Value switch
        {
            "org" => tenant.Id,
            "dir" => tenant.DirectoryId,
            _ => Guid.CreateVersion7().ToString(),
        });
        // What a route can't read it refuses before it looks at who asks: the configuration is YAML.
        var isYaml = template.Contains("/configuration", StringComparison.Ordinal);
        var body = method is "POST" or "PUT" or "PATCH"
            ? new StringContent("{}", Encoding.UTF8, isYaml ? "application/yaml" : "application/json")
            : null;
        return browser.SendAsync(new HttpMethod(method), method == "GET" ? path : path + "?dryRun=true", body, "same-origin");
    }

    private async Task<IReadOnlyList<(string Method, string Template)>> AdminRoutesAsync()
    {
        using var reply = await Service.Http.GetAsync(new Uri(Service.BaseAddress + "/openapi/v1.json"));
        var paths = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["paths"]!.AsObject();
        return
        [
            .. from path in paths
               where path.Key.StartsWith("/admin/", StringComparison.Ordinal)
               from operation in path.Value!.AsObject()
               where operation.Key is "get" or "post" or "put" or "patch" or "delete"
               orderby path.Key.Contains("{org}/", StringComparison.Ordinal), path.Key, operation.Key
               select (operation.Key.ToUpperInvariant(), path.Key),
        ];
    }

    private static string Table(
        IReadOnlyList<(string Method, string Template)> routes, Dictionary<(string Route, string Column), bool> allowed)
    {
        var text = new StringBuilder(
            """
            # Who may do what

            Written by `RoleMatrixTests` (`APPROVE=1`) from what the service does; the test fails when the two differ. Below `/admin/v1`, with the roles of
            the installation and, behind the line, those of an organization in its own organization. In any other organization they may nothing (404). An
            admin key with the scopes `owner`, `write`, `licenses` or `read` may do what the roles owner, admin, licenseManager and auditor may.

            A provisioned person who is signed in may read their own page (`/me`), and none of this (`OwnPageTests`).

            | route | owner | admin | licenses | auditor | │ | owner | admin | licenses | auditor |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var (method, template) in routes)
        {
            string Cells(string place) =>
                string.Join(" | ", Roles.Select(role => allowed[($"{method} {template}", $"{place} {role}")] ? "yes" : "–"));
            text.Append(CultureInfo.InvariantCulture, $"| {method} `{template["/admin/v1".Length..]}` | {Cells("installation")} | │ | {Cells("organization")} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

public sealed class RoleMatrixTestsOnSqlite(SqliteService service) : RoleMatrixTests(service);

public sealed class RoleMatrixTestsOnPostgreSql(PostgreSqlService service) : RoleMatrixTests(service);

public sealed class RoleMatrixTestsOnSqlServer(SqlServerService service) : RoleMatrixTests(service);
