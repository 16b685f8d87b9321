namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.7: many operations in one request.</summary>
public abstract class BulkTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string BulkResponse = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    [Fact]
    [Rfc("7644-3.7-1", "7644-3.7-2", "7644-3.7-3", "7644-3.7-6", "7644-3.7-9", "7644-3.7-12", "7644-3.7.3-1", "7644-3.7.3-2", "7644-3.7.3-3", "7644-3.1-1")]
    public async Task Every_operation_is_answered_with_its_method_status_and_location()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");

        var answer = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("dan"), "d1"),
            ScimRequests.Operation("PUT", "/Users/" + people[0], Tenant.UserBody("ada2", "00u-ada")),
            ScimRequests.Operation("PATCH", "/Users/" + people[1], ScimRequests.PatchBody(Tenant.Replace("title", "Lead"))),
            ScimRequests.Operation("DELETE", "/Users/" + people[2]))).Expect(200);

        Assert.Equal([BulkResponse], answer.Json.Schemas());
        var results = answer.Json.List("Operations");
        Assert.Equal(["POST", "PUT", "PATCH", "DELETE"], results.Select(result => result.Text("method")));
        Assert.Equal(["201", "200", "200", "204"], results.Select(result => result.Text("status")));
        Assert.Equal("d1", results[0].Text("bulkId"));
        Assert.All(results.Skip(1).Zip(people), pair => Assert.Equal($"{tenant.ScimBaseAddress}/Users/{pair.Second}", pair.First.Text("location")));
        Assert.Equal("dan", (await tenant.Scim.At(results[0].Text("location")).GetAsync("")).Expect(200).Json.Text("userName"));
        Assert.Equal("ada2", (await tenant.UserAsync(people[0])).Text("userName"));
        Assert.Equal("Lead", (await tenant.UserAsync(people[1])).Text("title"));
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/" + people[2]), 404);
    }

    [Fact, Rfc("7644-3.7-6", "7644-3.7-7", "7644-3.7-8", "7644-3.7-11", "7644-3.7.3-1", "7644-3.7.3-2", "7644-3.7.3-3", "7644-3.7.3-4")]
    public async Task What_fails_says_why_and_the_others_are_done()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var nobody = Guid.CreateVersion7().ToString();

        var results = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada", "other"), "a"),
            ScimRequests.Operation("DELETE", "/Users/" + nobody),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ben").Without("userName"), "b"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("cyd"), "c"))).Expect(200).Json.List("Operations");

        Assert.Equal(["409", "404", "400", "201"], results.Select(result => result.Text("status")));
        foreach (var failed in results.Take(3))
        {
            Assert.Equal([ScimAssert.ErrorSchema], failed["response"]!.Schemas());
            Assert.Equal(failed.Text("status"), failed["response"].Text("status"));
            Assert.NotEmpty(failed["response"].Text("detail"));
        }

        Assert.Equal("uniqueness", results[0]["response"].Text("scimType"));
        Assert.Null(results[0]["location"]);
        Assert.Equal($"{tenant.ScimBaseAddress}/Users/{nobody}", results[1].Text("location"));
        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"cyd\"", "cyd");
    }

    [Fact, Rfc("7644-3.7-11", "7644-3.7.3-1")]
    public async Task It_stops_when_as_many_have_failed_as_the_client_said()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        JsonObject[] operations =
        [
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada", "1"), "a"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ben"), "b"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada", "2"), "c"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("dan"), "d"),
        ];

        var results = (await tenant.Scim.BulkAsync(2, operations)).Expect(200).Json.List("Operations");

        Assert.Equal(["409", "201", "409"], results.Select(result => result.Text("status")));
        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"dan\"");
    }

    public static TheoryData<string> JobsThatAreNone => new(
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":{}}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":"two","Operations":[]}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[]}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"method":"DELETE","path":"/Users/1"}]}""");

    [Theory, MemberData(nameof(JobsThatAreNone)), Rfc("7644-3.7-1", "7644-3.7-10")]
    public async Task What_is_no_job_is_400_as_a_whole(string body)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Bulk", body, ScimClient.MediaType), 400);
    }

    [Theory, Rfc("7644-3.7-2", "7644-3.7-3", "7644-3.7-4", "7644-3.7-5")]
    [InlineData("""{"path":"/Users","bulkId":"a","data":{"userName":"ada"}}""")]
    [InlineData("""{"method":"GET","path":"/Users"}""")]
    [InlineData("""{"method":"POST","path":"/Users","data":{"userName":"ada"}}""")]
    [InlineData("""{"method":"POST","bulkId":"a","data":{"userName":"ada"}}""")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"a"}""")]
    [InlineData("""{"method":"PATCH","path":"/Users/1"}""")]
    public async Task An_operation_without_what_it_needs_fails(string operation)
    {
        var tenant = await TenantAsync();

        var answer = await tenant.Scim.BulkAsync(null, ScimRequests.Parse(operation));

        if (answer.Status == 200)
            Assert.Equal("400", Assert.Single(answer.Json.List("Operations")).Text("status"));
        else
            ScimAssert.Error(answer, 400);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    [Fact, Rfc("7644-3.7-13", "7644-3.7.2-1")]
    public async Task A_bulkId_stands_for_the_id_of_what_it_made_wherever_it_is_used_and_before_it_is_made()
    {
        var tenant = await TenantAsync();

        var results = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Groups", Tenant.GroupBody("Eng", ["bulkId:ada"]), "eng"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada"), "ada"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ben"), "ben"),
            ScimRequests.Operation("PATCH", "/Groups/bulkId:eng", ScimRequests.PatchBody(Tenant.AddMembers("bulkId:ben"))))).Expect(200).Json.List("Operations");

        Assert.DoesNotContain(results, result => result.Text("status")[0] != '2');
        string IdOf(string bulkId) => results.First(result => result["bulkId"]?.GetValue<string>() == bulkId).Text("location").Split('/')[^1];
        Assert.Equal(new[] { IdOf("ada"), IdOf("ben") }.Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(IdOf("eng")));
    }

    [Fact, Rfc("7644-3.7.2-2")]
    public async Task A_bulkId_in_an_extension_is_replaced_too()
    {
        var tenant = await TenantAsync();
        var worker = Tenant.UserBody("ada");
        worker["schemas"]!.AsArray().Add(ScimRequests.Enterprise);
        worker[ScimRequests.Enterprise] = ScimRequests.Parse("""{"manager":{"value":"bulkId:boss"}}""");

        var results = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", worker, "ada"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("boss"), "boss"))).Expect(200).Json.List("Operations");

        Assert.Equal(["201", "201"], results.Select(result => result.Text("status")));
        string IdOf(string bulkId) => results.Single(result => result.Text("bulkId") == bulkId).Text("location").Split('/')[^1];
        Assert.Equal(IdOf("boss"), (await tenant.UserAsync(IdOf("ada")))[ScimRequests.Enterprise].Text("manager.value"));
    }

    [Fact, Rfc("7644-3.7.1-1")]
    public async Task References_in_a_circle_are_resolved()
    {
        var tenant = await TenantAsync();
        JsonObject With(string name, string manager)
        {
            var body = Tenant.UserBody(name);
            body["schemas"]!.AsArray().Add(ScimRequests.Enterprise);
            body[ScimRequests.Enterprise] = new JsonObject { ["manager"] = new JsonObject { ["value"] = "bulkId:" + manager } };
            return body;
        }

        var results = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", With("ada", "ben"), "ada"),
            ScimRequests.Operation("POST", "/Users", With("ben", "ada"), "ben"))).Expect(200).Json.List("Operations");

        Assert.Equal(["201", "201"], results.Select(result => result.Text("status")));
        var ids = results.ToDictionary(result => result.Text("bulkId"), result => result.Text("location").Split('/')[^1], StringComparer.Ordinal);
        Assert.Equal(ids["ben"], (await tenant.UserAsync(ids["ada"]))[ScimRequests.Enterprise].Text("manager.value"));
        Assert.Equal(ids["ada"], (await tenant.UserAsync(ids["ben"]))[ScimRequests.Enterprise].Text("manager.value"));
    }

    [Fact, Rfc("7644-3.7.1-1", "7644-3.7.2-1")]
    public async Task A_bulkId_that_nothing_made_is_an_error_of_its_operation_alone()
    {
        var tenant = await TenantAsync();

        var results = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Groups", Tenant.GroupBody("Eng", ["bulkId:nobody"]), "eng"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada"), "ada"))).Expect(200).Json.List("Operations");

        Assert.Contains(results[0].Text("status"), new[] { "400", "409" });
        Assert.Equal("201", results[1].Text("status"));
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
    }

    [Fact, Rfc("7644-3.7.4-1", "7644-3.7.4-2", "7644-3.7.4-3")]
    public async Task More_operations_or_bytes_than_the_configuration_says_are_413_with_the_limit()
    {
        var tenant = await TenantAsync();
        var config = (await tenant.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json;
        var (operations, bytes) = (config.Number("bulk.maxOperations"), config.Number("bulk.maxPayloadSize"));
        var delete = ScimRequests.Operation("DELETE", "/Users/1");

        var many = await tenant.Scim.BulkAsync(1, [.. Enumerable.Range(0, operations + 1).Select(_ => (JsonObject)delete.DeepClone())]);
        ScimAssert.Error(many, 413);
        Assert.Contains(Digits(operations), Digits(many.Json.Text("detail")), StringComparison.Ordinal);

        var text = $$"""{"schemas":["{{ScimRequests.BulkRequest}}"],"Operations":[{{delete.ToJsonString()}}]}""";
        var large = await tenant.Scim.SendBytesAsync(HttpMethod.Post, "/Bulk", System.Text.Encoding.UTF8.GetBytes(text.PadRight(bytes + 1)), ScimClient.MediaType, askFirst: true);
        ScimAssert.Error(large, 413);
        Assert.Contains(Digits(bytes), Digits(large.Json.Text("detail")), StringComparison.Ordinal);
        (await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Bulk", text, ScimClient.MediaType)).Expect(200);
    }

    /// <summary>A number, or the digits of a text: it may write 1,000 or 1000.</summary>
    private static string Digits(object of) => string.Concat(of.ToString()!.Where(char.IsAsciiDigit));
}

public sealed class BulkTestsOnSqlite(SqliteService service) : BulkTests(service);

public sealed class BulkTestsOnPostgreSql(PostgreSqlService service) : BulkTests(service);

public sealed class BulkTestsOnSqlServer(SqlServerService service) : BulkTests(service);
