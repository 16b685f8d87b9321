namespace Scim.Modular.ConformanceTests.Oversight;

public abstract class WebhookTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_webhook_is_made_changed_and_deleted_and_shows_its_secret_once()
    {
        var tenant = await TenantAsync();
        var made = (await tenant.Admin.PostAsync("/webhooks", new { url = "https://hooks.example.com/scim", events = new[] { "seat.*", "user.created" }, description = "HR" })).Expect(201);
        Assert.StartsWith("whsec_", made.Json.Text("secret"), StringComparison.Ordinal);
        var path = "/webhooks/" + made.Json.Text("id");
        var shown = (await tenant.Admin.GetAsync(path)).Expect(200);
        Assert.Null(shown["secret"]);
        Assert.Equal(made.Header("ETag"), shown.Header("ETag"));
        Assert.Equal(["active", "HR"], [shown.Json.Text("status"), shown.Json.Text("description")]);

        var url = new { url = "https://other.example.com/" };
        var refused = await tenant.Admin.PatchAsync(path, url);
        ScimAssert.Problem(refused, 400);
        Assert.Equal("webhook_needs_new_secret", refused.Json.Text("code"));
        Assert.Equal("https://hooks.example.com/scim", (await tenant.Admin.GetAsync(path)).Json.Text("url"));
        var moved = (await tenant.Admin.PatchAsync(path, new { url.url, rotateSecret = true })).Expect(200).Json;
        Assert.NotEqual(made.Json.Text("secret"), moved.Text("secret"));
        Assert.NotEqual(moved.Text("secret"), (await tenant.Admin.PostAsync(path + "/rotate-secret", new { })).Expect(200).Json.Text("secret"));

        Assert.Equal("disabled", (await tenant.Admin.PatchAsync(path, new { status = "disabled" })).Expect(200).Json.Text("status"));
        ScimAssert.Problem(await tenant.Admin.PostAsync(path + "/test", new { }), 409);
        Assert.Single((await tenant.Admin.GetAsync("/webhooks")).Expect(200).Json.List("items"));
        (await tenant.Admin.DeleteAsync(path)).Expect(204);
        ScimAssert.Problem(await tenant.Admin.GetAsync(path), 404);
        ScimAssert.Problem(await tenant.Admin.GetAsync(path + "/deliveries"), 404);
    }

    [Theory]
    [InlineData("""{"events":["*"]}""")]
    [InlineData("""{"url":"ftp://hooks.example.com","events":["*"]}""")]
    [InlineData("""{"url":"http://hooks.example.com","events":["*"]}""")]
    [InlineData("""{"url":"file:///etc/passwd","events":["*"]}""")]
    [InlineData("""{"url":"https://me:secret@hooks.example.com","events":["*"]}""")]
    [InlineData("""{"url":"https://127.0.0.1/","events":["*"]}""")]
    [InlineData("""{"url":"https://2130706433/","events":["*"]}""")]
    [InlineData("""{"url":"https://0177.0.0.1/","events":["*"]}""")]
    [InlineData("""{"url":"https://[::1]/","events":["*"]}""")]
    [InlineData("""{"url":"https://[::ffff:169.254.169.254]/","events":["*"]}""")]
    [InlineData("""{"url":"https://hooks.example.com","events":[]}""")]
    [InlineData("""{"url":"https://hooks.example.com","events":["seat.stolen"]}""")]
    [InlineData("""{"url":"https://hooks.example.com","events":[null]}""")]
    [InlineData("""{"url":"https://hooks.example.com","events":["*"],"secret":"mine"}""")]
    public async Task What_no_message_may_go_to_is_refused_and_nothing_is_kept(string body)
    {
        var tenant = await TenantAsync();
        ScimAssert.Problem(await tenant.Admin.SendAsync(HttpMethod.Post, "/webhooks", JsonNode.Parse(body)), 400);
        Assert.Empty((await tenant.Admin.GetAsync("/webhooks")).Expect(200).Json.List("items"));
    }

    [Fact]
    public async Task What_can_be_heard_is_listed()
    {
        var tenant = await TenantAsync();
        var types = (await tenant.Admin.GetAsync("/webhooks/event-types")).Expect(200).Json.List("items").Select(one => one.Text("type")).ToList();
        Assert.Contains("seat.assigned", types);
        Assert.Contains("notice.raised", types);
        Assert.Equal(types.Distinct(), types);
    }

    [Fact]
    public async Task A_name_that_stands_for_a_private_address_is_refused_when_it_is_connected_to()
    {
        var tenant = await TenantAsync();
        var made = (await tenant.Admin.PostAsync("/webhooks", new { url = "https://localhost:9/", events = new[] { "*" } })).Expect(201).Json;
        var path = $"/webhooks/{made.Text("id")}";
        var queued = (await tenant.Admin.PostAsync(path + "/test", new { })).Expect(202).Json;
        Assert.Equal("webhook.test", queued.Text("eventType"));

        await Eventually.Async(async () => (await DeliveryAsync()).List("attempts").Count > 0);
        Assert.Contains("public internet", (await DeliveryAsync()).List("attempts")[0].Text("error"), StringComparison.Ordinal);
        ScimAssert.Problem(await tenant.Admin.PostAsync($"{path}/deliveries/{queued.Text("id")}/redeliver", new { }), 409);

        async Task<JsonNode> DeliveryAsync() => (await tenant.Admin.GetAsync($"{path}/deliveries/{queued.Text("id")}")).Expect(200).Json;
    }

    [Fact]
    public async Task An_event_reaches_its_receiver_also_after_a_restart()
    {
        await using var receiver = new WebhookReceiver { Answer = 500 };
        await using var database = await Fixture.NewDatabaseAsync();
        var options = new ScimServiceOptions { Database = database }.With(
            ("Webhooks__AllowHttp", "true"), ("Webhooks__AllowPrivateAddresses", "true"), ("Webhooks__Timeout", "00:00:05"));
        await using var service = await ScimService.StartAsync(options);
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(seats: 1);
        var webhook = (await tenant.Admin.PostAsync("/webhooks", new { url = receiver.Url, events = new[] { "seat.*", "user.*" } })).Expect(201).Json.Text("id");
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.Async(() => Task.FromResult(receiver.Received.Count >= 2));

        receiver.Answer = 200;
        await service.RestartAsync();

        // It was killed, perhaps between a try and its record: then the claim lapses first.
        await Eventually.Async(
            async () => (await tenant.Admin.ListAsync($"/webhooks/{webhook}/deliveries?status=delivered")).Count == 2, TimeSpan.FromMinutes(2));
        var types = receiver.Received.Select(message => JsonNode.Parse(message.Body)!)
            .Where(body => body.Text("data.userId") == ada).Select(body => body.Text("type")).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["seat.assigned", "user.created"], types);
    }

    [Fact]
    public async Task Webhooks_of_another_organization_are_not_there()
    {
        var (here, there) = (await TenantAsync(), await TenantAsync());
        var id = (await there.Admin.PostAsync("/webhooks", new { url = "https://hooks.example.com/", events = new[] { "*" } })).Expect(201).Json.Text("id");
        ScimAssert.Problem(await here.Admin.GetAsync("/webhooks/" + id), 404);
        ScimAssert.Problem(await here.Admin.PatchAsync("/webhooks/" + id, new { status = "disabled" }), 404);
        ScimAssert.Problem(await here.Admin.PostAsync($"/webhooks/{id}/rotate-secret", new { }), 404);
        ScimAssert.Problem(await here.Admin.DeleteAsync("/webhooks/" + id), 404);
        Assert.Equal("active", (await there.Admin.GetAsync("/webhooks/" + id)).Json.Text("status"));
    }
}

public sealed class WebhookTestsOnSqlite(SqliteService service) : WebhookTests(service);

public sealed class WebhookTestsOnPostgreSql(PostgreSqlService service) : WebhookTests(service);

public sealed class WebhookTestsOnSqlServer(SqlServerService service) : WebhookTests(service);
