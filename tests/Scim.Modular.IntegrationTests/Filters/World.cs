using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Identity.Api.Scim;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.IntegrationTests.Cost;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>A resource as GET shows it.</summary>
internal sealed record Shown(string Id, JsonObject Resource, JsonObject Normal);

/// <summary>A directory full of resources, asked in SQL and in memory.</summary>
internal sealed class World(Place place)
{
    private const string Address = "https://scim.example.com/scim/v2/Dir";
    private static readonly ResourcePage All = new IndexPage(0, 10_000);

    public IReadOnlyList<Shown> Users { get; private set; } = [];

    public IReadOnlyList<Shown> Groups { get; private set; } = [];

    public static ResourceTypeDefinition UserType => CoreSchemas.UserResourceType;

    public static ResourceTypeDefinition GroupType => CoreSchemas.GroupResourceType;

    /// <summary>Users and groups from a seed, by the commands that an identity provider causes, at times that differ by fractions of a millisecond.</summary>
    public async Task FillAsync(ulong seed, int users, int groups)
    {
        var members = new List<UserId>();
        foreach (var body in Generators.Resources(UserType).Sample(users, new Rnd(seed), 20))
        {
            body["userName"] = $"{body["userName"]?.GetValue<string>() ?? "u"}{members.Count}";
            if (body["externalId"] is { } external)
                body["externalId"] = $"{external.GetValue<string>()}{members.Count}";
            if (body["active"] is null)
                body.Remove("active");
            members.Add(await place.CreateUserAsync(body));
            Tick();
        }

        var chosen = Gen.SubListOf(members.AsEnumerable()).Sample(groups, new Rnd(seed + 2), 20);
        foreach (var (body, index) in Generators.Resources(GroupType).Sample(groups, new Rnd(seed + 4), 20).Select((body, index) => (body, index)))
        {
            body["displayName"] = $"{body["displayName"]?.GetValue<string>() ?? "g"}{index}";
            if (body["externalId"] is { } external)
                body["externalId"] = $"{external.GetValue<string>()}{index}";
            await place.CreateGroupAsync(body, index % 4 == 0 ? [] : [.. chosen[index].Take(5)]);
            Tick();
        }

        // Some have a story: later versions, later times, a deleted one that is in nobody's group any more.
        for (var i = 0; i < members.Count; i += 3)
        {
            await place.RenameAsync(members[i], $"Title {i}");
            Tick();
        }

        await place.Service.SendAsync(place.Organization, new DeleteUser(place.Directory, ServedType.Users, members[^1]));
        await LoadAsync();
    }

    public async Task LoadAsync()
    {
        var everything = AttributeProjection.Parse(null, null, UserType);
        var users = await place.Service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Users, null, All, withReferences: true));
        Users = [.. users.Page.Select(user => Show(user.Id, ResourceJson.Write(user, Address, everything), UserType))];
        var groups = await place.Service.SendAsync(place.Organization, Crowd.Search(place, ServedType.Groups, null, All, withReferences: true));
        Groups = [.. groups.Page.Select(group => Show(group.Id, ResourceJson.Write(group, Address, AttributeProjection.Parse(null, null, GroupType)), GroupType))];
    }

    public async Task<IReadOnlyList<string>> UsersInSqlAsync(FilterExpression filter)
    {
        var found = await place.Service.SendAsync(
            place.Organization, Crowd.Search(place, ServedType.Users, TypedFilter.Bind(filter, UserType), All, location: Address));
        Assert.Equal(found.Page.Count, found.Total);
        return [.. found.Page.Select(user => user.Id)];
    }

    public async Task<IReadOnlyList<string>> GroupsInSqlAsync(FilterExpression filter)
    {
        var found = await place.Service.SendAsync(
            place.Organization, Crowd.Search(place, ServedType.Groups, TypedFilter.Bind(filter, GroupType), All, location: Address));
        Assert.Equal(found.Page.Count, found.Total);
        return [.. found.Page.Select(group => group.Id)];
    }

    public static IReadOnlyList<string> InMemory(IEnumerable<Shown> resources, FilterExpression filter, ResourceTypeDefinition type)
    {
        var bound = TypedFilter.Bind(filter, type);
        return [.. resources.Where(one => FilterEvaluator.Matches(one.Normal, bound)).Select(one => one.Id)];
    }

    /// <summary>Texts that are somewhere in the resources, so that filters find something.</summary>
    public static Gen<string> WordsOf(IEnumerable<Shown> resources) =>
        Gen.Elements(resources.SelectMany(one => Texts(one.Resource)).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToArray());

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject values => values.SelectMany(pair => Texts(pair.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static Shown Show(string id, string json, ResourceTypeDefinition type)
    {
        var resource = (JsonObject)JsonNode.Parse(json)!;
        return new(id, resource, NormalForm.Of(resource, type));
    }

    private void Tick() => place.Service.Clock.Advance(TimeSpan.FromTicks(73_217));
}
