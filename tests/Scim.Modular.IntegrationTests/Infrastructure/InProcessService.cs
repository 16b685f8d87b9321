using System.Text.Json.Nodes;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Platform;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.IntegrationTests.Infrastructure;

/// <summary>
/// The service without HTTP: its real modules on a real database, under a clock that the test moves. Nothing runs in the background
/// unless a test starts it; events are delivered when the test says so.
/// </summary>
internal sealed class InProcessService : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, Dispatcher> _dispatchers;
    private readonly List<IHostedService> _running = [];

    static InProcessService() => Statements.Subscribe();

    private InProcessService(ServiceProvider services, TestDatabase database, FakeClock clock)
    {
        (_services, Database, Clock) = (services, database, clock);
        _dispatchers = Modules.All.ToDictionary(
            module => module.Name, module => ActivatorUtilities.CreateInstance<Dispatcher>(services, module), StringComparer.Ordinal);
    }

    public FakeClock Clock { get; }

    public TestDatabase Database { get; }

    public IServiceProvider Services => _services;

    public ModuleCatalog Modules => _services.GetRequiredService<ModuleCatalog>();

    public static InProcessService Create(
        TestDatabase database, FakeClock? clock = null, Action<IServiceCollection>? more = null, params (string Name, string Value)[] settings)
    {
        clock ??= new FakeClock();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database.Provider.ToString(),
            ["ConnectionStrings:Database"] = database.ConnectionString,
            ["Events:AwaitEffects"] = "00:00:00",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddPlatform(configuration);
        services.AddIdentity();
        services.AddLicensing();
        services.AddTeams();
        more?.Invoke(services);
        return new InProcessService(services.BuildServiceProvider(), database, clock);
    }

    public Task MigrateAsync() => _services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);

    /// <summary>A unit of work in an organization, or in none.</summary>
    public AsyncServiceScope Scope(OrganizationId? organization = null)
    {
        var scope = _services.CreateAsyncScope();
        if (organization is { } given)
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(given);
        return scope;
    }

    public async Task<T> InAsync<TContext, T>(OrganizationId? organization, Func<TContext, Task<T>> work) where TContext : ModuleDbContext
    {
        await using var scope = Scope(organization);
        return await work(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>A time-out where it waits for ever: for effects, say, of which one is tried again at a time that the test's clock does not reach.</summary>
    public async Task<T> SendAsync<T>(OrganizationId organization, IRequest<T> request)
    {
        await using var scope = Scope(organization);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request).WaitAsync(TimeSpan.FromMinutes(5));
    }

    public Task<int> DispatchAsync(string module) => _dispatchers[module].DispatchAsync(CancellationToken.None);

    /// <summary>Delivers until nothing is due any more, what follows from it included.</summary>
    public async Task DrainAsync()
    {
        bool moved;
        do
        {
            moved = false;
            foreach (var module in _dispatchers.Keys)
                moved |= await DispatchAsync(module) > 0;
        }
        while (moved);
    }

    /// <summary>Starts the dispatchers, each woken by commits and by the clock.</summary>
    public async Task StartDispatchersAsync()
    {
        foreach (var dispatcher in _dispatchers.Values)
        {
            await dispatcher.StartAsync(CancellationToken.None);
            _running.Add(dispatcher);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running)
            await service.StopAsync(CancellationToken.None);
        foreach (var dispatcher in _dispatchers.Values)
            dispatcher.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>A new organization with one directory, and a default plan when seats are given.</summary>
    public async Task<Place> NewPlaceAsync(int? seats = null)
    {
        var organization = Ids.New<OrganizationId>();
        var directory = Directory.Create(organization, "Okta", "okta", Scim.Modular.Identity.Domain.Directories.Profiles.Lenient, Clock.Now());
        await using (var scope = Scope(organization))
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
            db.Add(Organization.Create(organization, "o" + organization.Value.ToString("N"), "Organization", Clock.Now()));
            db.Add(directory);
            await db.SaveChangesAsync();
        }

        var place = new Place(this, organization, directory.Id);
        if (seats is { } number)
            Assert.Null((await SendAsync(organization, new PutPlan("standard", "Standard", number, 1, true, OverflowPolicy.Waitlist, null, null, null, null))).Error);
        return place;
    }
}

/// <summary>One directory of one organization, and the commands that an identity provider causes there.</summary>
internal sealed record Place(InProcessService Service, OrganizationId Organization, DirectoryId Directory)
{
    public static readonly BindingLimits Limits = new();

    public static UserDocument UserOf(JsonObject body) => UserDocument.Of(ResourceBinder.Bind(body, CoreSchemas.UserResourceType).Attributes, CoreSchemas.UserResourceType);

    public static JsonObject Body(string userName) => new() { ["userName"] = userName };

    public Task<Result<User>> TryCreateAsync(JsonObject body) =>
        Service.SendAsync(Organization, new CreateUser(Directory, ServedType.Users, UserOf(body), Admission: null));

    public async Task<UserId> CreateUserAsync(JsonObject body) => (await TryCreateAsync(body)).Value.Id;

    public Task<UserId> CreateUserAsync(string userName) => CreateUserAsync(Body(userName));

    public async Task PatchUserAsync(UserId user, string operations)
    {
        var patch = PatchRequest.Parse(PatchBody(operations));
        var result = await Service.SendAsync(Organization, new PatchUser(Directory, ServedType.Users, user, Work(patch.Operations), IfMatch: null));
        Assert.Null(result.Error);
    }

    public Task RenameAsync(UserId user, string title) =>
        PatchUserAsync(user, $$"""{"op":"replace","path":"title","value":{{JsonValue.Create(title).ToJsonString()}}}""");

    public Task SetActiveAsync(UserId user, bool active) =>
        PatchUserAsync(user, $$"""{"op":"replace","path":"active","value":{{(active ? "true" : "false")}}}""");

    public async Task<GroupId> CreateGroupAsync(string displayName, params UserId[] members) =>
        await CreateGroupAsync(new JsonObject { ["displayName"] = displayName }, members);

    public async Task<GroupId> CreateGroupAsync(JsonObject body, params UserId[] members) => (await TryCreateGroupAsync(body, members)).Value.Group.Id;

    public Task<Result<ChangedGroup>> TryCreateGroupAsync(JsonObject body, params UserId[] members) => Service.SendAsync(
        Organization,
        new CreateGroup(
            Directory, ServedType.Groups,
            new GroupDocument(ResourceBinder.Bind(body, CoreSchemas.GroupResourceType).Attributes, CoreSchemas.GroupResourceType), [.. members.Select(id => id.ToString())], Dialect.Generic));

    public async Task PatchGroupAsync(GroupId group, string operations)
    {
        var patch = CollectionPatch.Split(PatchRequest.Parse(PatchBody(operations)).Operations, "members", CoreSchemas.GroupResourceType);
        var result = await Service.SendAsync(Organization, new PatchGroup(Directory, ServedType.Groups, group, patch, Work(patch.Remaining), IfMatch: null));
        Assert.Null(result.Error);
    }

    public Task AddMembersAsync(GroupId group, params IEnumerable<UserId> users) => PatchGroupAsync(
        group, $$"""{"op":"add","path":"members","value":[{{string.Join(',', users.Select(user => $$"""{"value":"{{user}}"}"""))}}]}""");

    public Task RemoveMemberAsync(GroupId group, UserId user) =>
        PatchGroupAsync(group, $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""");

    private static PatchWork Work(IReadOnlyList<PatchOperation> operations) => new(operations, Limits, Dialect.Generic);

    private static JsonObject PatchBody(string operations) => (JsonObject)JsonNode.Parse(
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""")!;
}
