using System.Reflection;

namespace Scim.Modular.TestKit;

/// <summary>Where the checkout is that this was built from, and where its build put the service.</summary>
public static class RepositoryRoot
{
    private const string ServiceFile = "scim-modular.dll";

    public static string FullPath { get; } = Path.GetDirectoryName(
        typeof(RepositoryRoot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!)!;

    /// <summary>
    /// The service that was built together with the running tests: in the same configuration, beside them under one
    /// <c>--artifacts-path</c>, or each in its own project's folder. SCIM_MODULAR_DLL names another.
    /// </summary>
    public static string Service()
    {
        if (Environment.GetEnvironmentVariable("SCIM_MODULAR_DLL") is { Length: > 0 } given)
            return File.Exists(given) ? given : throw new FileNotFoundException($"SCIM_MODULAR_DLL: {given} is not there.");

        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string[] candidates =
        [
            Path.Combine(output.Parent!.Parent!.FullName, "Scim.Modular.Host", output.Name, ServiceFile),
            Path.Combine(FullPath, "src", "Scim.Modular.Host", "bin", output.Parent.Name, output.Name, ServiceFile),
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw new FileNotFoundException($"Build the service first: neither of {string.Join(" and ", candidates)} is there.");
    }

    /// <summary>The first file of that relative path in the checkout's parent folders, or null.</summary>
    public static string? FindBeside(string relativePath)
    {
        for (var folder = new DirectoryInfo(FullPath).Parent; folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, relativePath);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
