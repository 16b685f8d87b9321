using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>An app of Okta's catalogue: profiles by PUT, activity and groups by PATCH.</summary>
internal sealed class OktaCatalogueApp(ScimPlay play) : OktaApp(play)
{
    protected override async Task ConnectAsync()
    {
        await base.ConnectAsync();
        await Play.GetAsync("Tests the groups", Groups + "?startIndex=1&count=100", Expect.Status(200), Expect.List());
    }

    // Neither path nor text: the form of every app of the catalogue.
    protected override Task SetActiveAsync(string step, string id, bool active) =>
        Play.PatchAsync(step, $"{Users}/{id}", ScimBodies.Operation("replace", null, new JsonObject { ["active"] = active }));

    protected override async Task GroupsAsync()
    {
        const string name = "Conformance";
        var (grace, alan) = await MembersAsync();
        await FindAsync("Looks for the group", Groups, $"displayName eq \"{name}\"", Expect.List(0));
        var id = (await Play.PostAsync(
            "Creates the group, empty", Groups, GroupOf(name), Expect.Status(201), Expect.Resource(ScimUrns.Group), Expect.Value(name, "displayName"))).Id;

        // The name comes again with every change of members.
        JsonObject Named(string text) => ScimBodies.Operation("replace", null, new JsonObject { ["id"] = id, ["displayName"] = text });
        await ChangeAsync("Adds two members", [grace, alan], Named(name), ScimBodies.Operation("add", "members", Shown(grace, alan)));
        await ChangeAsync("Adds them again", [grace, alan], Named(name), ScimBodies.Operation("add", "members", Shown(grace, alan)));
        await ChangeAsync("Removes a member", [alan], Named(name), ScimBodies.Remove(ScimBodies.Member(grace)));
        await ChangeAsync(
            "Removes one and adds the other, in one request", [grace], Named(name), ScimBodies.Remove(ScimBodies.Member(alan)),
            ScimBodies.Operation("add", "members", Shown(grace)));
        await Play.PatchAsync("Renames", $"{Groups}/{id}", Named(name + " renamed"));
        await FindAsync("Looks for the group by its new name", Groups, $"displayName eq \"{name} renamed\"", Expect.List(1), Expect.Value(id, "Resources", 0, "id"));
        await ChangeAsync("Pushes all members", [alan], ScimBodies.Operation("replace", "members", Shown(alan)));
        await ChangeAsync("Empties the group", [], ScimBodies.Operation("replace", "members", new JsonArray()));
        await Play.DeleteAsync("Deletes the group", $"{Groups}/{id}");
        await Play.GetAsync("Reads the deleted group", $"{Groups}/{id}", Expect.Refusal(404));
        await Play.GetAsync("Reads who was a member", $"{Users}/{alan}", Expect.Status(200), Expect.Value(true, "active"));

        async Task ChangeAsync(string step, string[] members, params JsonNode[] operations)
        {
            await Play.PatchAsync(step, $"{Groups}/{id}", operations);
            await Play.GetAsync(step + ": looks at what came of it", $"{Groups}/{id}", Expect.Status(200), Expect.Members(members));
        }
    }

    private static JsonArray Shown(params IEnumerable<string> ids) =>
        [.. ids.Select(id => new JsonObject { ["value"] = id, ["display"] = id + "@example.com" })];
}
