using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>JumpCloud: its activation makes a test user and a test group, and deletes both.</summary>
internal sealed class JumpCloudClient(ScimPlay play)
{
    /// <summary>All that it does, from the activation on.</summary>
    public async Task PlayAsync()
    {
        await play.PartAsync("Activation", ActivateAsync);
        await play.PartAsync("Activation, once more", ActivateAsync);
        await play.PartAsync("Users", UsersAsync);
        await play.PartAsync("Groups", GroupsAsync);
    }

    private async Task ActivateAsync()
    {
        const string userName = "test.user@example.com";
        await FindAsync("Looks for the test user", "Users", $"userName eq \"{userName}\"", Expect.List(0));
        var user = await CreateAsync("Creates the test user", userName, "Test");
        await play.PutAsync(
            "Updates the test user", "/Users/" + user, UserOf(userName, "Test2"), Expect.Status(200), Expect.Value(user, "id"), Expect.Value("Test2", "name", "givenName"));
        var group = await CreateGroupAsync("Creates the test group", "Test Group", user);
        await play.DeleteAsync("Deletes the test group", "/Groups/" + group);
        await FindAsync("Looks for the test group", "Groups", "displayName eq \"Test Group\"", Expect.List(0));
        await play.DeleteAsync("Deletes the test user", "/Users/" + user);
        await play.GetAsync("Reads the deleted test user", "/Users/" + user, Expect.Refusal(404));
    }

    private async Task UsersAsync()
    {
        const string userName = "joan@example.com";
        await FindAsync("Looks for the person", "Users", $"userName eq \"{userName}\"", Expect.List(0));
        var joan = await CreateAsync("Creates the person", userName, "Joan");
        var emails = new JsonArray(new JsonObject { ["value"] = "joan.clarke@example.com", ["type"] = "work", ["primary"] = true });
        await play.PatchAsync(
            "Changes attributes, an operation each", "/Users/" + joan, ScimBodies.Operation("replace", "name.givenName", "Joanna"),
            ScimBodies.Operation("replace", "displayName", "Joanna C"), ScimBodies.Operation("replace", "emails", emails));
        await play.GetAsync(
            "Changes attributes: looks at what came of it", "/Users/" + joan, Expect.Status(200), Expect.Value("Joanna", "name", "givenName"),
            Expect.Value("User", "name", "familyName"), Expect.Value("Joanna C", "displayName"), Expect.Value("joan.clarke@example.com", "emails", 0, "value"));
        await play.PatchAsync("Deactivates", "/Users/" + joan, ScimBodies.Operation("replace", "active", false));
        await FindAsync("Looks for who is deactivated", "Users", $"userName eq \"{userName}\"", Expect.List(1), Expect.Value(false, "Resources", 0, "active"));
        await play.PatchAsync("Reactivates", "/Users/" + joan, ScimBodies.Operation("replace", "active", true));
        await play.GetAsync("Reads who is reactivated", "/Users/" + joan, Expect.Status(200), Expect.Value(joan, "id"), Expect.Value(true, "active"));
        await play.DeleteAsync("Deletes the person", "/Users/" + joan);
        await play.GetAsync("Reads who is deleted", "/Users/" + joan, Expect.Refusal(404));
    }

    private async Task GroupsAsync()
    {
        var (joan, mary) = (await CreateAsync("Creates the first member", "joan@example.com", "Joan"), await CreateAsync("Creates the second member", "mary@example.com", "Mary"));
        var id = await CreateGroupAsync("Creates the group", "Conformance", joan);
        await ChangeAsync("Adds a member", [joan, mary], ScimBodies.Operation("add", "members", ScimBodies.Members(mary)));
        await ChangeAsync("Removes a member, by a list", [joan], ScimBodies.Operation("remove", "members", ScimBodies.Members(mary)));
        await play.PatchAsync("Renames", "/Groups/" + id, ScimBodies.Operation("replace", "displayName", "Conformance renamed"));
        await play.GetAsync("Reads the group", "/Groups/" + id, Expect.Status(200), Expect.Value("Conformance renamed", "displayName"), Expect.Members(joan));
        await play.DeleteAsync("Deletes the group", "/Groups/" + id);
        await play.GetAsync("Reads the deleted group", "/Groups/" + id, Expect.Refusal(404));
        await play.GetAsync("Reads who was a member", "/Users/" + joan, Expect.Status(200), Expect.Value(true, "active"));

        async Task ChangeAsync(string step, string[] members, JsonNode operation)
        {
            await play.PatchAsync(step, "/Groups/" + id, operation);
            await play.GetAsync(step + ": looks at what came of it", "/Groups/" + id, Expect.Status(200), Expect.Members(members));
        }
    }

    private Task<ScimReply> FindAsync(string step, string type, string filter, params Expectation[] expected) =>
        play.GetAsync(step, $"/{type}?{ScimBodies.Where(filter)}", [Expect.Status(200), .. expected]);

    private async Task<string> CreateAsync(string step, string userName, string given) => (await play.PostAsync(
        step, "/Users", UserOf(userName, given), Expect.Status(201), Expect.Resource(ScimUrns.User), Expect.Value(userName, "userName"),
        Expect.Value(given, "name", "givenName"), Expect.Value(true, "active"))).Id;

    private async Task<string> CreateGroupAsync(string step, string name, string member) => (await play.PostAsync(
        step, "/Groups", new JsonObject { ["schemas"] = ScimBodies.Schemas(ScimUrns.Group), ["displayName"] = name, ["members"] = ScimBodies.Members(member) },
        Expect.Status(201), Expect.Resource(ScimUrns.Group), Expect.Value(name, "displayName"))).Id;

    private static JsonObject UserOf(string userName, string given) => new()
    {
        ["schemas"] = ScimBodies.Schemas(ScimUrns.User),
        ["userName"] = userName,
        ["name"] = new JsonObject { ["givenName"] = given, ["familyName"] = "User" },
        ["emails"] = new JsonArray(new JsonObject { ["value"] = userName, ["type"] = "work", ["primary"] = true }),
        ["active"] = true,
    };
}
