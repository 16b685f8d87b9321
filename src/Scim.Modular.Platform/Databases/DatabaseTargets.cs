using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Scim.Modular.Platform.Databases;

/// <summary>Where each module's tables are, read from the settings.</summary>
public sealed class DatabaseTargets
{
    private readonly DatabaseProvider _provider;
    private readonly IConfiguration _settings;
    private readonly string _directory;

    /// <summary>Reads the settings. Throws <see cref="SettingException"/> when one is wrong.</summary>
    public DatabaseTargets(IConfiguration settings)
    {
        _settings = settings;
        var name = settings["Database:Provider"] is { Length: > 0 } given ? given : nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse(name, ignoreCase: true, out _provider) || !Enum.IsDefined(_provider) || char.IsDigit(name[0]))
            throw new SettingException("Database__Provider", $"'{name}' is not one of {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        _directory = settings["Data:Directory"] is { Length: > 0 } directory ? directory : "./data";
        if (_provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(settings.GetConnectionString("Database")))
            throw new SettingException("ConnectionStrings__Database", $"It is not set. {_provider} needs a connection string.");
    }

    /// <summary>The database of a module.</summary>
    public DatabaseTarget Of(string module)
    {
        var setting = char.ToUpperInvariant(module[0]) + module[1..];
        var connection = _settings.GetConnectionString(setting) ?? _settings.GetConnectionString("Database");
        if (!string.IsNullOrWhiteSpace(connection))
            return new(_provider, connection);
        return new(_provider, new SqliteConnectionStringBuilder { DataSource = Path.Combine(_directory, "scim-modular.db") }.ConnectionString);
    }

    /// <summary>Makes the folder of an embedded database, so that the first start needs no preparation.</summary>
    public static void Prepare(DatabaseTarget target)
    {
        if (target.Provider != DatabaseProvider.Sqlite)
            return;
        var file = new SqliteConnectionStringBuilder(target.ConnectionString).DataSource;
        if (file is not ("" or ":memory:") && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
    }
}

/// <summary>A setting is wrong: which, why, and what to do. The service says so and exits.</summary>
public sealed class SettingException(string setting, string problem) : Exception($"{setting}: {problem}")
{
    /// <summary>The setting, as an environment variable.</summary>
    public string Setting { get; } = setting;
}
