#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property EnforceCodeStyleInBuild=false
#:property RunAnalyzers=false

// A day of Okta against a running service, through the same doors that Okta and an administrator use:
//   dotnet run build/demo.cs -- http://127.0.0.1:5080 ADMIN_KEY [PROCESS_ID]
// Each line shows a call and what the provisioning log says that it caused.

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

var address = args[0].TrimEnd('/').Replace("//+:", "//127.0.0.1:").Replace("//*:", "//127.0.0.1:").Replace("//0.0.0.0:", "//127.0.0.1:");
using var admin = new HttpClient { BaseAddress = new Uri(address + "/admin/v1/"), DefaultRequestHeaders = { Authorization = new("Bearer", args[1]) } };
await ReadyAsync(args.Length > 2 ? int.Parse(args[2]) : null);

var people = new Dictionary<string, string>();
var slug = $"demo-{DateTime.UtcNow:MMdd-HHmmss}";
Title("An administrator sets up");
await AdminAsync(HttpMethod.Post, "organizations", new { slug, name = "Demo Ltd" });
var org = $"organizations/{slug}/";
await AdminAsync(HttpMethod.Put, org + "plans/enterprise", new { name = "Enterprise", seats = 3, rank = 1, isDefault = true, overflow = "waitlist" });
var engineering = Id(await AdminAsync(HttpMethod.Post, org + "teams", new { name = "Engineering" }));
var support = Id(await AdminAsync(HttpMethod.Post, org + "teams", new { name = "Support" }));
var directory = Id(await AdminAsync(HttpMethod.Post, org + "directories", new { name = "Okta", provider = "okta" }));
var token = (await AdminAsync(HttpMethod.Post, org + $"directories/{directory}/tokens", new { name = "Okta" }))["token"]!.GetValue<string>();
await AdminAsync(HttpMethod.Post, org + "group-mappings", new { directoryId = directory, groupName = "Okta Engineering", teamId = engineering, role = "member", mode = "managed" });

using var okta = new HttpClient { BaseAddress = new Uri($"{address}/scim/v2/{directory}/") };
okta.DefaultRequestHeaders.Authorization = new("Bearer", token);
okta.DefaultRequestHeaders.Accept.ParseAdd("application/scim+json");
okta.DefaultRequestHeaders.UserAgent.ParseAdd("Okta SCIM Client 1.0.0");

Title("Okta tests the connection");
await OktaAsync("Test Connector Configuration", HttpMethod.Get, "Users?startIndex=1&count=2");

Title("Four people are assigned; there are three seats");
foreach (var (given, family) in new[] { ("Anna", "Berg"), ("Ben", "Okafor"), ("Carla", "Ruiz"), ("David", "Novak") })
{
    var userName = $"{given}.{family}@demo.example".ToLowerInvariant();
    await OktaAsync($"Is {given} there?", HttpMethod.Get, $"Users?filter={Uri.EscapeDataString($"userName eq \"{userName}\"")}&startIndex=1&count=100");
    people[given] = Id(await OktaAsync($"Create {given}", HttpMethod.Post, "Users", new JsonObject
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:User"),
        ["userName"] = userName,
        ["name"] = new JsonObject { ["givenName"] = given, ["familyName"] = family },
        ["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["value"] = userName, ["type"] = "work" }),
        ["externalId"] = $"00u{given}", ["groups"] = new JsonArray(), ["password"] = "not-kept", ["active"] = true,
    }));
}

Title("Groups are pushed; one is mapped already");
var groupA = Id(await OktaAsync("Push 'Okta Engineering' with Anna and Ben", HttpMethod.Post, "Groups", Group("Okta Engineering", "Anna", "Ben")));
var groupB = Id(await OktaAsync("Push 'Helpdesk' with Carla", HttpMethod.Post, "Groups", Group("Helpdesk", "Carla")));
await AdminAsync(HttpMethod.Post, org + "group-mappings", new { directoryId = directory, groupId = groupB, teamId = support, role = "member", mode = "managed" });

Title("Ben moves from Engineering to the helpdesk");
await OktaAsync("Ben out of 'Okta Engineering'", HttpMethod.Patch, $"Groups/{groupA}", Patch(new JsonObject { ["op"] = "remove", ["path"] = $"members[value eq \"{people["Ben"]}\"]" }));
await OktaAsync("Ben into 'Helpdesk'", HttpMethod.Patch, $"Groups/{groupB}", Patch(new JsonObject { ["op"] = "add", ["path"] = "members", ["value"] = new JsonArray(new JsonObject { ["value"] = people["Ben"] }) }));

