using System.Globalization;

namespace Scim.Modular.Benchmarks;

/// <summary>A service process on a database of its own, with one directory of so many users.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const int Few = 100;
    private const string Template = "template";
    private readonly TestDatabase _database;

    private Site(TestDatabase database, ScimService service, Tenant tenant, int users) =>
        (_database, Service, Tenant, Users) = (database, service, tenant, users);

    public ScimService Service { get; }

    public Tenant Tenant { get; }

    public ScimClient Scim => Tenant.Scim;

    public int Users { get; }

    /// <summary>The user name of a number from 1, in the order of ids.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"u{number:D6}");

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-7000-8000-000000000000");

    public static async Task<Site> StartAsync(DatabaseProvider provider, int users)
    {
        var database = await TestDatabase.CreateAsync(provider, "bench") ?? throw new InvalidOperationException($"No {provider}.");
        // The settings of the service itself where the tests have others: a response waits for its effects as long as it does for Okta.
        var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database }.With(("Events__AwaitEffects", null)));
        var site = new Site(database, service, await Tenant.CreateAsync(service), users);
        await site.FillAsync();
        return site;
    }

    /// <summary>Lets the database see what has become of its tables.</summary>
    public async Task AnalyzeAsync()
    {
        await using var rows = await Rows.OpenAsync(_database);
        await rows.AnalyzeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>One user comes over HTTP; the others are copies of its rows in all modules, as the service wrote them.</summary>
    private async Task FillAsync()
    {
        var id = await Tenant.CreateUserAsync(Template);
        await using (var rows = await Rows.OpenAsync(_database))
        {
            await Eventually.Async(async () => await rows.AreThereAsync(id));
            await rows.CopyAsync(id, Template, Users);
            await rows.AnalyzeAsync();
        }

        (await Scim.DeleteAsync("/Users/" + id)).Expect(204);
        await VerifyAsync(1);
        await VerifyAsync(Users);
    }

    /// <summary>What was copied is what the service would have written: it is found by its name and its address, and shown whole.</summary>
    private async Task VerifyAsync(int number)
    {
        var name = NameOf(number);
        var shown = (await Scim.GetAsync("/Users/" + IdOf(number))).Expect(200).Json;
        var expected = Tenant.UserBody(name);
        foreach (var attribute in (string[])["userName", "name", "displayName", "emails", "externalId", "active"])
        {
            if (!JsonNode.DeepEquals(shown[attribute], expected[attribute]))
                throw new InvalidOperationException($"{name} has the wrong {attribute}: {shown[attribute]?.ToJsonString()}");
        }

        string[] filters = [$"userName eq \"{name}\"", $"emails eq \"{Tenant.EmailOf(name)}\"", $"displayName eq \"Person {name}\" and userName sw \"{name}\""];
        foreach (var filter in filters)
        {
            var found = (await Scim.FilterAsync("Users", filter)).Expect(200).Json;
            if (found.Number("totalResults") != 1 || !JsonNode.DeepEquals(found.At("Resources[0]"), shown))
                throw new InvalidOperationException($"{filter} finds {found.ToJsonString()}");
        }

        var all = (await Scim.GetAsync("/Users?count=0")).Expect(200).Json.Number("totalResults");
        if (all != Users)
            throw new InvalidOperationException($"{all} users instead of {Users}");
    }
}
