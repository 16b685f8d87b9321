using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Scim.Modular.Protocol.Tests;

public sealed class SampleTests
{
    // The sample runs as it would for a reader, as a program of its own.
    [Fact]
    public async Task The_sample_prints_what_its_comments_say()
    {
        var program = await File.ReadAllLinesAsync(Path.Combine(Folder(), "../../docs/samples/protocol/Program.cs"), TestContext.Current.CancellationToken);
        var promised = program.Where(line => line.StartsWith("Console.", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf("// ", StringComparison.Ordinal) + 3)..]);
        using var sample = Process.Start(new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Scim.Modular.Protocol.Sample.dll"))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var printed = await sample.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, sample.ExitCode);
        Assert.Equal(promised, printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
