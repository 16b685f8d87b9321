using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>A service that cannot do its work says which setting is at fault and ends; it does not run halfway.</summary>
public sealed partial class StartUpTests(SqliteService sqlite)
{
    [Theory]
    [InlineData("Oracle")]
    [InlineData("2")]
    public async Task An_unknown_database_provider_is_refused_by_name(string provider)
    {
        var options = await OptionsAsync();
        await RefusedAsync(options.With(("Database__Provider", provider)), "Database:Provider");
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_refused_by_name_and_without_its_password()
    {
        var options = await OptionsAsync();
        var nobody = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        var output = await RefusedAsync(
            options.With(
                ("Database__Provider", "PostgreSql"),
                ("ConnectionStrings__Database", $"Host=127.0.0.1;Port={nobody};Username=scim;Password=canary-7731;Database=scim;Timeout=2")),
            "ConnectionStrings:Database");
        Assert.DoesNotContain("canary-7731", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_refused_by_name()
    {
        var options = await OptionsAsync();
        using var taken = new TcpListener(IPAddress.Loopback, options.Port);
        taken.Start();
        await RefusedAsync(options, "ASPNETCORE_URLS", "--urls");
    }

    [Theory]
    [InlineData("changeme")]
    [InlineData("admin")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_weak_bootstrap_key_is_refused_by_name_and_not_repeated(string key)
    {
        var options = await OptionsAsync();
        var output = await RefusedAsync(options.With(("Admin__BootstrapKey", key)), "Admin:BootstrapKey");
        if (key != "admin")
            Assert.DoesNotContain(key, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_not_a_number_is_refused_by_name()
    {
        var options = await OptionsAsync();
        await RefusedAsync(options.With(("Limits__RequestsPerSecond", "many")), "Limits:RequestsPerSecond");
    }

    [Fact]
    public async Task Without_a_bootstrap_key_one_is_made_printed_once_and_kept()
    {
        var options = await OptionsAsync();
        await using var service = await ScimService.StartAsync(options.With(("Admin__BootstrapKey", null)));
        string? key = null;
        foreach (var candidate in Keys().Matches(service.Output).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            if ((await service.Admin.WithAuthorization(ScimClient.Bearer(candidate)).GetAsync("/organizations")).Status == 200)
                key = candidate;
        }

        Assert.True(key is not null, $"no usable key in:\n{service.Output}");
        await service.RestartAsync();

        Assert.DoesNotContain(key, service.Output, StringComparison.Ordinal);
        (await service.Admin.WithAuthorization(ScimClient.Bearer(key)).GetAsync("/organizations")).Expect(200);
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart_on_the_same_data_directory_alone()
    {
        var options = await OptionsAsync();
        await using var service = await ScimService.StartAsync(options.With(("Database__Provider", null), ("ConnectionStrings__Database", null)));
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(seats: 1);
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));

        await service.RestartAsync();

        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"ada\"", "ada");
        Assert.Equal("1/0", await tenant.UsageAsync());
        Assert.NotEmpty(Directory.GetFiles(options.DataDirectory));
    }

    [Fact]
    public async Task Health_tells_liveness_and_readiness_apart_from_anything_secret()
    {
        var service = await sqlite.ServiceAsync();
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var answer = await service.Http.GetAsync(new Uri(service.BaseAddress + path));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("Data Source", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<ScimServiceOptions> OptionsAsync() => new() { Database = await sqlite.NewDatabaseAsync() };

    /// <summary>The setting may be written with a colon or as the environment variable that it came from.</summary>
    private static async Task<string> RefusedAsync(ScimServiceOptions options, params string[] anyOf)
    {
        var (exitCode, output) = await ScimService.RunToExitAsync(options);
        Assert.NotEqual(0, exitCode);
        Assert.True(
            anyOf.Any(name => output.Replace("__", ":", StringComparison.Ordinal).Contains(name, StringComparison.OrdinalIgnoreCase)),
            $"none of {string.Join(", ", anyOf)} is named in:\n{output}");
        return output;
    }

    [GeneratedRegex(@"\bsca_[0-9A-Za-z]+\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();
}
