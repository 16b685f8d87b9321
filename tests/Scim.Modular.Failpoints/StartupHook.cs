using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

// .NET calls this class by its name, without a namespace, before Main (DOTNET_STARTUP_HOOKS). The service knows nothing of
// it: its steps are the activities it emits anyway, and the process dies as by kill -9, or is stopped, when the chosen one comes.
#pragma warning disable MA0047, CA1050 // no namespace: see above
internal sealed class StartupHook
#pragma warning restore MA0047, CA1050
{
    private static readonly int Signal = int.Parse(Environment.GetEnvironmentVariable("FAILPOINT_SIGNAL") ?? "9", CultureInfo.InvariantCulture);

    private static readonly string? Operation = Environment.GetEnvironmentVariable("FAILPOINT_ACTIVITY");
    private static readonly string? ArmingFile = Environment.GetEnvironmentVariable("FAILPOINT_ARM");
    private static readonly string[]? Tag = Environment.GetEnvironmentVariable("FAILPOINT_TAG")?.Split('=', 2);
    private static readonly int Nth = int.Parse(Environment.GetEnvironmentVariable("FAILPOINT_NTH") ?? "1", CultureInfo.InvariantCulture);

    private static ActivityListener? _listener;
    private static int _seen;

    public static void Initialize()
    {
        if (string.IsNullOrEmpty(Operation))
            return;

        var atStart = Environment.GetEnvironmentVariable("FAILPOINT_AT") switch
        {
            "start" => true,
            "stop" => false,
            var other => throw new InvalidOperationException($"FAILPOINT_AT must be start or stop, not '{other}'."),
        };
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Scim.Modular",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => Reach(activity, atStart),
            ActivityStopped = activity => Reach(activity, !atStart),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static void Reach(Activity activity, bool chosen)
    {
        if (!chosen || activity.OperationName != Operation || !Carries(activity) || !Armed())
            return;
        if (Interlocked.Increment(ref _seen) != Nth)
            return;

        Console.Error.WriteLine($"failpoint: {Operation} reached, signal {Signal} to process {Environment.ProcessId}");
        _ = SendSignal(Environment.ProcessId, Signal);    // POSIX: a signal to oneself arrives before the call returns
    }

    private static bool Carries(Activity activity) =>
        Tag is null || (Tag.Length == 2 && string.Equals(activity.GetTagItem(Tag[0])?.ToString(), Tag[1], StringComparison.Ordinal));

    // The set-up calls of a test take the same steps: only what comes after the file counts.
    private static bool Armed() => ArmingFile is null || File.Exists(ArmingFile);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
