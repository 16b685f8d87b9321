using System.Globalization;
using Npgsql;

namespace Scim.Modular.TestKit;

/// <summary>
/// A PostgreSQL server of this test process alone, made on first use and stopped when the process ends; or the one that
/// TEST_POSTGRES (an Npgsql connection string with the right to create databases) names.
/// </summary>
public sealed class PostgresCluster
{
    private const string ServiceRole = "scim_service";
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(() => Task.Run(StartAsync));

    private readonly NpgsqlConnectionStringBuilder _administrator;
    private readonly string? _owner;

    private PostgresCluster(NpgsqlConnectionStringBuilder administrator, string? owner)
    {
        _administrator = administrator;
        _owner = owner;
    }

    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <summary>A new database, empty or a copy of one that nobody is connected to; it is dropped when it is disposed of.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(string prefix, TestDatabase? template)
    {
        var cluster = await SharedAsync();
        var name = $"{prefix}_{Guid.NewGuid().ToString("N")[..12]}".ToLowerInvariant();

        // The service's role owns its database and nothing else: a superuser would pass by row-level security.
        var copied = template is null ? "" : $" TEMPLATE \"{new NpgsqlConnectionStringBuilder(template.ConnectionString).Database}\"";
        await cluster.ExecuteAsync($"CREATE DATABASE \"{name}\"" + (cluster._owner is null ? "" : $" OWNER {cluster._owner}") + copied);
        var connection = new NpgsqlConnectionStringBuilder(cluster._administrator.ConnectionString)
        {
            Database = name,
            MaxPoolSize = 40,
            Pooling = true,
        };
        if (cluster._owner is not null)
            connection.Username = cluster._owner;
        return new TestDatabase(
            DatabaseProvider.PostgreSql,
            connection.ConnectionString,
            () => cluster.ExecuteAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
    }

    internal static void Stop(string data)
    {
        try
        {
            Shell.RunAsServerUser(Path.Combine(BinariesFolder(), "pg_ctl"), "stop", "-D", data, "-m", "immediate", "-w", "-t", "20");
        }
        catch (InvalidOperationException failure)
        {
            RunFolder.Log(failure.Message);
        }
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } given)
            return new PostgresCluster(new NpgsqlConnectionStringBuilder(given), owner: null);

        var folder = RunFolder.NewSubfolder("postgres");
        var data = Path.Combine(folder, "data");
        var binaries = BinariesFolder();
        if (Environment.IsPrivilegedProcess)
            Shell.Run("chown", "postgres", folder);

        RunFolder.Log($"initdb in {folder}");
        Shell.RunAsServerUser(
            Path.Combine(binaries, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var port = Start(binaries, folder, data);
        RunFolder.Log(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL listens on 127.0.0.1:{port}"));

        var cluster = new PostgresCluster(
            new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "postgres", Database = "postgres", Pooling = false },
            ServiceRole);
        await cluster.ExecuteAsync($"CREATE ROLE {ServiceRole} LOGIN NOSUPERUSER NOBYPASSRLS");
        return cluster;
    }

    private static int Start(string binaries, string folder, string data)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var options = string.Create(
                CultureInfo.InvariantCulture,
                $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c shared_buffers=64MB");
            try
            {
                Shell.RunAsServerUser(
                    Path.Combine(binaries, "pg_ctl"), "start", "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "-o", options);
                return port;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody took the port in between.
            }
        }
    }

    private static string BinariesFolder()
    {
        List<string> candidates = [];
        try
        {
            candidates.Add(Shell.Run("pg_config", "--bindir").Trim());
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // Debian has it in a package of its own.
        }

        if (Directory.Exists("/usr/lib/postgresql"))
            candidates.AddRange(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")));
        return candidates.Find(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("No PostgreSQL found (initdb): install postgresql, or set TEST_POSTGRES.");
    }

    private async Task ExecuteAsync(string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(_administrator.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names are made here, not taken from anybody
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
