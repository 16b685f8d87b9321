using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>An app made with Okta's App Integration Wizard: everything but creation is GET, merge, PUT.</summary>
internal sealed class OktaCustomApp(ScimPlay play) : OktaApp(play)
{
    protected override Task SetActiveAsync(string step, string id, bool active) => PushAsync(step, id, "active", active);

    protected override async Task GroupsAsync()
    {
        const string name = "Conformance";
        var (grace, alan) = await MembersAsync();
        await FindAsync("Looks for the group", Groups, $"displayName eq \"{name}\"", Expect.List(0));
        var id = (await Play.PostAsync(
            "Creates the group with a member", Groups, GroupOf(name, grace), Expect.Status(201), Expect.Resource(ScimUrns.Group), Expect.Value(name, "displayName"))).Id;
        await PutAsync("Pushes the whole group", id, name, grace);
        await PutAsync("Adds a member", id, name, grace, alan);
        await PutAsync("Renames", id, name + " renamed", grace, alan);
        await FindAsync("Looks for the group by its new name", Groups, $"displayName eq \"{name} renamed\"", Expect.List(1), Expect.Value(id, "Resources", 0, "id"));
        await PutAsync("Removes a member", id, name + " renamed", alan);
        await PutAsync("Empties the group", id, name + " renamed");
        await Play.DeleteAsync("Deletes the group", $"{Groups}/{id}");
        await Play.GetAsync("Reads the deleted group", $"{Groups}/{id}", Expect.Refusal(404));
        await Play.GetAsync("Reads who was a member", $"{Users}/{alan}", Expect.Status(200), Expect.Value(true, "active"));
    }

    private async Task PutAsync(string step, string id, string name, params string[] members)
    {
        var group = (await Play.GetAsync(step + ": reads first", $"{Groups}/{id}", Expect.Status(200), Expect.Resource(ScimUrns.Group))).Resource;
        group["displayName"] = name;
        group["members"] = ScimBodies.Members(members);
        await Play.PutAsync(step, $"{Groups}/{id}", group, Expect.Status(200), Expect.Value(id, "id"), Expect.Value(name, "displayName"));
        await Play.GetAsync(step + ": looks at what came of it", $"{Groups}/{id}", Expect.Status(200), Expect.Value(name, "displayName"), Expect.Members(members));
    }
}
