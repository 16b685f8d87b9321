namespace Scim.Modular.TestKit;

/// <summary>How a service process is started. <see cref="Settings"/> wins over everything; a null value leaves a setting out.</summary>
public sealed record ScimServiceOptions
{
    public required TestDatabase Database { get; init; }

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public string DataDirectory { get; init; } = RunFolder.NewSubfolder("data");

    public int Port { get; init; } = FreePort.Next();

    public string BaseAddress => $"http://127.0.0.1:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    public string AdminKey { get; init; } = "adm_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    public ScimServiceOptions With(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            all[name] = value;
        return this with { Settings = all };
    }

    internal Dictionary<string, string?> Environment()
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = BaseAddress,
            ["Public__BaseUrl"] = BaseAddress,
            ["Database__Provider"] = Database.Provider.ToString(),
            ["ConnectionStrings__Database"] = Database.ConnectionString,
            ["Data__Directory"] = DataDirectory,
            ["Admin__BootstrapKey"] = AdminKey,
            ["Limits__RequestsPerSecond"] = "0",
            // A response waits for its effects; on a busy machine for longer than the default, or a test would measure the machine.
            ["Events__AwaitEffects"] = "00:00:20",
            ["Limits__FailedAuthenticationsPerMinute"] = "0",   // the tests of refused credentials all come from one address
            ["SignIn__ProviderTimeout"] = "00:01:00",
            ["SignIn__AllowPrivateAddresses"] = "true",   // identity providers of the tests are on this machine
        };
        foreach (var (name, value) in Settings)
            all[name] = value;
        return all;
    }
}
