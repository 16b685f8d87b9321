using System.IO.Compression;
using System.Text;
using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Bodies that two readers could read differently, that grow, or that are not what they say they are; on every way that takes one.</summary>
public abstract class BodyAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private static readonly string[] Ambiguous =
    [
        """{"active":true,"active":false}""",
        """{"active":false,"Active":true}""",
        """{"a":1,"\u0061":2}""",
        """{"a":1} {"b":2}""",
        """{"a":1},""",
        """{"a":1 // said in passing""" + "\n}",
        """{"a":NaN}""",
        """{"a":1e400}""",
        """{"a":"\u0000"}""",
        """{"a":"\ud800"}""",
        """{"a":01}""",
        """{'a':1}""",
        $$"""{"a":{{new string('[', 40)}}{{new string(']', 40)}}}""",
        $$"""{"a":{{new string('[', 100_000)}}""",
        "\u0000",
        "",
    ];

    [Theory, Trait("Case", "C08")]
    [InlineData("POST", "/Users")]
    [InlineData("PUT", "/Users/{user}")]
    [InlineData("PATCH", "/Users/{user}")]
    [InlineData("POST", "/Groups")]
    [InlineData("PUT", "/Groups/{group}")]
    [InlineData("PATCH", "/Groups/{group}")]
    [InlineData("POST", "/Users/.search")]
    [InlineData("POST", "/.search")]
    [InlineData("POST", "/Bulk")]
    public async Task What_is_not_one_unambiguous_JSON_object_is_400_and_nothing_changes(string method, string template)
    {
        var (tenant, path) = await WorldAsync(template);
        var before = await EverythingAsync(tenant);

        foreach (var body in Ambiguous)
        {
            var refused = await tenant.Scim.SendBytesAsync(
                new HttpMethod(method), path, Encoding.UTF8.GetBytes(body), ScimClient.MediaType, askFirst: body.Length > 50_000);
            Assert.True(refused.Status is 400 or 413, $"{body[..Math.Min(60, body.Length)]}: {refused}");
            ScimAssert.Error(refused, refused.Status);
        }

        ScimAssert.Error(await tenant.Scim.SendBytesAsync(new HttpMethod(method), path, Encoding.Unicode.GetBytes("""{"a":1}"""), ScimClient.MediaType), 400);
        ScimAssert.Error(await tenant.Scim.SendBytesAsync(new HttpMethod(method), path, [(byte)'{', (byte)'"', 0xc0, 0xaf, (byte)'"', (byte)':', (byte)'1', (byte)'}'], ScimClient.MediaType), 400);
        Assert.Equal(before, await EverythingAsync(tenant));
    }

    [Theory, Trait("Case", "C08")]
    [InlineData("POST", "/Users")]
    [InlineData("PUT", "/Users/{user}")]
    [InlineData("PATCH", "/Groups/{group}")]
    [InlineData("POST", "/Users/.search")]
    [InlineData("POST", "/Bulk")]
    public async Task Another_media_type_is_415_and_a_compressed_body_is_not_unpacked(string method, string template)
    {
        var (tenant, path) = await WorldAsync(template);
        var body = Tenant.UserBody("ben").ToJsonString();

        foreach (var type in new[] { null, "", "text/plain", "text/json", "application/xml", "multipart/form-data", "application/scim+json; charset=utf-7", "application/json; charset=utf-16", "nonsense" })
            ScimAssert.Error(await tenant.Scim.SendTextAsync(new HttpMethod(method), path, body, type), 415);
        foreach (var encoding in new[] { "gzip", "br", "deflate", "gzip, gzip", "x-unknown" })
        {
            var refused = await SendEncodedAsync(tenant, method, path, encoding, Bomb());
            Assert.True(refused.Status is 413 or 415, refused.ToString());
            ScimAssert.Error(refused, refused.Status);
        }

        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 1);
    }

    [Fact, Trait("Case", "C08")]
    public async Task A_byte_order_mark_is_none_of_the_text()
    {
        var tenant = await TenantAsync();
        var body = new byte[] { 0xef, 0xbb, 0xbf }.Concat(Encoding.UTF8.GetBytes(Tenant.UserBody("ada").ToJsonString())).ToArray();
        Assert.Equal("ada", (await tenant.Scim.SendBytesAsync(HttpMethod.Post, "/Users", body, ScimClient.MediaType)).Expect(201).Json.Text("userName"));
    }

    private async Task<(Tenant Tenant, string Path)> WorldAsync(string template)
    {
        var tenant = await TenantAsync();
        var user = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng", user);
        return (tenant, template.Replace("{user}", user, StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal));
    }

    private static async Task<string> EverythingAsync(Tenant tenant) =>
        (await tenant.Scim.GetAsync("/Users")).Expect(200).Text + (await tenant.Scim.GetAsync("/Groups")).Expect(200).Text;

    /// <summary>A megabyte that would be a gigabyte.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = new byte[1 << 20];
            Array.Fill(blanks, (byte)' ');
            for (var i = 0; i < 64; i++)
                gzip.Write(blanks);
        }

        return packed.ToArray();
    }

    private static async Task<Reply> SendEncodedAsync(Tenant tenant, string method, string path, string encoding, byte[] body)
    {
        using var request = ScimClient.NewRequest(new HttpMethod(method), tenant.Scim.BaseAddress + path);
        request.Headers.TryAddWithoutValidation("Authorization", tenant.Scim.Authorization);
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ScimClient.MediaType);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return await tenant.Scim.SendAsync(request);
    }
}

public sealed class BodyAbuseTestsOnSqlite(SqliteService service) : BodyAbuseTests(service);

public sealed class BodyAbuseTestsOnPostgreSql(PostgreSqlService service) : BodyAbuseTests(service);

public sealed class BodyAbuseTestsOnSqlServer(SqlServerService service) : BodyAbuseTests(service);
