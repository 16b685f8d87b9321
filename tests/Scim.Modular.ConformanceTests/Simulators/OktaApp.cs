namespace Scim.Modular.ConformanceTests.Simulators;

/// <summary>What both kinds of Okta apps do alike: lookups, creation, and GET + PUT for profiles.</summary>
internal abstract class OktaApp(ScimClient scim)
{
    protected ScimClient Scim => scim;

    public virtual async Task TestConnectionAsync() =>
        ScimAssert.List(await scim.GetAsync("/Users?startIndex=1&count=2"));

    public async Task<string> AssignAsync(string userName)
    {
        if (await FindAsync("Users", $"userName eq \"{userName}\"") is { } known)
        {
            var id = known.Text("id");
            if (!known.Flag("active"))
                await SetActiveAsync(id, true);
            await PushProfileAsync(id, profile => profile["displayName"] = "Person " + userName);
            return id;
        }

        var body = Tenant.UserBody(userName);
        var created = (await scim.PostAsync("/Users", body)).Expect(201);
        Assert.Equal(userName, created.Json.Text("userName"));
        Assert.DoesNotContain(body.Text("password"), created.Text, StringComparison.Ordinal);
        return created.Json.Text("id");
    }

    /// <summary>The PUT is the server's own representation with what changed laid over it: whatever GET leaves out is lost.</summary>
    public async Task PushProfileAsync(string userId, Action<JsonObject> changes)
    {
        var before = (await scim.GetAsync("/Users/" + userId)).Expect(200).Json.AsObject();
        var merged = (JsonObject)before.DeepClone();
        changes(merged);
        var after = (await scim.PutAsync("/Users/" + userId, merged)).Expect(200).Json;
        var read = (await scim.GetAsync("/Users/" + userId)).Expect(200).Json;

        // Nothing but what was changed is different; what is the service's own came back with the PUT, and its seat may follow from the change.
        string[] own = ["meta", "urn:scim:modular:params:scim:schemas:extension:license:2.0:User"];
        Assert.Equal(merged.Without(own).ToSortedText(), read.Without(own).ToSortedText());
        Assert.Equal(read.Without(own).ToSortedText(), after.Without(own).ToSortedText());
    }

    public Task DeactivateAsync(string userId) => SetActiveAsync(userId, false);

    public async Task ReactivateAsync(string userName, string userId)
    {
        var found = await FindAsync("Users", $"userName eq \"{userName}\"");
        Assert.Equal(userId, found?.Text("id"));            // a user that is hidden while inactive would be created again
        Assert.False(found.Flag("active"));
        await SetActiveAsync(userId, true);
        await PushProfileAsync(userId, profile => profile["nickName"] = "back");
    }

    public async Task DeleteGroupAsync(string groupId)
    {
        (await scim.DeleteAsync("/Groups/" + groupId)).Expect(204);
        ScimAssert.Error(await scim.GetAsync("/Groups/" + groupId), 404);
    }

    protected abstract Task SetActiveAsync(string userId, bool active);

    protected async Task<JsonNode?> FindAsync(string resourceType, string filter)
    {
        var found = ScimAssert.List(await scim.FilterAsync(resourceType, filter));
        Assert.InRange(found.Count, 0, 1);
        return found.Count == 0 ? null : found[0];
    }
}
