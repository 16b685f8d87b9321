using System.Text.Json.Nodes;

namespace Scim.Modular.TestKit;

/// <summary>An organization with one directory and a token: the world of one test, invisible to every other.</summary>
public sealed class Tenant
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string Plan = "standard";

    private Tenant(ScimService service, string id, string directoryId, string scimBaseAddress, string token)
    {
        Service = service;
        Id = id;
        DirectoryId = directoryId;
        ScimBaseAddress = scimBaseAddress;
        Token = token;
    }

    public ScimService Service { get; }

    public string Id { get; }

    public string DirectoryId { get; }

    /// <summary>As the service gave it: ends in <c>/scim/v2/{dir}</c>.</summary>
    public string ScimBaseAddress { get; }

    public string Token { get; }

    public ScimClient Scim => ScimOf(Service);

    /// <summary>The admin API below this organization.</summary>
    public AdminClient Admin => AdminOf(Service);

    public static async Task<Tenant> CreateAsync(ScimService service, string provider = "okta")
    {
        var slug = "t" + Guid.NewGuid().ToString("N")[..16];
        var organization = (await service.Admin.PostAsync("/organizations", new { slug, name = "Tenant " + slug })).Expect(201);
        var id = organization.Json.Text("id");
        var (directoryId, address) = await CreateDirectoryAsync(service.Admin.At("/organizations/" + id), provider);
        var token = await CreateTokenAsync(service.Admin.At($"/organizations/{id}/directories/{directoryId}"));
        return new Tenant(service, id, directoryId, address, token.Json.Text("token"));
    }

    public static async Task<(string Id, string ScimBaseAddress)> CreateDirectoryAsync(AdminClient organization, string provider)
    {
        var directory = (await organization.PostAsync("/directories", new { name = "Directory " + provider, provider })).Expect(201);
        return (directory.Json.Text("id"), directory.Json.Text("scimBaseUrl"));
    }

    public static async Task<Reply> CreateTokenAsync(AdminClient directory, DateTimeOffset? expiresAt = null) =>
        (await directory.PostAsync("/tokens", new { name = "okta", expiresAt })).Expect(201);

    public ScimClient ScimOf(ScimService process) =>
        process.Scim(process.BaseAddress + new Uri(ScimBaseAddress).AbsolutePath, ScimClient.Bearer(Token));

    public AdminClient AdminOf(ScimService process) => process.Admin.At("/organizations/" + Id);

    public AdminClient Directory => Admin.At("/directories/" + DirectoryId);

    // ---- people and groups, as the identity provider sends them

    public static JsonObject UserBody(string userName, string? externalId = null) => JsonNodes.Of(new
    {
        schemas = new[] { UserSchema },
        userName,
        name = new { givenName = "Given " + userName, familyName = "Family " + userName },
        displayName = "Person " + userName,
        emails = new[] { new { primary = true, value = EmailOf(userName), type = "work" } },
        externalId = externalId ?? "00u-" + userName,
        groups = Array.Empty<string>(),
        password = "Tz3!" + Guid.NewGuid().ToString("N"),
        active = true,
    });

    public static string EmailOf(string userName) =>
        userName.Contains('@', StringComparison.Ordinal) ? userName : userName + "@mail.example";

    public async Task<string> CreateUserAsync(string userName, string? externalId = null) =>
        (await Scim.PostAsync("/Users", UserBody(userName, externalId))).Expect(201).Json.Text("id");

    public async Task<string[]> CreateUsersAsync(params string[] userNames)
    {
        var ids = new string[userNames.Length];
        for (var i = 0; i < ids.Length; i++)    // one after the other: the waiting list is ordered by time
            ids[i] = await CreateUserAsync(userNames[i]);
        return ids;
    }

    public async Task SetActiveAsync(string userId, bool active)
    {
        var reply = await Scim.PatchAsync("/Users/" + userId, Replace(new JsonObject { ["active"] = active }));
        if (reply.Expect(200).Json.Flag("active") != active)
            throw new UnexpectedReplyException($"active is not {active}: {reply}");
    }

    public static JsonObject GroupBody(string displayName, IEnumerable<string> members, string? externalId = null)
    {
        var body = JsonNodes.Of(new { schemas = new[] { GroupSchema }, displayName });
        if (externalId is not null)
            body["externalId"] = externalId;
        body["members"] = Members(members);
        return body;
    }

    public static JsonArray Members(IEnumerable<string> ids) => [.. ids.Select(id => new JsonObject { ["value"] = id })];

    public async Task<string> CreateGroupAsync(string displayName, params string[] members) =>
        (await Scim.PostAsync("/Groups", GroupBody(displayName, members))).Expect(201).Json.Text("id");

    public async Task AddMembersAsync(string groupId, params string[] members) =>
        (await Scim.PatchAsync("/Groups/" + groupId, AddMembers(members))).Expect(204);

    public async Task RemoveMemberAsync(string groupId, string member) =>
        (await Scim.PatchAsync("/Groups/" + groupId, RemoveMember(member))).Expect(204);

    public static JsonObject Replace(JsonNode value) => new() { ["op"] = "replace", ["value"] = value };

    public static JsonObject Replace(string path, JsonNode? value) => new() { ["op"] = "replace", ["path"] = path, ["value"] = value };

    public static JsonObject AddMembers(params string[] members) =>
        new() { ["op"] = "add", ["path"] = "members", ["value"] = Members(members) };

    public static JsonObject RemoveMember(string member) => new() { ["op"] = "remove", ["path"] = $"members[value eq \"{member}\"]" };

    public async Task<string[]> GroupMembersAsync(string groupId)
    {
        var group = (await Scim.GetAsync("/Groups/" + groupId)).Expect(200).Json;
        return group["members"] is null ? [] : [.. group.List("members").Select(member => member.Text("value")).Order(StringComparer.Ordinal)];
    }

    // ---- seats

    public async Task<JsonNode> PutPlanAsync(
        int? seats, string overflow = "waitlist", int? overageLimit = null, string key = Plan, bool isDefault = true)
    {
        var plan = JsonNodes.Of(new { name = "Plan " + key, rank = 10, isDefault, overflow });
        plan["seats"] = seats;
        if (overageLimit is not null)
            plan["overageLimit"] = overageLimit;
        return (await Admin.SendAsync(HttpMethod.Put, "/plans/" + key, plan)).Expect(200, 201).Json;
    }

    public async Task<JsonNode> PlanAsync(string key = Plan) => (await Admin.GetAsync("/plans/" + key)).Expect(200).Json;

    /// <summary>"used/waitlisted" of a plan, for one glance.</summary>
    public async Task<string> UsageAsync(string key = Plan)
    {
        var plan = await PlanAsync(key);
        return $"{plan.Number("used")}/{plan.Number("waitlisted")}";
    }

    /// <summary>assigned or waitlisted; "none" for everybody who holds and awaits nothing.</summary>
    public async Task<string> SeatAsync(string userId) => SeatOf((await Admin.GetAsync("/users/" + userId)).Expect(200).Json);

    /// <summary>The same of a user as the admin API shows it.</summary>
    public static string SeatOf(JsonNode user) =>
        user["license"]?["status"]?.GetValue<string>() is { } status and not "released" ? status : "none";

    public async Task<string> SeatsAsync(params string[] userIds)
    {
        List<string> seats = [];
        foreach (var id in userIds)
            seats.Add(await SeatAsync(id));
        return string.Join(' ', seats);
    }

    /// <summary>The user names that hold a seat, counted from the rows and not from the plan.</summary>
    public async Task<string[]> HoldersAsync() =>
        [.. (await Admin.ListAsync("/licenses?status=assigned"))
            .Select(row => row.Text("userName")).Order(StringComparer.Ordinal)];

    /// <summary>The user names on the waiting list, in the order of their positions.</summary>
    public async Task<string[]> WaitingAsync() =>
        [.. (await Admin.ListAsync("/licenses?status=waitlisted"))
            .OrderBy(row => row.Number("waitlistPosition")).Select(row => row.Text("userName"))];

    // ---- what happened to people

    /// <summary>The events of a person, of all modules, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> HistoryAsync(string userId) =>
        [.. (await Admin.GetAsync("/users/" + userId)).Expect(200).Json.List("history").Reverse()];

    // ---- teams

    public async Task<string> CreateTeamAsync(string name) =>
        (await Admin.PostAsync("/teams", new { name })).Expect(201).Json.Text("id");

    public Task<Reply> MapNameAsync(string groupName, string teamId, string role = "member") =>
        Admin.PostAsync("/group-mappings", new { directoryId = DirectoryId, groupName, teamId, role, mode = "managed", confirmRole = true });

    public Task<Reply> MapGroupAsync(string groupId, string teamId, string role = "member", string mode = "managed") =>
        Admin.PostAsync("/group-mappings", new { directoryId = DirectoryId, groupId, teamId, role, mode, confirmRole = true });

    public async Task<JsonNode> MappingAsync(string mappingId) => (await Admin.GetAsync("/group-mappings/" + mappingId)).Expect(200).Json;

    public async Task<string> MappingStatusAsync(string mappingId) => (await MappingAsync(mappingId)).Text("status");

    /// <summary>The user names of a team in order, separated by blanks.</summary>
    public async Task<string> TeamAsync(string teamId) =>
        string.Join(' ', (await Admin.ListAsync($"/teams/{teamId}/members")).Select(member => member.Text("userName")).Order(StringComparer.Ordinal));

    public async Task<string> TeamRolesAsync(string teamId) =>
        string.Join(' ', (await Admin.ListAsync($"/teams/{teamId}/members"))
            .Select(member => $"{member.Text("userName")}:{member.Text("role")}").Order(StringComparer.Ordinal));

    public async Task GrantAsync(string teamId, string userId, string role = "member") =>
        (await Admin.PutAsync($"/teams/{teamId}/members/{userId}", new { role })).Expect(200, 201, 204);
}
