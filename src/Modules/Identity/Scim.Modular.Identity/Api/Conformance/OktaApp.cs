using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>What both kinds of apps of Okta do alike: lookups, creation, profiles by GET and PUT.</summary>
internal abstract class OktaApp(ScimPlay play)
{
    protected const string Users = "/Users";
    protected const string Groups = "/Groups";
    private const string Page = "&startIndex=1&count=100";
    private const string Password = "Placeholder-7d1f0c";

    protected ScimPlay Play => play;

    /// <summary>All that the app does, from its first test on.</summary>
    public async Task PlayAsync()
    {
        await play.PartAsync("Connection", ConnectAsync);
        await play.PartAsync("Users", UsersAsync);
        await play.PartAsync("Groups", GroupsAsync);
    }

    protected virtual async Task ConnectAsync()
    {
        await play.GetAsync("Tests the connection", Users + "?startIndex=1&count=2", Expect.Status(200), Expect.List());
        await play.GetWithTokenAsync("Tests with a wrong token, as Okta's acceptance test does", "non-token", Users + "?startIndex=1&count=2", Expect.Refusal(401));
    }

    protected abstract Task SetActiveAsync(string step, string id, bool active);

    protected abstract Task GroupsAsync();

    private async Task UsersAsync()
    {
        const string userName = "Ada.Lovelace@example.com";
        await FindAsync("Looks for the person", Users, $"userName eq \"{userName}\"", Expect.List(0));
        var id = (await CreateAsync("Creates the person", userName, "Ada", "Lovelace")).Id;
        await play.PostAsync("Creates the same person again, as Okta's acceptance test does", Users, UserOf(userName, "Ada", "Lovelace"), Expect.Refusal(409));
        await FindAsync("Looks for the person in other letters", Users, "userName eq \"ADA.LOVELACE@EXAMPLE.COM\"", Expect.List(1), Expect.Value(id, "Resources", 0, "id"));
        await PushAsync("Pushes the profile", id, "title", "Analyst");

        await SetActiveAsync("Deactivates", id, false);
        await play.GetAsync("Reads who is deactivated", $"{Users}/{id}", Expect.Status(200), Expect.Value(false, "active"), Expect.Value("Analyst", "title"));
        await FindAsync(
            "Looks for who is deactivated", Users, $"userName eq \"{userName}\"", Expect.List(1), Expect.Value(id, "Resources", 0, "id"),
            Expect.Value(false, "Resources", 0, "active"));
        await SetActiveAsync("Reactivates", id, true);
        await play.GetAsync("Reads who is reactivated", $"{Users}/{id}", Expect.Status(200), Expect.Value(id, "id"), Expect.Value(true, "active"));
        await PushAsync("Pushes the profile of who is back", id, "nickName", "Countess");
        await play.GetAsync("Imports", Users + "?startIndex=1&count=100", Expect.Status(200), Expect.List(1), Expect.Value(userName, "Resources", 0, "userName"));
        await play.GetAsync("Reads somebody who is not there", Users + "/00919288221112222", Expect.Refusal(404));
        await SetActiveAsync("Deactivates for good: Okta never deletes a user", id, false);
    }

    /// <summary>Two people for a group.</summary>
    protected async Task<(string Grace, string Alan)> MembersAsync() => (
        (await CreateAsync("Creates the first member", "grace.hopper@example.com", "Grace", "Hopper")).Id,
        (await CreateAsync("Creates the second member", "alan.o'neill@example.com", "Alan", "O'Neill")).Id);

    protected Task<ScimReply> FindAsync(string step, string type, string filter, params Expectation[] expected) =>
        play.GetAsync(step, $"{type}?{ScimBodies.Where(filter)}{Page}", [Expect.Status(200), .. expected]);

    /// <summary>The PUT is the server's own representation with what changed laid over it: whatever GET leaves out is lost.</summary>
    protected async Task PushAsync(string step, string id, string attribute, JsonNode value)
    {
        var before = (await play.GetAsync(step + ": reads first", $"{Users}/{id}", Expect.Status(200), Expect.Resource(ScimUrns.User))).Resource;
        var merged = (JsonObject)before.DeepClone();
        merged[attribute] = value;
        await play.PutAsync(
            step, $"{Users}/{id}", merged, Expect.Status(200), Expect.Resource(ScimUrns.User), Expect.Value(id, "id"), Expect.Value(value, attribute),
            Expect.Kept(before, attribute));
    }

    protected static JsonObject GroupOf(string name, params IEnumerable<string> members) => new()
    {
        ["schemas"] = ScimBodies.Schemas(ScimUrns.Group),
        ["displayName"] = name,
        ["members"] = ScimBodies.Members(members),
    };

    private Task<ScimReply> CreateAsync(string step, string userName, string given, string family) => play.PostAsync(
        step, Users, UserOf(userName, given, family), Expect.Status(201), Expect.Resource(ScimUrns.User), Expect.Value(userName, "userName"),
        Expect.Value(given, "name", "givenName"), Expect.Value(family, "name", "familyName"), Expect.Value(true, "active"),
        Expect.NoSecret(Password));

    // A random password and an empty list of groups are there always, whether passwords are synchronized or not.
    private static JsonObject UserOf(string userName, string given, string family) => new()
    {
        ["schemas"] = ScimBodies.Schemas(ScimUrns.User),
        ["userName"] = userName,
        ["name"] = new JsonObject { ["givenName"] = given, ["familyName"] = family },
        ["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["value"] = userName, ["type"] = "work" }),
        ["displayName"] = $"{given} {family}",
        ["locale"] = "en-US",
        ["externalId"] = $"00u{given}{family.Length}tmnGT1wk698",
        ["groups"] = new JsonArray(),
        ["password"] = Password,
        ["active"] = true,
    };
}
