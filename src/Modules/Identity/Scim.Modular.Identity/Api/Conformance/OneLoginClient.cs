using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>OneLogin with a template as administrators write it: of SCIM 1.0, with <c>"id": null</c> and texts for truth values.</summary>
internal sealed class OneLoginClient(ScimPlay play)
{
    private const string OldSchema = "urn:scim:schemas:core:1.0";

    /// <summary>All that it does, from Enable on.</summary>
    public async Task PlayAsync()
    {
        await play.PartAsync("Connection", () => play.GetAsync(
            "Enable: asks what the service can do", "/ServiceProviderConfig", Expect.Status(200), Expect.Value(true, "patch", "supported"), Expect.Value(true, "filter", "supported")));
        await play.PartAsync("Users", UsersAsync);
        await play.PartAsync("Groups", GroupsAsync);
    }

    private async Task UsersAsync()
    {
        const string userName = "kim@example.com";
        await FindAsync("Looks for the person", userName, Expect.List(0));
        var kim = await CreateAsync("Creates the person, by the template", userName, "Kim");
        await FindAsync("Looks for the person again", userName, Expect.List(1), Expect.Value(kim, "Resources", 0, "id"));
        await play.PutAsync(
            "Updates the person, by the template", "/Users/" + kim, UserOf(userName, "Kima"), Expect.Status(200), Expect.Value(kim, "id"),
            Expect.Value("Kima", "name", "givenName"), Expect.Value(true, "active"));
        await play.PatchAsync("Suspends", "/Users/" + kim, ScimBodies.Operation("replace", "active", false));
        await play.GetAsync("Reads who is suspended", "/Users/" + kim, Expect.Status(200), Expect.Value(false, "active"), Expect.Value("Kima", "name", "givenName"));
        await play.PatchAsync("Brings back", "/Users/" + kim, ScimBodies.Operation("replace", "active", true));
        await play.PatchAsync("Suspends, with false as text", "/Users/" + kim, ScimBodies.Operation("replace", null, new JsonObject { ["active"] = "false" }));
        await play.GetAsync("Reads who is suspended once more", "/Users/" + kim, Expect.Status(200), Expect.Value(false, "active"));
        await play.DeleteAsync("Deletes, where the app is set to delete", "/Users/" + kim);
        await play.GetAsync("Reads who is deleted", "/Users/" + kim, Expect.Refusal(404));
        await FindAsync("Looks for who is deleted", userName, Expect.List(0));
    }

    private async Task GroupsAsync()
    {
        var (kim, lee) = (await CreateAsync("Creates the first member", "kim@example.com", "Kim"), await CreateAsync("Creates the second member", "lee@example.com", "Lee"));
        var body = new JsonObject { ["schemas"] = ScimBodies.Schemas(OldSchema), ["displayName"] = "Conformance", ["members"] = ScimBodies.Members(kim) };
        var id = (await play.PostAsync(
            "Creates the group of a rule", "/Groups", body, Expect.Status(201), Expect.Resource(ScimUrns.Group), Expect.Value("Conformance", "displayName"))).Id;
        await ChangeAsync("Adds a member", [kim, lee], ScimBodies.Operation("add", "members", ScimBodies.Members(lee)));
        await ChangeAsync("Removes a member", [lee], ScimBodies.Remove(ScimBodies.Member(kim)));
        await play.PatchAsync("Renames", "/Groups/" + id, ScimBodies.Operation("replace", "displayName", "Conformance renamed"));
        await play.GetAsync("Reads the group", "/Groups/" + id, Expect.Status(200), Expect.Value("Conformance renamed", "displayName"), Expect.Members(lee));
        await play.DeleteAsync("Deletes the group", "/Groups/" + id);
        await play.GetAsync("Reads the deleted group", "/Groups/" + id, Expect.Refusal(404));

        async Task ChangeAsync(string step, string[] members, JsonNode operation)
        {
            await play.PatchAsync(step, "/Groups/" + id, operation);
            await play.GetAsync(step + ": looks at what came of it", "/Groups/" + id, Expect.Status(200), Expect.Members(members));
        }
    }

    private Task<ScimReply> FindAsync(string step, string userName, params Expectation[] expected) =>
        play.GetAsync(step, "/Users?" + ScimBodies.Where($"userName eq \"{userName}\""), [Expect.Status(200), .. expected]);

    private async Task<string> CreateAsync(string step, string userName, string given) => (await play.PostAsync(
        step, "/Users", UserOf(userName, given), Expect.Status(201), Expect.Resource(ScimUrns.User), Expect.Value(userName, "userName"),
        Expect.Value(given, "name", "givenName"), Expect.Value(true, "active"))).Id;

    private static JsonObject UserOf(string userName, string given) => new()
    {
        ["schemas"] = ScimBodies.Schemas(OldSchema),
        ["id"] = null,
        ["userName"] = userName,
        ["name"] = new JsonObject { ["givenName"] = given, ["familyName"] = "O", ["formatted"] = given + " O" },
        ["emails"] = new JsonObject { ["value"] = userName, ["type"] = "work", ["primary"] = true },
        ["title"] = "",
        ["addresses"] = new JsonArray(new JsonObject { ["type"] = "work", ["streetAddress"] = null, ["locality"] = "Oslo", ["country"] = "" }),
        ["active"] = "true",
    };
}
