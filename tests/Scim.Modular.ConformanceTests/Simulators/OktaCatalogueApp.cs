namespace Scim.Modular.ConformanceTests.Simulators;

/// <summary>An app of Okta's catalogue: profiles by PUT, activity and groups by PATCH, several members in one.</summary>
internal sealed class OktaCatalogueApp(ScimClient scim) : OktaApp(scim), IOktaApp
{
    private const int MembersPerPatch = 100;

    public override async Task TestConnectionAsync()
    {
        await base.TestConnectionAsync();
        ScimAssert.List(await Scim.GetAsync("/Groups?startIndex=1&count=100"));
    }

    public async Task<string> PushGroupAsync(string name, IReadOnlyList<string> members)
    {
        Assert.Null(await FindAsync("Groups", $"displayName eq \"{name}\""));
        var id = (await Scim.PostAsync("/Groups", Tenant.GroupBody(name, []))).Expect(201).Json.Text("id");
        await PatchAsync(id, Rename(id, name));
        foreach (var some in members.Chunk(MembersPerPatch))
            await PatchAsync(id, Rename(id, name), Add(some));
        return id;
    }

    public Task AddToGroupAsync(string groupId, string name, string member) =>
        PatchAsync(groupId, Rename(groupId, name), Tenant.RemoveMember(member), Add(member));   // the remove comes first, always

    public Task RemoveFromGroupAsync(string groupId, string name, string member) =>
        PatchAsync(groupId, Rename(groupId, name), Tenant.RemoveMember(member));

    public Task RenameGroupAsync(string groupId, string newName) => PatchAsync(groupId, Rename(groupId, newName));

    public Task EmptyGroupAsync(string groupId, string name) =>
        PatchAsync(groupId, Rename(groupId, name), Tenant.Replace("members", new JsonArray()));

    protected override async Task SetActiveAsync(string userId, bool active)
    {
        var answer = (await Scim.PatchAsync("/Users/" + userId, Tenant.Replace(new JsonObject { ["active"] = active }))).Expect(200);
        Assert.Equal(active, answer.Json.Flag("active"));
    }

    private static JsonObject Rename(string groupId, string name) =>
        Tenant.Replace(new JsonObject { ["id"] = groupId, ["displayName"] = name });

    private static JsonObject Add(params string[] members) => new()
    {
        ["op"] = "add",
        ["path"] = "members",
        ["value"] = new JsonArray([.. members.Select(id => new JsonObject { ["value"] = id, ["display"] = id + "@mail.example" })]),
    };

    private async Task PatchAsync(string groupId, params JsonObject[] operations) =>
        (await Scim.PatchAsync("/Groups/" + groupId, operations)).Expect(204);
}
