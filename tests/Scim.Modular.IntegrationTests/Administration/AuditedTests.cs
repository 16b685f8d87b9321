using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.Organizations;
using Scim.Modular.Identity.Application.Schemas;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Events;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Administration;

/// <summary>What an administrator changes is an event, and what changes nothing is none: the audit log is made of them.</summary>
public abstract class AuditedTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private InProcessService _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_change_of_an_organization_is_told()
    {
        var made = (await _service.SendAsync(default, new CreateOrganization("audited" + Guid.NewGuid().ToString("N"), "Audited"))).Value;
        var organization = made.Id;
        Assert.Equal(["OrganizationCreated"], await SinceAsync(organization, () => Task.CompletedTask));

        Assert.Equal(["OrganizationChanged"], await TwiceAsync(organization, () => new ChangeOrganization(organization, null, "Renamed", null)));

        DirectoryId directory = default;
        Assert.Equal(["DirectoryCreated"], await SinceAsync(organization, async () =>
            directory = (await _service.SendAsync(organization, new CreateDirectory("Okta", "okta"))).Value.Id));
        Assert.Equal(["DirectoryChanged"], await TwiceAsync(organization, () => new ChangeDirectory(directory, new(TeamPerGroup: true), null)));
        Assert.Equal(["DirectoryProfileChanged"], await TwiceAsync(organization, () => new ChangeDirectory(directory, new(Profile: "strict"), null)));
        Assert.Equal(
            ["DirectoryCreated", "DirectoryChanged"],
            await SinceAsync(organization, () => _service.SendAsync(organization, new CreateDirectory("Entra", "entra", Status: "observe"))));

        NewToken token = null!;
        Assert.Equal(["DirectoryTokenCreated"], await SinceAsync(organization, async () =>
            token = (await _service.SendAsync(organization, new CreateToken(directory, "one", null, null))).Value));
        Assert.Equal(["ConformanceRunStarted"], await SinceAsync(organization, () => _service.SendAsync(organization, new StartConformanceRun(directory, null))));
        Assert.Equal(["DirectoryTokenRevoked"], await TwiceAsync(organization, () => new RevokeToken(directory, token.Id)));

        var schema = SchemaDefinition.Parse((JsonObject)JsonNode.Parse(
            """{"id":"urn:example:audited","name":"Audited","attributes":[{"name":"badge","type":"string"}]}""")!);
        Assert.Equal(["SchemaDefined"], await TwiceAsync(organization, () => new PutSchema(schema.Id, schema, null)));
        Assert.Equal(["ResourceTypeDefined"], await TwiceAsync(organization, () => new PutResourceType("Badge", "/Badges", null, schema.Id, null, null)));
        Assert.Equal(["ResourceTypeDeleted"], await SinceAsync(organization, () => _service.SendAsync(organization, new DeleteResourceType("Badge", null))));
        Assert.Equal(["SchemaDeleted"], await SinceAsync(organization, () => _service.SendAsync(organization, new DeleteSchema(schema.Id, null))));

        CreatedAdminKey key = null!;
        Assert.Equal(["AdminKeyCreated"], await SinceAsync(organization, async () =>
            key = (await _service.SendAsync(default, new CreateAdminKey("CI", ["read"], organization.ToString()))).Value));
        Assert.Equal(["AdminKeyRevoked"], await SinceAsync(organization, () => _service.SendAsync(default, new RevokeAdminKey(key.Id))));

        var told = await RowsAsync(organization);
        Assert.All(told, row => Assert.DoesNotContain(token.Token, row.Payload, StringComparison.Ordinal));
        Assert.All(told, row => Assert.DoesNotContain(key.Key, row.Payload, StringComparison.Ordinal));
        Assert.Equal(
            ["OrganizationDeleted"], await SinceAsync(organization, () => _service.SendAsync(organization, new DeleteOrganization(organization, null))));
    }

    [Fact]
    public async Task A_key_of_the_installation_is_told_in_no_organization()
    {
        var key = (await _service.SendAsync(default, new CreateAdminKey("installation", ["write"]))).Value;
        Assert.Contains(await RowsAsync(default), row => row.Stream == $"admin-key:{key.Id:D}" && row.Type == "identity.AdminKeyCreated");
    }

    // The second time changes nothing.
    private Task<string[]> TwiceAsync<T>(OrganizationId organization, Func<ICommand<T>> command) where T : IResult => SinceAsync(organization, async () =>
    {
        Assert.Null((await _service.SendAsync(organization, command())).Error);
        Assert.Null((await _service.SendAsync(organization, command())).Error);
    });

    private readonly HashSet<Guid> _seen = [];

    private async Task<string[]> SinceAsync(OrganizationId organization, Func<Task> act)
    {
        await act();
        return [.. (await RowsAsync(organization)).Where(row => _seen.Add(row.Id)).Select(row => row.Type["identity.".Length..])];
    }

    private Task<List<EventRow>> RowsAsync(OrganizationId organization) => _service.InAsync<IdentityDbContext, List<EventRow>>(
        organization, db => db.Events.AsNoTracking().OrderBy(row => row.Stream).ThenBy(row => row.Version).ToListAsync());
}

public sealed class AuditedOnSqlite(SqliteDatabase database) : AuditedTests(database), IClassFixture<SqliteDatabase>;

public sealed class AuditedOnPostgreSql(PostgreSqlDatabase database) : AuditedTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class AuditedOnSqlServer(SqlServerDatabase database) : AuditedTests(database), IClassFixture<SqlServerDatabase>;
