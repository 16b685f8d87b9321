using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §2: attributes, their names, types and values.</summary>
public abstract partial class AttributeTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7643-2.1-2", "7643-2.3-1", "7643-2.3.8-2", "7643-1.2-1")]
    public async Task The_published_schemas_keep_to_the_grammar_of_names_and_types()
    {
        var tenant = await TenantAsync();
        foreach (var schema in ScimAssert.List(await tenant.Scim.GetAsync("/Schemas")))
        {
            foreach (var attribute in schema.List("attributes"))
            {
                Assert.Matches(Name(), attribute.Text("name"));
                var inner = attribute["subAttributes"] is null ? [] : attribute.List("subAttributes");
                Assert.Equal(attribute.Text("type") == "complex", inner.Count > 0);
                Assert.All(inner, one => Assert.Matches(Name(), one.Text("name")));
                if (schema.Text("id") != "urn:ietf:params:scim:schemas:core:2.0:Schema")
                    Assert.All(inner, one => Assert.NotEqual("complex", one.Text("type")));
            }
        }
    }

    public static TheoryData<string> AttributesThatAreNone => new(
        """{"name":"1st","type":"string"}""",
        """{"name":"two words","type":"string"}""",
        """{"name":"a.b","type":"string"}""",
        """{"name":"","type":"string"}""",
        """{"name":"x","type":"money"}""",
        """{"name":"x","type":"string","subAttributes":[{"name":"y","type":"string"}]}""",
        """{"name":"x","type":"complex","subAttributes":[{"name":"y","type":"complex","subAttributes":[{"name":"z","type":"string"}]}]}""");

    [Theory, MemberData(nameof(AttributesThatAreNone)), Rfc("7643-1.2-1", "7643-2.1-2", "7643-2.3-1", "7643-2.3.8-2")]
    public async Task A_schema_of_ones_own_keeps_to_the_same_grammar(string attribute)
    {
        var tenant = await TenantAsync();
        ScimAssert.Problem(await CustomSchema.PutAsync(tenant, CustomSchema.Of(ScimRequests.Parse(attribute))), 400, 422);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Schemas/" + CustomSchema.Urn), 404);
    }

    [Fact, Rfc("7643-2.2-1")]
    public async Task Characteristics_that_are_not_said_have_their_defaults()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, ScimRequests.Parse("""{"name":"colour"}"""));

        var colour = (await tenant.Scim.GetAsync("/Schemas/" + CustomSchema.Urn)).Expect(200).Json.List("attributes")[0];

        Assert.Equal("string", colour.Text("type"));
        Assert.False(colour.Flag("multiValued"));
        Assert.False(colour.Flag("required"));
        Assert.False(colour.Flag("caseExact"));
        Assert.Equal("readWrite", colour.Text("mutability"));
        Assert.Equal("default", colour.Text("returned"));
        Assert.Equal("none", colour.Text("uniqueness"));
        (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", new JsonObject { ["colour"] = "Red" }))).Expect(201);
        await ScimAssert.FindsAsync(tenant.Scim, $"{CustomSchema.Urn}:colour eq \"red\"", "ada");
    }

    [Theory, Rfc("7643-2.3.4-1", "7643-2.3.5-1", "7643-2.3.5-2", "7643-2.3.5-3", "7643-2.3.6-1")]
    [InlineData("integer", "5", true)]
    [InlineData("integer", "5.5", false)]
    [InlineData("integer", "\"5\"", false)]
    [InlineData("decimal", "5.5", true)]
    [InlineData("decimal", "\"much\"", false)]
    [InlineData("dateTime", "\"2008-01-23T04:56:22Z\"", true)]
    [InlineData("dateTime", "\"2008-01-23T04:56:22.123+02:00\"", true)]
    [InlineData("dateTime", "\"2008-01-23\"", false)]
    [InlineData("dateTime", "\"04:56:22Z\"", false)]
    [InlineData("dateTime", "\"2008-13-23T04:56:22Z\"", false)]
    [InlineData("dateTime", "1201064182", false)]
    [InlineData("binary", "\"Zm9vYg==\"", true)]
    [InlineData("binary", "\"no base64!\"", false)]
    [InlineData("binary", "5", false)]
    [InlineData("boolean", "true", true)]
    [InlineData("boolean", "\"perhaps\"", false)]
    [InlineData("reference", "\"https://example.com/x\"", true)]
    [InlineData("reference", "{\"to\":1}", false)]
    public async Task A_value_is_of_the_type_of_its_attribute(string type, string value, bool isOne)
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, CustomSchema.Attribute("worth", type));

        var answer = await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", new JsonObject { ["worth"] = JsonNode.Parse(value) }));

        if (!isOne)
        {
            ScimAssert.Error(answer, 400, "invalidValue");
            return;
        }

        var kept = (await tenant.UserAsync(answer.Expect(201).Json.Text("id")))[CustomSchema.Urn]!["worth"]!;
        Assert.Equal(JsonNode.Parse(value)!.GetValueKind(), kept.GetValueKind());
        if (type == "integer")
            Assert.Equal("5", kept.ToJsonString());
    }

    [Theory, Rfc("7643-2.3.6-1")]
    [InlineData("MIIC", 201)]
    [InlineData("not base64 at all!", 400)]
    public async Task A_certificate_is_base64(string value, int status)
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada");
        body["x509Certificates"] = new JsonArray(new JsonObject { ["value"] = value });
        var answer = await tenant.Scim.PostAsync("/Users", body);
        if (status == 201)
            answer.Expect(201);
        else
            ScimAssert.Error(answer, 400, "invalidValue");
    }

    [Fact, Rfc("7643-2.3.7-1", "7643-2.3.7-3", "7643-2.3.7-4")]
    public async Task Every_reference_that_is_written_leads_to_its_target()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng", ada);

        var references = new[]
        {
            ((await tenant.UserAsync(ada)).Text("groups[0].$ref"), group),
            ((await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Json.Text("members[0].$ref"), ada),
        };

        foreach (var (reference, target) in references)
            Assert.Equal(target, (await tenant.Scim.At(reference).GetAsync("")).Expect(200).Json.Text("id"));
        (await tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);
        ScimAssert.Error(await tenant.Scim.At(references[0].Item1).GetAsync(""), 404);
    }

    [Fact, Rfc("7643-2.3.8-1", "7643-3-5")]
    public async Task The_order_of_attributes_means_nothing()
    {
        var tenant = await TenantAsync();
        var body = ScimRequests.Parse($$"""
            {"{{ScimRequests.Enterprise}}":{"department":"D"},"active":true,"emails":[{"type":"work","value":"ada@mail.example"}],
             "userName":"ada","schemas":["{{ScimRequests.Enterprise}}","{{Tenant.UserSchema}}"]}
            """);

        var id = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");
        var patch = ScimRequests.Parse($$"""{"Operations":[{"value":"Lead","path":"title","op":"add"}],"schemas":["{{ScimClient.PatchOp}}"]}""");
        (await tenant.Scim.SendAsync(HttpMethod.Patch, "/Users/" + id, patch)).Expect(200);

        var user = await tenant.UserAsync(id);
        Assert.Equal("D", user[ScimRequests.Enterprise].Text("department"));
        Assert.Equal("Lead", user.Text("title"));
        Assert.Equal("ada@mail.example", user.Text("emails[0].value"));
    }

    [Fact, Rfc("7643-2.4-3")]
    public async Task Two_primary_values_are_refused()
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada");
        body["emails"] = JsonNode.Parse("""[{"value":"a@mail.example","primary":true},{"value":"b@mail.example","primary":true}]""");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", body), 400, "invalidValue");
        var id = await tenant.CreateUserAsync("ada");
        ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + id, body), 400, "invalidValue");
        Assert.Single((await tenant.UserAsync(id)).List("emails"));
    }

    [Fact, Rfc("7643-2.4-4")]
    public async Task A_value_that_does_not_say_so_is_not_primary()
    {
        var tenant = await TenantAsync();
        await tenant.PostUserAsync("ada", user => user["emails"] = JsonNode.Parse("""[{"value":"a@mail.example"},{"value":"b@mail.example","primary":true}]"""));
        await tenant.PostUserAsync("ben", user => user["emails"] = JsonNode.Parse("""[{"value":"c@mail.example"}]"""));

        await ScimAssert.FindsAsync(tenant.Scim, "emails[primary eq true]", "ada");
        await ScimAssert.FindsAsync(tenant.Scim, "emails[value sw \"a@\" and primary eq true]");
        await ScimAssert.FindsAsync(tenant.Scim, "not (emails[primary eq true])", "ben");
    }

    [Fact, Rfc("7643-2.4-7")]
    public async Task The_same_value_with_the_same_type_is_added_once()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var again = ScimRequests.Parse("""{"op":"add","path":"emails","value":[{"value":"ada@mail.example","type":"work"}]}""");

        (await tenant.Scim.PatchAsync("/Users/" + id, again, (JsonObject)again.DeepClone())).Expect(200);

        Assert.Single((await tenant.UserAsync(id)).List("emails"));
    }

    [Theory, Rfc("7643-2.5-1")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Null_and_an_empty_array_are_as_unassigned_as_what_is_absent(string value)
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["phoneNumbers"] = JsonNode.Parse(value));
        var user = await tenant.UserAsync(id);

        Assert.False(user.AsObject().ContainsKey("phoneNumbers"));
        await ScimAssert.FindsAsync(tenant.Scim, "phoneNumbers pr");
        await ScimAssert.FindsAsync(tenant.Scim, "not (phoneNumbers pr)", "ada");
    }

    [GeneratedRegex("^[$A-Za-z][-_0-9A-Za-z$]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}

public sealed class AttributeTestsOnSqlite(SqliteService service) : AttributeTests(service);

public sealed class AttributeTestsOnPostgreSql(PostgreSqlService service) : AttributeTests(service);

public sealed class AttributeTestsOnSqlServer(SqlServerService service) : AttributeTests(service);
