using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>Microsoft Entra ID, with and without the flag <c>aadOptscim062020</c> at the end of its tenant URL.</summary>
internal sealed class EntraClient(ScimPlay play)
{
    private const string Department = ScimUrns.EnterpriseUser + ":department";
    private const string Manager = ScimUrns.EnterpriseUser + ":manager";

    /// <summary>All that it does, from Test connection on.</summary>
    public async Task PlayAsync()
    {
        await play.PartAsync("Connection", async () =>
        {
            await play.GetAsync(
                "Test connection: looks for a random name", "/Users?" + ScimBodies.Where($"userName eq \"{Guid.CreateVersion7()}\""), Expect.Status(200), Expect.List(0));
            await play.GetAsync("Reads the schemas, which the gallery asks for", "/Schemas", Expect.Status(200), Expect.List());
        });
        await play.PartAsync("Users", UsersAsync);
        await play.PartAsync("Users, with the flag aadOptscim062020", FlaggedUsersAsync);
        await play.PartAsync("Groups", GroupsAsync);
        await play.PartAsync("Groups, with the flag aadOptscim062020", FlaggedGroupsAsync);
    }

    private async Task UsersAsync()
    {
        const string userName = "eva.young@example.com";
        await FindAsync("Looks for the person", "Users", $"userName eq \"{userName}\"", Expect.List(0));
        var eva = await CreateAsync("Creates the person", userName, "Eva");
        await play.GetAsync("Reads the person", "/Users/" + eva, Expect.Status(200), Expect.Resource(ScimUrns.User), Expect.Value(userName, "userName"));
        await FindAsync("Looks by externalId", "Users", $"externalId eq \"{ExternalId(userName)}\"", Expect.List(1), Expect.Value(eva, "Resources", 0, "id"));
        await FindAsync("Looks by externalId, without quotes", "Users", $"externalId eq {ExternalId(userName)}", Expect.List(1));
        await FindAsync("Looks by the work address", "Users", $"emails[type eq \"work\"].value eq \"{userName}\"", Expect.List(1), Expect.Value(eva, "Resources", 0, "id"));
        await play.PatchAsync(
            "Changes attributes", "/Users/" + eva, ScimBodies.Operation("Replace", "displayName", "Eva Y"), ScimBodies.Operation("Replace", "name.familyName", "Yang"),
            ScimBodies.Operation("Replace", "emails[type eq \"work\"].value", "eva.yang@example.com"), ScimBodies.Operation("Add", Department, "Sales"),
            ScimBodies.Operation("Add", "title", "Lead"), ScimBodies.Operation("Add", "phoneNumbers[type eq \"mobile\"].value", "+1 555 0100"));
        await play.GetAsync(
            "Changes attributes: looks at what came of it", "/Users/" + eva, Expect.Status(200), Expect.Value("Eva Y", "displayName"), Expect.Value("Yang", "name", "familyName"),
            Expect.Value("Eva", "name", "givenName"), Expect.Value("eva.yang@example.com", "emails", 0, "value"), Expect.Value("Lead", "title"),
            Expect.Value("Sales", ScimUrns.EnterpriseUser, "department"), Expect.Value("+1 555 0100", "phoneNumbers", 0, "value"));
        await ManagerAsync(eva);

        await play.PatchAsync("Deactivates, with false as text", "/Users/" + eva, ScimBodies.Operation("Replace", "active", "False"));
        await play.GetAsync("Reads who is deactivated", "/Users/" + eva, Expect.Status(200), Expect.Value(false, "active"));
        await FindAsync("Looks for who is deactivated", "Users", $"userName eq \"{userName}\"", Expect.List(1), Expect.Value(eva, "Resources", 0, "id"));
        await play.PatchAsync("Reactivates, with true as text", "/Users/" + eva, ScimBodies.Operation("Replace", "active", "True"));
        await play.GetAsync("Reads who is reactivated", "/Users/" + eva, Expect.Status(200), Expect.Value(true, "active"), Expect.Value("Lead", "title"));
        await DeleteAsync(eva, userName);
    }

