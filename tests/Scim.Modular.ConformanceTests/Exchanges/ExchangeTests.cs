namespace Scim.Modular.ConformanceTests.Exchanges;

/// <summary>Every recorded exchange, one file a test: see README.md of this folder.</summary>
public abstract class ExchangeTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    public static TheoryData<string> Files => [.. ExchangeFile.All()];

    [Theory, MemberData(nameof(Files))]
    public async Task A_recorded_exchange_is_answered_as_the_client_needs_it(string file)
    {
        var exchange = ExchangeFile.Read(file);
        var tenant = await TenantAsync(exchange.Provider);

        await new ExchangeRunner(tenant, exchange.Headers).RunAsync(exchange.Content);
    }
}

public sealed class ExchangeTestsOnSqlite(SqliteService service) : ExchangeTests(service);

public sealed class ExchangeTestsOnPostgreSql(PostgreSqlService service) : ExchangeTests(service);

public sealed class ExchangeTestsOnSqlServer(SqlServerService service) : ExchangeTests(service);
