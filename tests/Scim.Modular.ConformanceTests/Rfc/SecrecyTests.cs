using Microsoft.Data.SqlClient;
using Npgsql;

namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §9 and RFC 7644 §7: what is nowhere to be found, neither in the database nor in what the service writes.</summary>
public abstract class SecrecyTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7643-9.2-1", "7643-9.2-2", "7644-7.7-1")]
    public async Task The_database_holds_neither_passwords_nor_tokens()
    {
        var tenant = await TenantAsync();
        var marker = "u" + Guid.NewGuid().ToString("N");
        var password = "Canary-" + Guid.NewGuid().ToString("N");
        var id = await tenant.PostUserAsync(marker, user => user["password"] = password);
        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("password", password))).Expect(200);
        await Eventually.Async(async () => (await tenant.Directory.ListAsync("/requests")).Any(request => request.Text("method") == "PATCH"));

        Assert.True(await HoldsAsync(marker), "the search does not find what is there");
        Assert.False(await HoldsAsync(password));
        Assert.False(await HoldsAsync(tenant.Token));
        Assert.False(await HoldsAsync(Service.Options.AdminKey));
    }

    [Fact, Rfc("7644-3.12-8", "7644-7.5.1-1")]
    public async Task Personal_data_is_neither_in_addresses_nor_in_what_the_process_writes()
    {
        var tenant = await TenantAsync();
        var canary = "canary" + Guid.NewGuid().ToString("N");
        var created = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody(canary))).Expect(201);
        Assert.DoesNotContain(canary, created.Json.Text("meta.location"), StringComparison.Ordinal);
        Assert.DoesNotContain(canary, created.Header("Location")!, StringComparison.Ordinal);

        await ScimAssert.FindsAsync(tenant.Scim, $"emails eq \"{Tenant.EmailOf(canary)}\"", canary);
        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", $"userName is \"{canary}\""), 400, "invalidFilter");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody(canary, "other")), 409, "uniqueness");

        Assert.DoesNotContain(canary, Service.Output, StringComparison.OrdinalIgnoreCase);
    }

    private Task<bool> HoldsAsync(string text) => Fixture.Provider switch
    {
        DatabaseProvider.Sqlite => Task.FromResult(FilesHold(text)),
        DatabaseProvider.PostgreSql => RowsHoldAsync(
            new NpgsqlConnection(Service.Options.Database.ConnectionString), text,
            "SELECT format('SELECT count(*) FROM %I.%I AS r WHERE r::text LIKE @text', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('identity', 'licensing', 'teams')"),
        _ => RowsHoldAsync(
            new SqlConnection(Service.Options.Database.ConnectionString), text,
            "SELECT CONCAT('SELECT COUNT(*) FROM ', QUOTENAME(TABLE_SCHEMA), '.', QUOTENAME(TABLE_NAME), ' WHERE ', QUOTENAME(COLUMN_NAME), ' LIKE @text') " +
            "FROM INFORMATION_SCHEMA.COLUMNS WHERE DATA_TYPE IN ('nvarchar', 'varchar') AND TABLE_SCHEMA IN ('identity', 'licensing', 'teams')"),
    };

    /// <summary>The file and what was written ahead of it.</summary>
    private bool FilesHold(string text)
    {
        var file = Service.Options.Database.ConnectionString.Split('=', 2)[1];
        var wanted = System.Text.Encoding.UTF8.GetBytes(text);
        return new[] { file, file + "-wal" }.Where(File.Exists).Any(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(wanted) >= 0;
        });
    }

    private static async Task<bool> RowsHoldAsync(System.Data.Common.DbConnection connection, string text, string queries)
    {
        await using var open = connection;
        await open.OpenAsync();
        List<string> all = [];
        await using (var command = open.CreateCommand())
        {
            command.CommandText = queries;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                all.Add(reader.GetString(0));
        }

        Assert.NotEmpty(all);
        foreach (var query in all)
        {
            await using var command = open.CreateCommand();
            command.CommandText = query;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("text", $"%{text}%");
            command.Parameters.Add(parameter);
            if (Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0)
                return true;
        }

        return false;
    }
}

public sealed class SecrecyTestsOnSqlite(SqliteService service) : SecrecyTests(service);

public sealed class SecrecyTestsOnPostgreSql(PostgreSqlService service) : SecrecyTests(service);

public sealed class SecrecyTestsOnSqlServer(SqlServerService service) : SecrecyTests(service);