    private async Task ManagerAsync(string eva)
    {
        var fay = await CreateAsync("Creates the manager", "fay@example.com", "Fay");
        var question = $"/Users?{ScimBodies.Where($"id eq \"{eva}\" and manager eq \"{fay}\"")}&attributes=id";
        await play.GetAsync("Asks whether this is the manager", question, Expect.Status(200), Expect.List(0));
        await play.PatchAsync("Sets the manager", "/Users/" + eva, ScimBodies.Operation("Add", Manager, fay));
        await play.GetAsync("Asks again whether this is the manager", question, Expect.Status(200), Expect.List(1), Expect.Value(eva, "Resources", 0, "id"));
        await play.DeleteAsync("Deletes the manager", "/Users/" + fay);
    }

    // With the flag: operations in small letters, false as false, several attributes as one operation whose keys are paths.
    private async Task FlaggedUsersAsync()
    {
        const string userName = "kim@example.com";
        await play.GetAsync(
            "Looks for the person", $"/Users?aadOptscim062020&{ScimBodies.Where($"userName eq \"{userName}\"")}", Expect.Status(200), Expect.List(0));
        var kim = await CreateAsync("Creates the person", userName, "Kim");
        await play.PatchAsync("Changes attributes, in one operation", "/Users/" + kim, ScimBodies.Operation("replace", null, new JsonObject
        {
            ["displayName"] = "Kim Y",
            ["name.familyName"] = "Yang",
            ["emails[type eq \"work\"].value"] = "kim.yang@example.com",
            [Department] = "Sales",
        }));
        await play.GetAsync(
            "Changes attributes: looks at what came of it", "/Users/" + kim, Expect.Status(200), Expect.Value("Kim Y", "displayName"), Expect.Value("Yang", "name", "familyName"),
            Expect.Value("kim.yang@example.com", "emails", 0, "value"), Expect.Value("Sales", ScimUrns.EnterpriseUser, "department"));
        await play.PatchAsync("Deactivates", "/Users/" + kim, ScimBodies.Operation("replace", "active", false));
        await play.GetAsync("Reads who is deactivated", "/Users/" + kim, Expect.Status(200), Expect.Value(false, "active"));
        await DeleteAsync(kim, userName);
    }

    private async Task GroupsAsync()
    {
        const string name = "Conformance";
        var (eva, fay) = (await CreateAsync("Creates the first member", "eva@example.com", "Eva"), await CreateAsync("Creates the second member", "fay@example.com", "Fay"));
        await FindAsync("Looks for the group", "Groups", $"displayName eq \"{name}\"", Expect.List(0));
        var id = await CreateGroupAsync(name);
        await play.PostAsync("Creates the same group again", "/Groups", GroupOf(name), Expect.Refusal(409));
        await ChangeAsync("Adds a member", id, [eva], ScimBodies.Operation("Add", "members", Listed(eva)));
        await ChangeAsync("Adds another", id, [eva, fay], ScimBodies.Operation("Add", "members", Listed(fay)));
        await ChangeAsync("Removes a member, by a list", id, [fay], ScimBodies.Operation("Remove", "members", Listed(eva)));
        await ChangeAsync("Adds all who remain once more", id, [fay], ScimBodies.Operation("Add", "members", Listed(fay)));
        await play.PatchAsync("Renames", "/Groups/" + id, ScimBodies.Operation("Replace", "displayName", name + " renamed"));
        await play.GetAsync(
            "Reads without members", $"/Groups/{id}?excludedAttributes=members", Expect.Status(200), Expect.Value(name + " renamed", "displayName"), Expect.None("members"));
        await FindAsync("Looks for the group by its new name", "Groups", $"displayName eq \"{name} renamed\"", Expect.List(1), Expect.Value(id, "Resources", 0, "id"));
        await DeleteGroupAsync(id);
        await play.GetAsync("Reads who was a member", "/Users/" + fay, Expect.Status(200), Expect.Value(true, "active"));
        await play.DeleteAsync("Deletes the first member", "/Users/" + eva);
        await play.DeleteAsync("Deletes the second member", "/Users/" + fay);
    }

    private async Task FlaggedGroupsAsync()
    {
        var gus = await CreateAsync("Creates a member", "gus@example.com", "Gus");
        var id = await CreateGroupAsync("Conformance");
        await ChangeAsync("Adds the member", id, [gus], ScimBodies.Operation("add", "members", ScimBodies.Members(gus)));
        await ChangeAsync("Removes the member, by a path", id, [], ScimBodies.Remove(ScimBodies.Member(gus)));
        await DeleteGroupAsync(id);
        await play.DeleteAsync("Deletes the member", "/Users/" + gus);
    }

    private async Task<string> CreateAsync(string step, string userName, string given) => (await play.PostAsync(
        step, "/Users", UserOf(userName, given), Expect.Status(201), Expect.Resource(ScimUrns.User), Expect.Value(userName, "userName"),
        Expect.Value(ExternalId(userName), "externalId"), Expect.Value(true, "active"))).Id;

    private async Task<string> CreateGroupAsync(string name) => (await play.PostAsync(
        "Creates the group", "/Groups", GroupOf(name), Expect.Status(201), Expect.Resource(ScimUrns.Group), Expect.Value(name, "displayName"))).Id;

    private async Task ChangeAsync(string step, string id, string[] members, JsonNode operation)
    {
        await play.PatchAsync(step, "/Groups/" + id, operation);
        await play.GetAsync(step + ": looks at what came of it", "/Groups/" + id, Expect.Status(200), Expect.Members(members));
    }

    private async Task DeleteAsync(string id, string userName)
    {
        await play.DeleteAsync("Deletes, some thirty days later", "/Users/" + id);
        await play.GetAsync("Reads who is deleted", "/Users/" + id, Expect.Refusal(404));
        await FindAsync("Looks for who is deleted", "Users", $"userName eq \"{userName}\"", Expect.List(0));
    }

    private async Task DeleteGroupAsync(string id)
    {
        await play.DeleteAsync("Deletes the group", "/Groups/" + id);
        await play.GetAsync("Reads the deleted group", "/Groups/" + id, Expect.Refusal(404));
    }

    private Task<ScimReply> FindAsync(string step, string type, string filter, params Expectation[] expected) =>
        play.GetAsync(step, $"/{type}?{(type == "Groups" ? "excludedAttributes=members&" : "")}{ScimBodies.Where(filter)}", [Expect.Status(200), .. expected]);

    private static string ExternalId(string userName) => userName.Split('@')[0].Replace(".", "", StringComparison.Ordinal);

    // A mistyped schema, meta and empty roles: so the documentation shows it, and null for what is not mapped.
    private static JsonObject UserOf(string userName, string given) => new()
    {
        ["schemas"] = ScimBodies.Schemas(ScimUrns.User, "urn:ietf:params:scim:schemas:extension:enterprise:2.0User"),
        ["externalId"] = ExternalId(userName),
        ["userName"] = userName,
        ["active"] = true,
        ["displayName"] = given,
        ["title"] = null,
        ["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["type"] = "work", ["value"] = userName }),
        ["meta"] = new JsonObject { ["resourceType"] = "User" },
        ["name"] = new JsonObject { ["formatted"] = given + " Young", ["familyName"] = "Young", ["givenName"] = given },
        ["roles"] = new JsonArray(),
    };

    private static JsonObject GroupOf(string name) => new()
    {
        ["schemas"] = ScimBodies.Schemas(ScimUrns.Group, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"),
        ["externalId"] = "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
        ["displayName"] = name,
        ["meta"] = new JsonObject { ["resourceType"] = "Group" },
    };

    private static JsonArray Listed(string id) => [new JsonObject { ["$ref"] = null, ["value"] = id }];
}