Title("Anna leaves; David is next in line");
await OktaAsync("Deactivate Anna", HttpMethod.Patch, $"Users/{people["Anna"]}", Patch(new JsonObject { ["op"] = "replace", ["value"] = new JsonObject { ["active"] = false } }));

Title("Anna comes back; the administrator buys a seat");
await OktaAsync("Reactivate Anna", HttpMethod.Patch, $"Users/{people["Anna"]}", Patch(new JsonObject { ["op"] = "replace", ["value"] = new JsonObject { ["active"] = true } }));
await AdminAsync(HttpMethod.Put, org + "plans/enterprise", new { name = "Enterprise", seats = 4, rank = 1, isDefault = true, overflow = "waitlist" });

Title("In the end");
foreach (var license in (await admin.GetFromJsonAsync<JsonObject>(org + "licenses"))!["items"]!.AsArray())
    Console.WriteLine($"  {license!["userName"],-32} {license["plan"]}: {license["status"]}");
foreach (var (name, team) in new[] { ("Engineering", engineering), ("Support", support) })
{
    var members = (await admin.GetFromJsonAsync<JsonObject>(org + $"teams/{team}/members"))!["items"]!.AsArray();
    Console.WriteLine($"  team {name}: {string.Join(", ", members.Select(member => member!["displayName"]))}");
}

Console.WriteLine($"  provisioning log: {address}/admin/v1/{org}directories/{directory}/requests");

async Task ReadyAsync(int? process)
{
    var patience = Stopwatch.StartNew();
    while (true)
    {
        try
        {
            using var ready = await admin.GetAsync(new Uri(address + "/health/ready"));
            if (ready.IsSuccessStatusCode)
                return;
        }
        catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
        }

        if (patience.Elapsed > TimeSpan.FromSeconds(60) || (process is { } id && !IsAlive(id)))
            Stop("The service did not start; its own words are above.");
        await Task.Delay(100);
    }
}

async Task<JsonObject> AdminAsync(HttpMethod method, string path, object body)
{
    using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
    using var response = await admin.SendAsync(request);
    var text = await response.Content.ReadAsStringAsync();
    Console.WriteLine($"  admin  {method.Method,-6} /admin/v1/{path}  →  {(int)response.StatusCode}");
    if (!response.IsSuccessStatusCode)
        Stop(text);
    return JsonNode.Parse(text)!.AsObject();
}

async Task<JsonObject> OktaAsync(string what, HttpMethod method, string path, JsonObject? body = null)
{
    using var request = new HttpRequestMessage(method, path);
    if (body is not null)
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/scim+json"));
    using var response = await okta.SendAsync(request);
    var text = await response.Content.ReadAsStringAsync();
    Console.WriteLine($"  okta   {method.Method,-6} {what}  →  {(int)response.StatusCode}");
    if (!response.IsSuccessStatusCode)
        Stop(text);
    foreach (var effect in await EffectsAsync(response.Headers.GetValues("X-Request-Id").Single(), what.Split(' ')[^1]))
        Console.WriteLine($"             ↳ {effect}");
    return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
}

// The log is written a moment after the answer.
async Task<IReadOnlyList<string>> EffectsAsync(string request, string newcomer)
{
    for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(50))
    {
        using var entry = await admin.GetAsync(org + $"directories/{directory}/requests/{request}");
        if (!entry.IsSuccessStatusCode)
            continue;
        var names = people.ToDictionary(person => person.Value, person => person.Key);
        return [.. (await entry.Content.ReadFromJsonAsync<JsonObject>())!["effects"]!.AsArray().Select(effect =>
        {
            var name = effect!["userId"]?.GetValue<string>() is { } id ? names.GetValueOrDefault(id, newcomer) : "";
            var data = effect["data"]!;
            return $"{effect["event"],-28} {name} {data["plan"]} {data["role"]} {data["reason"]}".TrimEnd();
        })];
    }

    return ["(the provisioning log shows it in a moment)"];
}

JsonObject Group(string name, params string[] members) => new()
{
    ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Group"),
    ["displayName"] = name,
    ["members"] = new JsonArray([.. members.Select(member => new JsonObject { ["value"] = people[member] })]),
};

static JsonObject Patch(JsonObject operation) => new()
{
    ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
    ["Operations"] = new JsonArray(operation),
};

static string Id(JsonObject resource) => resource["id"]!.GetValue<string>();

static bool IsAlive(int process)
{
    try
    {
        return !Process.GetProcessById(process).HasExited;
    }
    catch (ArgumentException)
    {
        return false;
    }
}

static void Title(string text) => Console.WriteLine($"\n{text}");

static void Stop(string why)
{
    Console.Error.WriteLine(why);
    Environment.Exit(1);
}
