using System.Collections.Concurrent;
using System.Globalization;

namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>Many clients at once at two processes that share a database: what each of them was promised is there in the end.</summary>
public sealed class StormTestsOnPostgreSql(TwoProcesses processes) : IClassFixture<TwoProcesses>
{
    private const int Seed = 20260722;

    /// <summary>Case A05.</summary>
    [Fact]
    public async Task Sixty_four_clients_of_two_processes_change_one_group_and_no_change_is_lost()
    {
        const int Each = 4;
        var tenant = await Tenant.CreateAsync(processes.One);
        var team = await tenant.CreateTeamAsync("Everybody");
        (await tenant.MapNameAsync("All", team)).Expect(201);
        var users = await CreateUsersAsync(tenant, 64 * Each);
        var group = await tenant.CreateGroupAsync("All", [.. users.Where((_, i) => i % 2 == 0)]);
        var oracle = new ConcurrentDictionary<string, bool>(users.Select((id, i) => KeyValuePair.Create(id, i % 2 == 0)));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            await Task.Yield();
            var random = new Random(Seed + client);
            for (var done = client; done < 2000; done += 64)
            {
                var member = users[(client * Each) + random.Next(Each)];
                var operation = oracle[member] ? Tenant.RemoveMember(member) : Tenant.AddMembers(member);
                (await processes.Either(tenant, random.Next()).PatchAsync("/Groups/" + group, operation)).Expect(204);
                oracle[member] = !oracle[member];
            }
        }));

        string[] expected = [.. oracle.Where(one => one.Value).Select(one => one.Key).Order(StringComparer.Ordinal)];
        Assert.InRange(expected.Length, 1, users.Length - 1);
        Assert.Equal(expected, await tenant.GroupMembersAsync(group));
        await Invariants.HoldAsync(tenant, processes.Two);
    }

    /// <summary>Case A06: each try is a user of its own who is entitled to one of the last ten seats.</summary>
    [Fact]
    public async Task Two_thousand_tries_for_the_last_ten_seats_give_out_ten()
    {
        var tenant = await Tenant.CreateAsync(processes.One);
        await tenant.PutPlanAsync(seats: 10);

        var users = await CreateUsersAsync(tenant, 2000);

        await Eventually.EqualAsync("10/1990", () => tenant.UsageAsync());
        Assert.Equal(2000, users.Length);
        Assert.Equal(10, (await tenant.HoldersAsync()).Length);
        await Invariants.HoldAsync(tenant, processes.Two);
    }

    /// <summary>Cases A07 and B06: five thousand changes of people, each with its events in two modules, delivered by two processes.</summary>
    [Fact]
    public async Task Of_five_hundred_people_who_leave_and_return_ten_times_the_last_acknowledged_word_counts()
    {
        var tenant = await Tenant.CreateAsync(processes.One);
        await tenant.PutPlanAsync(seats: 100);
        var users = await CreateUsersAsync(tenant, 500);
        var last = new ConcurrentDictionary<string, bool>();
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(tenant, 100, done.Token);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async client =>
        {
            await Task.Yield();
            var random = new Random(Seed + client);
            var mine = users.Where((_, i) => i % 16 == client).ToArray();
            for (var round = 0; round < 10; round++)
            {
                foreach (var user in mine)
                {
                    var active = round % 2 == 1 || (round == 8 && random.Next(2) == 0);    // some are told twice that they are active
                    var reply = await processes.Either(tenant, random.Next()).PatchAsync("/Users/" + user, Tenant.Replace(new JsonObject { ["active"] = active }));
                    Assert.Equal(active, reply.Expect(200).Json.Flag("active"));
                    last[user] = active;
                }
            }

            foreach (var user in mine.Where(_ => random.Next(2) == 0))
            {
                (await processes.Either(tenant, random.Next()).PatchAsync("/Users/" + user, Tenant.Replace(new JsonObject { ["active"] = false }))).Expect(200);
                last[user] = false;
            }
        }));

        var active = last.Count(user => user.Value);
        await Eventually.EqualAsync($"100/{active - 100}", () => tenant.UsageAsync());
        await done.CancelAsync();
        Assert.True(await watch > 0, "nobody looked at the plan meanwhile");
        var shown = (await tenant.AdminOf(processes.Two).ListAsync("/users")).ToDictionary(user => user.Text("id"), user => user.Flag("active"), StringComparer.Ordinal);
        Assert.Equal(last.OrderBy(user => user.Key, StringComparer.Ordinal), shown.OrderBy(user => user.Key, StringComparer.Ordinal));
        await Invariants.HoldAsync(tenant, processes.Two);
        await ExactlyOnce.AssertAsync(tenant, processes.Two);
    }

    private Task<string[]> CreateUsersAsync(Tenant tenant, int count) => Clients.EachAsync(64, Enumerable.Range(0, count).Select(i => (Func<Task<string>>)(async () =>
        (await processes.Either(tenant, i).PostAsync("/Users", Tenant.UserBody(string.Create(CultureInfo.InvariantCulture, $"u{i}")))).Expect(201).Json.Text("id"))));

    /// <summary>At every glance: not more seats in use than were bought. The number of glances.</summary>
    private static async Task<int> WatchAsync(Tenant tenant, int seats, CancellationToken done)
    {
        var glances = 0;
        for (; !done.IsCancellationRequested; glances++)
        {
            Assert.InRange((await tenant.PlanAsync()).Number("used"), 0, seats);
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }

        return glances;
    }
}
