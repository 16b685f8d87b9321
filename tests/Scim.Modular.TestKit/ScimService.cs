using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Scim.Modular.TestKit;

/// <summary>The built service as a process of its own. Only processes that this class started are ever signalled.</summary>
public sealed class ScimService : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int GoOn = 18;
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(5);
    private static readonly string[] OwnSettings =
        ["ASPNETCORE_", "Kestrel__", "Database__", "ConnectionStrings__", "Data__", "Admin__", "Oidc__", "Limits__", "Public__", "Events__", "SignIn__", "Webhooks__",
         "Reconcile__", "Saml__", "Alerts__", "FAILPOINT_"];

    private readonly StringBuilder _output = new();
    private Process? _process;
    private HttpClient _http = NewHttpClient();

    private ScimService(ScimServiceOptions options) => Options = options;

    public ScimServiceOptions Options { get; private set; }

    public string BaseAddress => Options.BaseAddress;

    public int ProcessId => Running.Id;

    public bool HasExited => Running.HasExited;

    /// <summary>Without credentials; lives until the service is started again.</summary>
    public HttpClient Http => _http;

    public AdminClient Admin => new(() => _http, BaseAddress + "/admin/v1", ScimClient.Bearer(Options.AdminKey));

    /// <summary>Hears each line of its log, also those that <see cref="Output"/> has no room for.</summary>
    public Action<string>? Hears { get; set; }

    /// <summary>What the process wrote to its standard output and error, since it was last started.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The service was not started.");

    public static async Task<ScimService> StartAsync(ScimServiceOptions options)
    {
        var service = new ScimService(options);
        try
        {
            service.Launch();
            await service.ReadyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>For starts that must fail: the exit code and everything that was written.</summary>
    public static async Task<(int ExitCode, string Output)> RunToExitAsync(ScimServiceOptions options, params string[] arguments)
    {
        await using var service = new ScimService(options);
        service.Launch(arguments);
        await service.ExitedAsync(StartsWithin);
        return (service.Running.ExitCode, service.Output);
    }

    public ScimClient Scim(string baseAddress, string? authorization) => new(() => _http, baseAddress, authorization);

    /// <summary>As by kill -9.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await ExitedAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>As by an orchestrator: SIGTERM, and the time it grants.</summary>
    public async Task<int> StopAsync()
    {
        if (SendSignal(Running.Id, Terminate) != 0)
            throw new InvalidOperationException($"SIGTERM failed: {Marshal.GetLastPInvokeErrorMessage()}");
        await ExitedAsync(TimeSpan.FromSeconds(30));
        return Running.ExitCode;
    }

    /// <summary>After it was stopped by SIGSTOP: it goes on as if no time had passed.</summary>
    public void Continue()
    {
        if (SendSignal(Running.Id, GoOn) != 0)
            throw new InvalidOperationException($"SIGCONT failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Starts it again on the same address, database and data folder, killing it first when it runs.</summary>
    public async Task RestartAsync(params (string Name, string? Value)[] settings)
    {
        if (!Running.HasExited)
            await KillAsync();
        Forget();
        Options = Options.With(settings);
        _http.Dispose();
        _http = NewHttpClient();
        lock (_output)
            _output.Clear();
        Launch();
        await ReadyAsync();
    }

    public async Task ExitedAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await Running.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The service did not end within {within}. It wrote:\n{Output}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
                await KillAsync();
            Forget();
        }

        _http.Dispose();
    }

    private static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Expect100ContinueTimeout = TimeSpan.FromSeconds(20),
    })
    {
        Timeout = TimeSpan.FromSeconds(60),     // Okta gives up after that time
    };

    private void Launch(params string[] arguments)
    {
        var assembly = RepositoryRoot.Service();
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in Options.Environment())
        {
            if (value is not null)
                start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        _process = process;
        RunFolder.NoteProcess(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        RunFolder.Log(string.Create(CultureInfo.InvariantCulture, $"service {process.Id} starts at {BaseAddress} on {Options.Database.Provider}"));
    }

    private static bool IsSetting(string name) =>
        name == "DOTNET_STARTUP_HOOKS" || OwnSettings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private async Task ReadyAsync()
    {
        var asked = Stopwatch.StartNew();
        var last = "no answer";
        while (asked.Elapsed < StartsWithin)
        {
            if (Running.HasExited)
            {
                await Running.WaitForExitAsync();   // until its output is read, too
                throw new InvalidOperationException($"The service ended with {Running.ExitCode} instead of becoming ready. It wrote:\n{Output}");
            }

            try
            {
                using var reply = await _http.GetAsync(new Uri(BaseAddress + "/health/ready"));
                if (reply.StatusCode == HttpStatusCode.OK)
                    return;
                last = $"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}";
            }
            catch (HttpRequestException failure)
            {
                last = failure.Message;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }

        throw new TimeoutException($"Not ready within {StartsWithin}; /health/ready said: {last}. {Vitals()} It wrote:\n{Output}");
    }

    // Tells a start that hangs from one that had no processor to run on.
    private string Vitals()
    {
        Running.Refresh();
        var threads = Running.Threads.Cast<ProcessThread>().CountBy(thread => thread.ThreadState).Select(state => $"{state.Value} {state.Key}");
        return string.Create(
            CultureInfo.InvariantCulture, $"It used {Running.TotalProcessorTime.TotalSeconds:F1} s of processor time; threads: {string.Join(", ", threads)}.");
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        Hears?.Invoke(line);
        lock (_output)
        {
            if (_output.Length < 2_000_000)
                _output.AppendLine(line);
        }
    }

    private void Forget()
    {
        RunFolder.ForgetProcess(Running.Id);
        Running.Dispose();
        _process = null;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
