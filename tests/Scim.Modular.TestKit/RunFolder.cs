using System.Diagnostics;
using System.Globalization;

namespace Scim.Modular.TestKit;

/// <summary>
/// One folder for everything a test process leaves on disk. It is locked while its owner lives, so the next run can tell
/// a leftover of a killed run from the folder of one that is still at work, and cleans up after the former.
/// </summary>
public static class RunFolder
{
    private const string Prefix = "scim-modular-tests-";
    private const string LockFile = "owner.lock";
    private static readonly Lazy<(string Path, FileStream Lock)> Own = new(Create);
    private static int _number;

    public static string FullPath => Own.Value.Path;

    public static string NewSubfolder(string name) =>
        Directory.CreateDirectory(
            Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref _number)}"))).FullName;

    /// <summary>Notes a child process, so that it does not outlive a test process that was killed.</summary>
    public static void NoteProcess(int processId) =>
        File.WriteAllText(Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"{processId}.pid")), "");

    public static void ForgetProcess(int processId) =>
        File.Delete(Path.Combine(FullPath, string.Create(CultureInfo.InvariantCulture, $"{processId}.pid")));

    public static void Log(string text) => Console.Error.WriteLine($"[testkit] {text}");

    private static (string Path, FileStream Lock) Create()
    {
        CleanUpLeftovers();
        var path = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N")[..8])).FullName;
        var held = new FileStream(Path.Combine(path, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            KillProcesses(path);
            StopPostgres(path);
            held.Dispose();
            Delete(path);
        };
        return (path, held);
    }

    private static void CleanUpLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using var orphaned = new FileStream(
                    Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Log($"cleaning up {folder} of a run that was killed");
                KillProcesses(folder);
                StopPostgres(folder);
                Delete(folder);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Its owner is alive, is just starting, or another run is cleaning it up.
            }
        }
    }

    private static void KillProcesses(string folder)
    {
        foreach (var note in Directory.EnumerateFiles(folder, "*.pid"))
            Kill(int.Parse(Path.GetFileNameWithoutExtension(note), CultureInfo.InvariantCulture), folder);
    }

    /// <summary>A process id may have been given to somebody else since: only a process that has our folder in its environment is ours.</summary>
    private static void Kill(int processId, string folder)
    {
        try
        {
            if (File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/environ").Contains(folder, StringComparison.Ordinal))
                Process.GetProcessById(processId).Kill();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static void StopPostgres(string folder)
    {
        foreach (var running in Directory.EnumerateDirectories(folder, "postgres-*"))
        {
            if (File.Exists(Path.Combine(running, "data", "postmaster.pid")))
                PostgresCluster.Stop(Path.Combine(running, "data"));
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log($"could not delete {folder}: {failure.Message}");
        }
    }
}
