using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Text in every string attribute that the schemas name: kept as it is, or refused; never changed and never evaluated.</summary>
public abstract class TextAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Trait("Case", "C09"), Trait("Case", "C23")]
    [InlineData("non-character", "\uFFFE \uFFFF \uFDD0")]
    [InlineData("right to left", "\u202Egnp.exe \u2066x\u2069 \u200D\u200B")]
    [InlineData("controls", "\u0001\u0007\u001b[2J\u007f\u0085\u2028")]
    [InlineData("line ends", "a\r\n{\"level\":\"fatal\"}\r\nSet-Cookie: x=1")]
    [InlineData("beyond the plane", "\U0010FFFF \U0001F642 \U000E0041")]
    [InlineData("marks", "Z\u0351\u0362\u036b\u036b\u0310 e\u0301 \u0344")]
    [InlineData("templates", "${7*7} {{7*7}} #{7*7} <%=7*7%> @(7*7) {0} {userName} %s %n")]
    [InlineData("markup", "<script>alert(1)</script> &lt; \"'` </title>")]
    [InlineData("formula", "=cmd|' /C calc'!A0")]
    [InlineData("SQL", "'; DROP TABLE users; -- \\ % _")]
    [InlineData("blanks", "  two at both ends  ")]
    public async Task Text_is_stored_and_returned_exactly_in_every_attribute(string what, string text)
    {
        var tenant = await TenantAsync();
        foreach (var (endpoint, schema) in new[] { ("Users", Tenant.UserSchema), ("Groups", Tenant.GroupSchema) })
        {
            var body = await FilledAsync(tenant, schema, text);

            var created = (await tenant.Scim.PostAsync("/" + endpoint, body.DeepClone())).Expect(201).Json;

            var read = (await tenant.Scim.GetAsync($"/{endpoint}/{created.Text("id")}")).Expect(200).Json;
            foreach (var (name, value) in body.Where(one => one.Key is not ("schemas" or "members")))
                Assert.True(JsonNode.DeepEquals(value, read[name]), $"{what} in {name}: {read[name]?.ToJsonString()}");
            var refused = await tenant.Scim.PostAsync("/" + endpoint, body);
            ScimAssert.Error(refused, 409, "uniqueness");
            Assert.DoesNotContain("49", refused.Json.Text("detail").Replace(created.Text("id"), "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Case", "C09")]
    [InlineData("NUL", "x\\u0000", "invalidValue")]
    [InlineData("half a pair", "x\\ud800", "invalidValue")]
    [InlineData("pair in the wrong order", "\\udc00\\ud800", "invalidValue")]
    [InlineData("4,097 characters", null, "invalidValue")]
    public async Task Text_that_cannot_be_kept_is_400_in_every_attribute(string what, string? json, string scimType)
    {
        var tenant = await TenantAsync();
        const string marker = "the-marked-text";
        foreach (var (endpoint, schema) in new[] { ("Users", Tenant.UserSchema), ("Groups", Tenant.GroupSchema) })
        {
            var count = 0;
            foreach (var body in await EachFilledAsync(tenant, schema, marker))
            {
                count++;
                var text = body.ToJsonString().Replace(marker, json ?? new string('x', 4_097), StringComparison.Ordinal);
                var refused = await tenant.Scim.SendTextAsync(HttpMethod.Post, "/" + endpoint, text, ScimClient.MediaType);
                Assert.True(refused.Status == 400, $"{what}: {body.ToJsonString()} → {refused.Status}");
                ScimAssert.Error(refused, 400, scimType);
            }

            Assert.True(count >= (endpoint == "Users" ? 30 : 1), $"only {count} attributes were found");
            ScimAssert.List(await tenant.Scim.GetAsync("/" + endpoint), 0);
        }
    }

    [Theory, Trait("Case", "C23")]
    [InlineData("${7*7}")]
    [InlineData("{{7*7}}")]
    [InlineData("#{7*7}")]
    [InlineData("@(7*7)")]
    [InlineData("{0}%s%n")]
    public async Task A_template_in_what_is_refused_comes_back_literally_or_not_at_all(string template)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var escaped = Uri.EscapeDataString(template);
        foreach (var refused in new[]
        {
            await tenant.Scim.GetAsync("/" + escaped),
            await tenant.Scim.GetAsync("/Users/" + escaped),
            await tenant.Scim.GetAsync("/Schemas/" + escaped),
            await tenant.Scim.GetAsync("/Users?filter=" + escaped),
            await tenant.Scim.GetAsync("/Users?count=" + escaped),
            await tenant.Scim.FilterAsync("Users", $"noSuch eq \"{template}\""),
            await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(template, "x")),
            await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("active", template)),
            await tenant.Scim.WithAuthorization("Bearer " + template).GetAsync("/Users"),
        })
        {
            ScimAssert.Error(refused, refused.Status);
            Assert.InRange(refused.Status, 400, 499);
            Assert.DoesNotContain("49", refused.Json.Text("detail"), StringComparison.Ordinal);
        }
    }

    /// <summary>One resource with the text in all of its attributes.</summary>
    private static async Task<JsonObject> FilledAsync(Tenant tenant, string schema, string text)
    {
        var body = new JsonObject { ["schemas"] = new JsonArray(schema), ["externalId"] = text };
        foreach (var attribute in await AttributesAsync(tenant, schema))
            body[attribute.Text("name")] = Value(attribute, text, null);
        return body;
    }

    /// <summary>As many resources as there are attributes, each with the text in one of them.</summary>
    private static async Task<IReadOnlyList<JsonObject>> EachFilledAsync(Tenant tenant, string schema, string text)
    {
        JsonObject Body() => schema == Tenant.UserSchema ? Tenant.UserBody("ada") : Tenant.GroupBody("Eng", []);
        var bodies = new List<JsonObject>();
        foreach (var attribute in await AttributesAsync(tenant, schema))
        {
            var names = attribute["subAttributes"] is null
                ? [null]
                : attribute.List("subAttributes").Where(IsText).Select(sub => (string?)sub.Text("name"));
            foreach (var sub in names)
            {
                var body = Body();
                body[attribute.Text("name")] = Value(attribute, text, sub);
                bodies.Add(body);
            }
        }

        return bodies;
    }

    private static async Task<IReadOnlyList<JsonNode>> AttributesAsync(Tenant tenant, string schema) =>
        [.. (await tenant.Scim.GetAsync("/Schemas/" + schema)).Expect(200).Json.List("attributes")
            .Where(attribute => attribute.Text("mutability") != "readOnly" && attribute.Text("name") != "members"
                && (IsText(attribute) || (attribute["subAttributes"] is not null && attribute.List("subAttributes").Any(IsText))))];

    private static bool IsText(JsonNode attribute) => attribute.Text("type") == "string" && attribute.Text("mutability") is "readWrite" or "immutable";

    private static JsonNode Value(JsonNode attribute, string text, string? only)
    {
        if (attribute["subAttributes"] is null)
            return JsonValue.Create(text);
        var element = new JsonObject();
        foreach (var sub in attribute.List("subAttributes").Where(IsText).Select(sub => sub.Text("name")).Where(name => only is null || name == only))
            element[sub] = text;
        return attribute.Flag("multiValued") ? new JsonArray(element) : element;
    }
}

public sealed class TextAbuseTestsOnSqlite(SqliteService service) : TextAbuseTests(service);

public sealed class TextAbuseTestsOnPostgreSql(PostgreSqlService service) : TextAbuseTests(service);

public sealed class TextAbuseTestsOnSqlServer(SqlServerService service) : TextAbuseTests(service);
