using Scim.Modular.ConformanceTests.Faults;

namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>A mutation that was sent with an Idempotency-Key can be sent again: it happens once, and is answered alike.</summary>
public abstract class IdempotencyTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_changes_nothing_again()
    {
        var tenant = await TenantAsync();
        var keyed = Keyed(tenant);

        var first = (await keyed.PostAsync("/teams", new { name = "Eng" })).Expect(201);
        Assert.Null(first.Header("Idempotent-Replayed"));
        var team = first.Json.Text("id");
        (await tenant.Admin.PatchAsync("/teams/" + team, new { name = "Ops" })).Expect(200);

        AssertReplayed(first, await keyed.PostAsync("/teams", new { name = "Eng" }));
        Assert.Equal("Ops", Assert.Single(await tenant.Admin.ListAsync("/teams")).Text("name"));
    }

    [Fact]
    public async Task Every_verb_is_replayed_with_its_status_its_body_and_its_headers()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Eng");
        var user = await tenant.CreateUserAsync("ada");
        var plan = new { name = "P", seats = 3, rank = 1, isDefault = true, overflow = "waitlist" };
        foreach (var (method, path, body, status) in new (HttpMethod, string, object?, int)[]
        {
            (HttpMethod.Put, "/plans/p", plan, 201),
            (HttpMethod.Put, $"/teams/{team}/members/{user}", new { role = "admin" }, 200),
            (HttpMethod.Patch, "/teams/" + team, new { name = "Ops" }, 200),
            (HttpMethod.Patch, "/directories/" + tenant.DirectoryId, new { name = "Other" }, 200),
            (HttpMethod.Post, "/group-mappings", new { directoryId = tenant.DirectoryId, groupName = "G", teamId = team, role = "member" }, 201),
            (HttpMethod.Delete, $"/teams/{team}/members/{user}", null, 204),
            (HttpMethod.Delete, "/teams/" + team, null, 204),
        })
        {
            var keyed = Keyed(tenant, $"-{method}-{path}");
            var first = (await keyed.SendAsync(method, path, body is null ? null : JsonNodes.Of(body))).Expect(status);
            AssertReplayed(first, await keyed.SendAsync(method, path, body is null ? null : JsonNodes.Of(body)));
        }
    }

    [Fact]
    public async Task An_organization_is_made_and_deleted_once()
    {
        var slug = "i" + Guid.NewGuid().ToString("N")[..16];
        var keyed = Service.Admin.With("Idempotency-Key", "make-" + slug);

        var made = (await keyed.PostAsync("/organizations", new { slug, name = "One" })).Expect(201);
        AssertReplayed(made, await keyed.PostAsync("/organizations", new { slug, name = "One" }));

        var path = "/organizations/" + made.Json.Text("id");
        var deleted = (await keyed.DeleteAsync(path)).Expect(204);      // another organization: the key is free in it
        AssertReplayed(deleted, await keyed.DeleteAsync(path));
        (await Service.Admin.GetAsync(path)).Expect(404);
    }

    [Fact]
    public async Task The_key_of_another_request_is_refused()
    {
        var tenant = await TenantAsync();
        var keyed = Keyed(tenant);
        (await keyed.PostAsync("/teams", new { name = "Eng" })).Expect(201);

        AssertCode(422, "idempotency_key_reused", await keyed.PostAsync("/teams", new { name = "Ops" }));
        AssertCode(422, "idempotency_key_reused", await keyed.PostAsync("/teams?x=1", new { name = "Eng" }));
        AssertCode(422, "idempotency_key_reused", await keyed.DeleteAsync("/plans/p"));
        Assert.Single(await tenant.Admin.ListAsync("/teams"));

        (await keyed.GetAsync("/teams")).Expect(200);                   // reading needs no name
        var other = await TenantAsync();                                // and nobody shares his names with others
        (await other.Admin.With("Idempotency-Key", KeyOf(tenant)).PostAsync("/teams", new { name = "Eng" })).Expect(201);
    }

    [Fact]
    public async Task A_refused_request_may_be_sent_again()
    {
        var tenant = await TenantAsync();
        var first = (await tenant.Admin.PostAsync("/teams", new { name = "Eng", slug = "eng" })).Expect(201).Json.Text("id");
        var keyed = Keyed(tenant);
        (await keyed.PostAsync("/teams", new { name = "Eng", slug = "eng" })).Expect(409);
        (await keyed.PostAsync("/teams", new { name = "Eng", slug = "eng" })).Expect(409);

        (await tenant.Admin.DeleteAsync("/teams/" + first)).Expect(204);

        Assert.Null((await keyed.PostAsync("/teams", new { name = "Eng", slug = "eng" })).Expect(201).Header("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var tenant = await TenantAsync();
        AssertCode(400, "invalid_idempotency_key", await tenant.Admin.With("Idempotency-Key", key).PostAsync("/teams", new { name = "Eng" }));
        AssertCode(400, "invalid_idempotency_key", await tenant.Admin.With("Idempotency-Key", new string('k', 256)).PostAsync("/teams", new { name = "Eng" }));
        Assert.Empty(await tenant.Admin.ListAsync("/teams"));
        (await tenant.Admin.With("Idempotency-Key", new string('k', 255)).PostAsync("/teams", new { name = "Eng" })).Expect(201);
    }

    [Fact]
    public async Task A_secret_is_never_shown_twice()
    {
        var tenant = await TenantAsync();
        var keyed = Keyed(tenant);
        var path = $"/directories/{tenant.DirectoryId}/tokens";
        (await keyed.PostAsync(path, new { name = "second" })).Expect(201);

        AssertCode(409, "already_applied", await keyed.PostAsync(path, new { name = "second" }));
        Assert.Single(await tenant.Admin.ListAsync(path), token => token.Text("name") == "second");
    }

    [Fact]
    public async Task Of_many_at_once_one_is_carried_out()
    {
        var tenant = await TenantAsync();
        for (var round = 0; round < 5; round++)
        {
            var keyed = tenant.Admin.With("Idempotency-Key", $"at-once-{round}");
            var name = $"Team {round}";
            var replies = await Clients.EachAsync(8, Enumerable.Range(0, 8).Select(_ => (Func<Task<Reply>>)(() => keyed.PostAsync("/teams", new { name }))));

            var made = Assert.Single(replies, reply => reply.Status == 201 && reply.Header("Idempotent-Replayed") is null);
            foreach (var other in replies.Where(reply => reply != made))
            {
                if (other.Status == 201)
                {
                    AssertReplayed(made, other);
                    continue;
                }

                AssertCode(409, "request_in_progress", other);
                Assert.NotNull(other.Header("Retry-After"));
            }

            AssertReplayed(made, await keyed.PostAsync("/teams", new { name }));
        }

        Assert.Equal(5, (await tenant.Admin.ListAsync("/teams")).Count);
    }

    [Fact]
    public async Task A_client_that_went_away_learns_the_outcome_later()
    {
        var tenant = await TenantAsync();
        for (var i = 0; i < 10; i++)
        {
            using var soon = new CancellationTokenSource();
            using var request = ScimClient.NewRequest(HttpMethod.Post, $"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}/teams");
            request.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(Service.Options.AdminKey));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"gone-{i}");
            var body = JsonNodes.Of(new { name = $"Team {i}" });
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            var sent = Service.Http.SendAsync(request, soon.Token);
            soon.CancelAfter(TimeSpan.FromMilliseconds(3 * i));
            await Task.WhenAny(sent);

            // Whether it arrived or not: sent again, it is there once, and answered.
            var keyed = tenant.Admin.With("Idempotency-Key", $"gone-{i}");
            await Eventually.EqualAsync(201, async () => (await keyed.PostAsync("/teams", body)).Status);
        }

        Assert.Equal(10, (await tenant.Admin.ListAsync("/teams")).Count);
    }

    [Fact]
    public async Task Where_the_answer_was_lost_in_a_crash_a_repeat_says_that_the_change_was_made()
    {
        await using var crashing = await CrashingService.StartAsync(Fixture, "unit-of-work.commit", "stop", "command=CreateTeam", ("Limits__RequestTimeout", "00:10:00"));
        var tenant = await Tenant.CreateAsync(crashing.Service);

        await crashing.DieDuringAsync(() => Keyed(tenant).PostAsync("/teams", new { name = "Eng" }));

        var waits = await Keyed(tenant).PostAsync("/teams", new { name = "Eng" });      // for all that is known, it still runs
        AssertCode(409, "request_in_progress", waits);
        Assert.Equal("1", waits.Header("Retry-After"));

        await crashing.Service.RestartAsync(("Limits__RequestTimeout", "00:00:05"));
        await Eventually.EqualAsync("already_applied", async () =>
            (await Keyed(tenant).PostAsync("/teams", new { name = "Eng" })).Expect(409).Json.Text("code"));
        Assert.Single(await tenant.Admin.ListAsync("/teams"));
    }

    [Fact]
    public async Task Where_the_crash_came_before_the_commit_a_repeat_makes_the_change()
    {
        await using var crashing = await CrashingService.StartAsync(Fixture, "unit-of-work.commit", "start", "command=CreateTeam");
        var tenant = await Tenant.CreateAsync(crashing.Service);

        await crashing.DieDuringAsync(() => Keyed(tenant).PostAsync("/teams", new { name = "Eng" }));

        (await Keyed(tenant).PostAsync("/teams", new { name = "Eng" })).Expect(201);
        Assert.Single(await tenant.Admin.ListAsync("/teams"));
    }

    private static string KeyOf(Tenant tenant) => "key-of-" + tenant.Id;

    private static AdminClient Keyed(Tenant tenant, string more = "") => tenant.Admin.With("Idempotency-Key", KeyOf(tenant) + more);

    private static void AssertReplayed(Reply first, Reply second)
    {
        Assert.True(second.Header("Idempotent-Replayed") == "true", second.ToString());
        Assert.Equal(first.Status, second.Status);
        Assert.Equal(first.Text, second.Text);
        foreach (var header in new[] { "Location", "ETag", "Content-Type" })
            Assert.Equal(first.Header(header), second.Header(header));
    }

    private static void AssertCode(int status, string code, Reply reply)
    {
        ScimAssert.Problem(reply, status);
        Assert.Equal(code, reply.Json.Text("code"));
    }
}

public sealed class IdempotencyTestsOnSqlite(SqliteService service) : IdempotencyTests(service);

public sealed class IdempotencyTestsOnPostgreSql(PostgreSqlService service) : IdempotencyTests(service);

public sealed class IdempotencyTestsOnSqlServer(SqlServerService service) : IdempotencyTests(service);
