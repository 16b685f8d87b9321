namespace Scim.Modular.ConformanceTests.Simulators;

public abstract class AddressAndLookupTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory]
    [InlineData("userName%20eq%20%22ada%2Bokta%40mail.example%22")]     // Okta
    [InlineData("userName+eq+%22ada%2Bokta%40mail.example%22")]         // a form encoder: blanks as plus signs
    [InlineData("userName%20eq%20%22ada+okta@mail.example%22")]         // Okta's Java client leaves the plus sign as it is
    [InlineData("userName%20eq%20%22ada+okta%40mail.example%22")]
    [InlineData("USERNAME%20EQ%20%22ADA%2BOKTA@MAIL.EXAMPLE%22")]
    [InlineData("email%20eq%20%22ada%2Bokta%40mail.example%22")]        // the unique identifier field of the Cal.com guide
    public async Task A_user_with_a_plus_sign_is_found_however_the_client_encodes(string filter)
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada+okta@mail.example");
        await tenant.CreateUserAsync("ada@mail.example");

        var found = ScimAssert.List(await tenant.Scim.GetAsync($"/Users?filter={filter}&startIndex=1&count=100"), 1);

        Assert.Equal(ada, found[0].Text("id"));
    }

    [Theory]
    [InlineData("ada okta@mail.example", "userName+eq+%22ada+okta%40mail.example%22")]
    [InlineData("ada okta@mail.example", "userName%20eq%20%22ada%20okta%40mail.example%22")]
    public async Task A_plus_sign_stands_for_a_blank_where_that_finds_somebody(string userName, string filter)
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("x", "ext");
        body["userName"] = userName;
        var id = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json.Text("id");

        Assert.Equal(id, ScimAssert.List(await tenant.Scim.GetAsync("/Users?filter=" + filter), 1)[0].Text("id"));
    }

    [Theory]
    [InlineData("", "/Users/")]
    [InlineData("/", "/Users")]
    [InlineData("", "//Users")]
    [InlineData("/", "/Users/")]
    public async Task Doubled_and_trailing_slashes_are_tolerated(string afterBase, string users)
    {
        var tenant = await TenantAsync();
        foreach (var address in new[] { tenant.Scim.BaseAddress, Service.BaseAddress + "/scim/v2" })
        {
            var scim = tenant.Scim.At(address + afterBase);
            var name = "u" + Guid.NewGuid().ToString("N")[..8];

            var id = (await scim.PostAsync(users, Tenant.UserBody(name))).Expect(201).Json.Text("id");

            ScimAssert.List(await scim.GetAsync(users + "?startIndex=1&count=2"));
            (await scim.GetAsync($"{users.TrimEnd('/')}/{id}/")).Expect(200);
            (await scim.DeleteAsync($"{users.TrimEnd('/')}/{id}")).Expect(204);
        }
    }

    [Fact, Rfc("7643-2.3.7-1", "7643-2.3.7-3", "7643-2.3.7-4", "7644-3.3-5")]
    public async Task Addresses_in_answers_are_the_configured_ones_and_open_the_resource()
    {
        var tenant = await TenantAsync();
        Assert.Equal($"{Service.BaseAddress}/scim/v2/{tenant.DirectoryId}", tenant.ScimBaseAddress);

        using var request = ScimClient.NewRequest(HttpMethod.Post, tenant.Scim.BaseAddress + "/Users");
        request.Headers.TryAddWithoutValidation("Authorization", tenant.Scim.Authorization);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "evil.example");
        request.Headers.Host = "evil.example";
        request.Content = new StringContent(Tenant.UserBody("ada").ToJsonString(), System.Text.Encoding.UTF8, ScimClient.MediaType);
        var created = (await tenant.Scim.SendAsync(request)).Expect(201);

        var location = created.Json.Text("meta.location");
        Assert.Equal(created.Header("Location"), location);
        Assert.Equal($"{tenant.ScimBaseAddress}/Users/{created.Json.Text("id")}", location);
        Assert.DoesNotContain("evil", created.Text, StringComparison.Ordinal);
        (await tenant.Scim.At(location).GetAsync("")).Expect(200);
    }

    [Theory, Rfc("7644-3.8-1", "7644-8.1-1")]
    [InlineData("application/json")]
    [InlineData("application/scim+json")]
    [InlineData("application/scim+json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    public async Task Both_media_types_are_taken_and_the_answer_is_scim_without_a_charset(string contentType)
    {
        var tenant = await TenantAsync();

        var reply = await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", Tenant.UserBody("ada").ToJsonString(), contentType);

        Assert.Equal("application/scim+json", reply.Expect(201).Header("Content-Type"));
    }
}

public sealed class AddressAndLookupTestsOnSqlite(SqliteService service) : AddressAndLookupTests(service);

public sealed class AddressAndLookupTestsOnPostgreSql(PostgreSqlService service) : AddressAndLookupTests(service);

public sealed class AddressAndLookupTestsOnSqlServer(SqlServerService service) : AddressAndLookupTests(service);
