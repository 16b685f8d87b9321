using System.Diagnostics;

namespace Scim.Modular.TestKit;

internal static class Shell
{
    /// <summary>Runs a command to its end and gives its output; fails with that output when the exit code is not 0.</summary>
    public static string Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),      // a server user may not be allowed into ours
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    public static string RunAsServerUser(string file, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? Run("runuser", ["-u", "postgres", "--", file, .. arguments]) : Run(file, arguments);
}
