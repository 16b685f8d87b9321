namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Ids that are almost one, or much more: all are 404, alike.</summary>
public abstract class IdAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Trait("Case", "C25"), Trait("Case", "C21")]
    [InlineData("Users")]
    [InlineData("Groups")]
    public async Task What_is_not_exactly_an_id_of_this_directory_is_404_and_says_no_more(string endpoint)
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        var id = endpoint == "Users" ? await tenant.CreateUserAsync("ada") : await tenant.CreateGroupAsync("ada");
        var theirs = endpoint == "Users" ? await other.CreateUserAsync("eve") : await other.CreateGroupAsync("eve");
        var before = (await tenant.Scim.GetAsync($"/{endpoint}/{id}")).Expect(200).Text;
        var body = endpoint == "Users" ? Tenant.UserBody("ada2") : Tenant.GroupBody("ada2", []);
        string? details = null;

        foreach (var near in new[]
        {
            $"{{{id}}}", $"({id})", id.Replace("-", "", StringComparison.Ordinal), id + ".", id + "%20", "%20" + id, id + ".json",
            id + ";x=1", $"%7B{id}%7D", id[..^1], id + "0", "0" + id, theirs, Guid.Empty.ToString(), "0", "-1", "null", "undefined", "*", "..%2f" + id,
            "%2e%2e%2f" + endpoint, Uri.EscapeDataString("' or '1'='1"), new string('9', 6_000), Uri.EscapeDataString("ⅷ" + id[1..]),
        })
        {
            foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" })
            {
                JsonNode? sent = method switch
                {
                    "PUT" => body.DeepClone(),
                    "PATCH" => Rfc.ScimRequests.PatchBody(Tenant.Replace("displayName", "x")),
                    _ => null,
                };
                var refused = await tenant.Scim.SendAsync(new HttpMethod(method), $"/{endpoint}/{near}", sent);
                ScimAssert.Error(refused, 404);
                Assert.DoesNotContain("eve", refused.Text, StringComparison.Ordinal);
                Assert.True(refused.Text.Length < 1_000, "the answer echoes what was sent");
                details ??= refused.Json.Text("detail").Replace(near, "", StringComparison.Ordinal);
            }
        }

        Assert.NotNull(details);
        Assert.Equal(before, (await tenant.Scim.GetAsync($"/{endpoint}/{id}")).Expect(200).Text);
        ScimAssert.List(await tenant.Scim.GetAsync("/" + endpoint), 1);
    }

    /// <summary>RFC 7643 §3.1: an id has case. One that is written otherwise is another, or the same wherever it is used, but never half of each.</summary>
    [Fact, Trait("Case", "C25")]
    public async Task An_id_in_capitals_is_nobody()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var capitals = id.ToUpperInvariant();
        Assert.NotEqual(id, capitals);

        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/" + capitals), 404);
        ScimAssert.Error(await tenant.Scim.DeleteAsync("/Users/" + capitals), 404);
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", $"id eq \"{capitals}\""), 0);
        (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200);
    }

    [Theory, Trait("Case", "C21")]
    [InlineData("/Users/..")]
    [InlineData("/Users/../Groups")]
    [InlineData("/Users/./{id}")]
    [InlineData("/Users/%2e/{id}")]
    [InlineData("/Users/%2e%2e/Users/{id}")]
    [InlineData("/Users//{id}/..//")]
    [InlineData("/Users\\{id}")]
    [InlineData("/%55sers/{id}")]
    [InlineData("/Users/{id}/..;/")]
    [InlineData("/../{other}/Users")]
    [InlineData("/%2e%2e/{other}/Users")]
    [InlineData("/..%2f{other}/Users")]
    public async Task No_other_spelling_of_a_path_leads_to_another_directory(string template)
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        await other.CreateUserAsync("eve");
        var path = template.Replace("{id}", id, StringComparison.Ordinal).Replace("{other}", other.DirectoryId, StringComparison.Ordinal);

        var answer = await tenant.Scim.GetAsync(path);

        Assert.True(answer.Status is 200 or 400 or 401 or 404 or 405, answer.ToString());
        Assert.DoesNotContain("eve", answer.Text, StringComparison.Ordinal);
    }
}

public sealed class IdAbuseTestsOnSqlite(SqliteService service) : IdAbuseTests(service);

public sealed class IdAbuseTestsOnPostgreSql(PostgreSqlService service) : IdAbuseTests(service);

public sealed class IdAbuseTestsOnSqlServer(SqlServerService service) : IdAbuseTests(service);
