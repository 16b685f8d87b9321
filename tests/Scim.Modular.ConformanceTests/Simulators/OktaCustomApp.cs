namespace Scim.Modular.ConformanceTests.Simulators;

/// <summary>An app made with the App Integration Wizard: everything but creation is GET, merge, PUT.</summary>
internal sealed class OktaCustomApp(ScimClient scim) : OktaApp(scim), IOktaApp
{
    public async Task<string> PushGroupAsync(string name, IReadOnlyList<string> members)
    {
        Assert.Null(await FindAsync("Groups", $"displayName eq \"{name}\""));
        var id = (await Scim.PostAsync("/Groups", Tenant.GroupBody(name, members))).Expect(201).Json.Text("id");
        await PutGroupAsync(id, name, _ => members);
        return id;
    }

    public Task AddToGroupAsync(string groupId, string name, string member) =>
        PutGroupAsync(groupId, name, members => [.. members, member]);

    public Task RemoveFromGroupAsync(string groupId, string name, string member) =>
        PutGroupAsync(groupId, name, members => members.Where(one => one != member));

    public Task RenameGroupAsync(string groupId, string newName) => PutGroupAsync(groupId, newName, members => members);

    public Task EmptyGroupAsync(string groupId, string name) => PutGroupAsync(groupId, name, _ => []);

    protected override Task SetActiveAsync(string userId, bool active) =>
        PushProfileAsync(userId, profile => profile["active"] = active);

    private async Task PutGroupAsync(string groupId, string name, Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var group = (await Scim.GetAsync("/Groups/" + groupId)).Expect(200).Json.AsObject();
        var before = group["members"] is null ? [] : group.List("members").Select(member => member.Text("value"));
        string[] after = [.. change(before)];
        group["displayName"] = name;
        group["members"] = Tenant.Members(after);
        (await Scim.PutAsync("/Groups/" + groupId, group)).Expect(200);

        var read = (await Scim.GetAsync("/Groups/" + groupId)).Expect(200).Json;
        Assert.Equal(name, read.Text("displayName"));
        var members = read["members"] is null ? [] : read.List("members").Select(member => member.Text("value"));
        Assert.Equal(after.Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
    }
}
