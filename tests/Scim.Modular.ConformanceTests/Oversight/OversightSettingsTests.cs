namespace Scim.Modular.ConformanceTests.Oversight;

/// <summary>A setting that is wrong is said in one line, before anything is served.</summary>
public sealed class OversightSettingsTests(SqliteService service)
{
    [Theory]
    [InlineData("Webhooks__Key", "c2hvcnQ=", "Webhooks__Key: It is not 32 bytes in base64.")]
    [InlineData("Webhooks__AllowHttp", "perhaps", "Webhooks__AllowHttp: 'perhaps'")]
    [InlineData("Webhooks__Timeout", "00:10:00", "Webhooks: Timeout is not a time up to 00:01:00.")]
    [InlineData("Reconcile__Schedule", "hourly", "Reconcile__Schedule: 'hourly' is not a cron expression")]
    [InlineData("Alerts__SilentAfter", "00:00:10", "Alerts__SilentAfter: 00:00:10 is not a time from 01:00:00 to 60.00:00:00.")]
    [InlineData("Alerts__SilentAfter", "two days", "Alerts__SilentAfter: 'two days' is not of the right kind (a time such as 00:00:30 is needed).")]
    public async Task A_wrong_setting_is_named(string setting, string value, string said)
    {
        await using var database = await service.NewDatabaseAsync();
        var (exitCode, output) = await ScimService.RunToExitAsync(new ScimServiceOptions { Database = database }.With((setting, value)));
        Assert.Equal(1, exitCode);
        Assert.True(output.Contains(said, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task The_key_of_secrets_is_a_file_that_only_the_service_reads()
    {
        var running = await service.ServiceAsync();
        var tenant = await Tenant.CreateAsync(running);
        (await tenant.Admin.PostAsync("/webhooks", new { url = "https://hooks.example.com", events = new[] { "*" } })).Expect(201);
        var file = Path.Combine(running.Options.DataDirectory, "webhooks.key");
        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(file)).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
