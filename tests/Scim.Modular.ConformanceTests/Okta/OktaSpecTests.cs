namespace Scim.Modular.ConformanceTests.Okta;

public abstract class OktaSpecTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    internal const string SpecFile = "shared/okta/okta-scim20-spec-test.json";

    [Theory]
    [InlineData("Bearer ", true)]
    [InlineData("", false)]
    public async Task Oktas_published_spec_test_passes_with_all_of_its_assertions(string authorizationPrefix, bool directoryInAddress)
    {
        var path = RepositoryRoot.FindBeside(SpecFile);
        if (path is null)
            Assert.Skip($"Okta's SPEC test is not beside the checkout: {SpecFile}");
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("first.listed");       // the test's precondition: a user with names and an e-mail address
        var address = directoryInAddress ? tenant.Scim.BaseAddress : Service.BaseAddress + "/scim/v2";
        var runner = new OktaSpecRunner(Service.Http, Variables(address, authorizationPrefix + tenant.Token));

        await runner.RunAsync(JsonNode.Parse(await File.ReadAllTextAsync(path))!);

        Assert.True(runner.Failures.Count == 0, string.Join("\n\n", runner.Failures));
        Assert.Equal(12, runner.Requests);
        Assert.Equal(52, runner.Assertions);
    }

    internal static Dictionary<string, string> Variables(string address, string authorization)
    {
        var number = Random.Shared.Next(1000, 9999);
        var userName = $"Runscope{number}Xabcdefgh{number + 1}@Atko.example";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SCIMBaseURL"] = address,
            ["auth"] = authorization,
            ["InvalidUserEmail"] = "abcdefgh@atko.example",
            ["UserIdThatDoesNotExist"] = "010101001010101011001010101011",
            ["randomEmail"] = $"runscope{number}@mail.example",
            ["randomUsername"] = userName,
            ["randomUsernameCaps"] = userName.ToUpperInvariant(),
            ["randomGivenName"] = $"Given{number}",
            ["randomFamilyName"] = $"Family{number}",
        };
    }
}

public sealed class OktaSpecTestsOnSqlite(SqliteService service) : OktaSpecTests(service);

public sealed class OktaSpecTestsOnPostgreSql(PostgreSqlService service) : OktaSpecTests(service);

public sealed class OktaSpecTestsOnSqlServer(SqlServerService service) : OktaSpecTests(service);
