namespace Scim.Modular.Platform.Databases;

/// <summary>The databases that the service runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>Embedded: one file, nothing to install.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later.</summary>
    PostgreSql,

    /// <summary>SQL Server 2022 or later.</summary>
    SqlServer,
}

/// <summary>Which database a module uses; from the settings <c>Database</c> and <c>ConnectionStrings</c>.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="ConnectionString">Where it is.</param>
public sealed record DatabaseTarget(DatabaseProvider Provider, string ConnectionString);
