using System.Net.Sockets;
using System.Text;

namespace Scim.Modular.ConformanceTests.Limits;

/// <summary>Each limit on what one request may hold: what is exactly as large is taken, and works; one more is refused, and changes nothing.</summary>
public abstract class LimitTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const int AdminBody = 64 * 1024;

    public static TheoryData<string, string> FiltersAtTheirLimit => new()
    {
        { Named(4096 - "userName eq \"\"".Length), Named(4097 - "userName eq \"\"".Length) },              // characters
        { $"not ({Alternatives("active pr", 100)})", Alternatives("active pr", 101) },                     // terms and operators: 200, 201
        { Nested("(", 20), Nested("(", 21) },                                                              // depth
        { Nested("not (", 20), Nested("not (", 21) },
        { $"emails[not ({Alternatives("type eq \"x\"", 5)})]", $"emails[{Alternatives("type eq \"x\"", 6)}]" },     // in brackets: 10, 11
    };

    [Theory, MemberData(nameof(FiltersAtTheirLimit), DisableDiscoveryEnumeration = true)]
    public async Task A_filter_may_be_as_large_as_its_limit_and_no_larger(string atLimit, string beyond)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");

        ScimAssert.List(await tenant.Scim.FilterAsync("Users", atLimit));
        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", beyond), 400, "invalidFilter");
    }

    [Fact]
    public async Task The_filter_in_a_path_may_be_as_large_as_its_limit_and_no_larger()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        static JsonObject Remove(string path) => new() { ["op"] = "remove", ["path"] = path };

        var removed = (await tenant.Scim.PatchAsync("/Users/" + id, Remove($"emails[not ({Alternatives("type eq \"x\"", 5)})]"))).Expect(200).Json;
        Assert.Null(removed["emails"]);
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Remove($"emails[{Alternatives("type eq \"x\"", 6)}]")), 400, "invalidPath");
    }

    [Fact]
    public async Task A_patch_has_1000_operations_and_no_more()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        static JsonObject[] Titles(int count) => [.. Enumerable.Range(1, count).Select(i => Tenant.Replace("title", $"Title {i}"))];

        Assert.Equal("Title 1000", (await tenant.Scim.PatchAsync("/Users/" + id, Titles(1000))).Expect(200).Json.Text("title"));
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Titles(1001)), 413);
        Assert.Equal("Title 1000", (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.Text("title"));
    }

    [Theory]
    [InlineData("in one operation")]
    [InlineData("in a thousand operations")]
    public async Task A_patch_names_10000_members_and_no_more(string how)
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng");
        JsonObject[] Naming(int count)
        {
            string[] members = [.. Enumerable.Range(1, count - 1).Select(_ => Guid.CreateVersion7().ToString()), ada];
            return [.. members.Chunk(how == "in one operation" ? count : 11).Select(Tenant.AddMembers)];
        }

        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + group, Naming(10_001)), 413);
        Assert.Empty(await tenant.GroupMembersAsync(group));
        (await tenant.Scim.PatchAsync("/Groups/" + group, Naming(10_000))).Expect(204);
        Assert.Equal([ada], await tenant.GroupMembersAsync(group));     // the others are of nobody yet
    }

    [Fact]
    public async Task A_group_has_50000_members_and_no_more()
    {
        var tenant = await TenantAsync();
        var group = await tenant.CreateGroupAsync("Eng");

        ScimAssert.Error(await tenant.Scim.PutAsync(
            "/Groups/" + group, Tenant.GroupBody("Eng", Enumerable.Range(0, 50_001).Select(_ => Guid.CreateVersion7().ToString()))), 413);
    }

    public static TheoryData<string, int> TextsWithALimit => new()
    {
        { "userName", 256 },
        { "externalId", 256 },
        { "displayName", 4096 },
        { "title", 4096 },
        { "name.familyName", 4096 },
        { "emails.value", 4096 },
        { "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", 4096 },
    };

    [Theory, MemberData(nameof(TextsWithALimit))]
    public async Task A_text_of_a_user_at_its_limit_works_everywhere_and_one_character_more_is_400(string attribute, int limit)
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync("Eng", team)).Expect(201);

        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", With(attribute, limit + 1)), 400, "invalidValue");
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
        var created = (await tenant.Scim.PostAsync("/Users", With(attribute, limit))).Expect(201);

        // The text goes to every module, and each has columns of its own.
        var id = created.Json.Text("id");
        Assert.Contains(Long(limit), (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text, StringComparison.Ordinal);
        await tenant.CreateGroupAsync("Eng", id);
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(id));
        await Eventually.EqualAsync(1, async () => (await tenant.Admin.ListAsync($"/teams/{team}/members")).Count);
        Assert.Single(await tenant.Admin.ListAsync("/licenses?status=assigned"));
        ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + id, With(attribute, limit + 1)), 400, "invalidValue");
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task A_groups_name_and_externalId_at_their_limit_work_everywhere_and_one_character_more_is_400()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Engineering");
        var ada = await tenant.CreateUserAsync("ada");
        (await tenant.MapNameAsync(Long(256), team)).Expect(201);

        ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody(Long(257), [ada])), 400, "invalidValue");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Eng", [ada], Long(257))), 400, "invalidValue");
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
        var group = (await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody(Long(256), [ada], Long(256)))).Expect(201).Json.Text("id");

        await Eventually.EqualAsync("ada", () => tenant.TeamAsync(team));
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("displayName", Long(257))), 400, "invalidValue");
        await Invariants.HoldAsync(tenant);
    }

    /// <summary>One character that stands for eighteen when names are compared: the limit may bite sooner, the service must not break.</summary>
    [Theory]
    [InlineData("\ufdfa", 256)]
    [InlineData("\ufb03", 256)]
    [InlineData("\U0001f642", 128)]
    public async Task Names_that_grow_when_they_are_folded_are_kept_or_refused_and_break_nothing(string character, int count)
    {
        var tenant = await TenantAsync();
        var name = string.Concat(Enumerable.Repeat(character, count));

        foreach (var (path, body) in new[] { ("/Users", Tenant.UserBody(name, "ext")), ("/Groups", Tenant.GroupBody(name, [])) })
        {
            var answer = (await tenant.Scim.PostAsync(path, body)).Expect(201, 400);
            if (answer.Status == 400)
                ScimAssert.Error(answer, 400, "invalidValue");
            ScimAssert.List(await tenant.Scim.GetAsync(path), answer.Status == 201 ? 1 : 0);
        }
    }

    [Fact]
    public async Task An_attribute_has_100_values_and_no_more()
    {
        var tenant = await TenantAsync();
        static JsonObject Emails(int count)
        {
            var body = Tenant.UserBody("ada");
            body["emails"] = new JsonArray([.. Enumerable.Range(1, count).Select(i => new JsonObject { ["value"] = $"ada{i}@mail.example", ["type"] = $"t{i}" })]);
            return body;
        }

        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Emails(101)), 400, "invalidValue");
        var id = (await tenant.Scim.PostAsync("/Users", Emails(100))).Expect(201).Json.Text("id");

        await ScimAssert.FindsAsync(tenant.Scim, "emails.value eq \"ada100@mail.example\"", "ada");
        var oneMore = new JsonObject { ["op"] = "add", ["path"] = "emails", ["value"] = new JsonArray(new JsonObject { ["value"] = "more@mail.example" }) };
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, oneMore), 400, "invalidValue");
        Assert.Equal(100, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.List("emails").Count);
    }

    [Fact]
    public async Task JSON_is_32_levels_deep_and_no_deeper()
    {
        var tenant = await TenantAsync();
        static string Deep(int levels) =>
            $$"""{"schemas":["{{Tenant.UserSchema}}"],"userName":"ada","x":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", Deep(33), ScimClient.MediaType), 400, "invalidSyntax");
        (await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", Deep(32), ScimClient.MediaType)).Expect(201);
    }

    [Fact]
    public async Task A_body_of_the_admin_API_has_64_KiB_and_no_more()
    {
        var tenant = await TenantAsync();
        async Task<Reply> PostAsync(int length)
        {
            var json = JsonNodes.Of(new { name = "Engineering" }).ToJsonString();
            var scim = Service.Scim(Service.BaseAddress, ScimClient.Bearer(Service.Options.AdminKey));
            return await scim.SendBytesAsync(
                HttpMethod.Post, $"/admin/v1/organizations/{tenant.Id}/teams", Encoding.UTF8.GetBytes(json[..^1].PadRight(length - 1) + "}"), "application/json",
                askFirst: true);
        }

        ScimAssert.Problem(await PostAsync(AdminBody + 1), 413);
        (await PostAsync(AdminBody)).Expect(201);
        Assert.Single(await tenant.Admin.ListAsync("/teams"));
    }

    [Fact]
    public async Task A_token_is_looked_at_up_to_256_characters()
    {
        var tenant = await TenantAsync();
        async Task<string> RefusalAsync(string authorization)
        {
            var refused = await tenant.Scim.WithAuthorization(authorization).GetAsync("/Users");
            ScimAssert.Error(refused, 401);
            return refused.Json.Text("detail");
        }

        foreach (var form in new Func<string, string>[] { token => token, ScimClient.Bearer, token => ScimClient.Basic("okta", token) })
        {
            Assert.Contains("not known", await RefusalAsync(form(new string('x', 256))), StringComparison.Ordinal);
            Assert.DoesNotContain("not known", await RefusalAsync(form(new string('x', 257))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_compressed_body_is_refused_before_it_grows()
    {
        var tenant = await TenantAsync();
        using var request = ScimClient.NewRequest(HttpMethod.Post, tenant.Scim.BaseAddress + "/Users");
        request.Headers.TryAddWithoutValidation("Authorization", tenant.Scim.Authorization);
        using var zipped = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Tenant.UserBody("ada").ToJsonString()));
        request.Content = new ByteArrayContent(zipped.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ScimClient.MediaType);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");

        ScimAssert.Error(await tenant.Scim.SendAsync(request), 415);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    /// <summary>What Kestrel cuts off before it is a request: by hand, for no client library sends such things.</summary>
    [Theory]
    [InlineData("line", 414)]
    [InlineData("headers", 431)]
    [InlineData("number of headers", 431)]
    [InlineData("two lengths", 400)]
    [InlineData("two hosts", 400)]
    public async Task What_is_too_large_or_ambiguous_to_be_a_request_is_refused_and_the_next_one_served(string what, int status)
    {
        var tenant = await TenantAsync();
        var address = new Uri(Service.BaseAddress);
        var more = what switch
        {
            "headers" => $"X-Long: {new string('x', 33 * 1024)}\r\n",
            "number of headers" => string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: 1\r\n")),
            "two lengths" => "Content-Length: 4\r\nContent-Length: 5\r\n",
            "two hosts" => "Host: evil.example\r\n",
            _ => "",
        };
        var path = "/scim/v2/Users" + (what == "line" ? "?filter=" + new string('x', 21_000) : "");

        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {tenant.Token}\r\n{more}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);

        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        (await tenant.Scim.GetAsync("/Users")).Expect(200);
    }

    private static string Named(int characters) => $"userName eq \"{new string('x', characters)}\"";

    private static string Alternatives(string term, int count) => string.Join(" or ", Enumerable.Repeat(term, count));

    private static string Nested(string open, int levels) =>
        string.Concat(Enumerable.Repeat(open, levels)) + "active pr" + new string(')', levels);

    private static string Long(int characters) => new('x', characters);

    private static JsonObject With(string attribute, int characters)
    {
        var body = Tenant.UserBody("ada");
        var text = Long(characters);
        switch (attribute)
        {
            case "name.familyName":
                body["name"]!["familyName"] = text;
                break;
            case "emails.value":
                body["emails"]![0]!["value"] = text;
                break;
            case var extension when extension.StartsWith("urn:", StringComparison.Ordinal):
                body[extension[..extension.LastIndexOf(':')]] = new JsonObject { [extension[(extension.LastIndexOf(':') + 1)..]] = text };
                break;
            default:
                body[attribute] = text;
                break;
        }

        return body;
    }
}

public sealed class LimitTestsOnSqlite(SqliteService service) : LimitTests(service);

public sealed class LimitTestsOnPostgreSql(PostgreSqlService service) : LimitTests(service);

public sealed class LimitTestsOnSqlServer(SqlServerService service) : LimitTests(service);
