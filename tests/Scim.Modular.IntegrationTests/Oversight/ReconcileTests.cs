using System.Collections.Concurrent;
using Scim.Modular.Oversight.Application.Notices;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Infrastructure.Reconciliation;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>Every module is asked, by hand or by the schedule, and what was found is kept and told.</summary>
public abstract class ReconcileTests(ProvidedDatabase provided) : OversightTests(provided)
{
    [Fact]
    public async Task The_schedule_repairs_every_organization_in_one_process_and_gives_notice()
    {
        var asked = new Asked();
        var processes = new[] { Process(asked), Process(asked) };
        var place = await processes[0].NewPlaceAsync(seats: 1);
        await SealAsync();

        var done = await Task.WhenAll(processes.Select(process => Task.Run(() =>
            process.Services.GetRequiredService<ScheduledReconciliation>().RunAsync(CancellationToken.None))));

        Assert.Single(done, organizations => organizations > 0);
        Assert.Equal([true], asked.In(place.Organization));
        var run = Assert.Single(await Service.SendAsync(place.Organization, new ListReconcileRuns(null, 10)));
        Assert.Equal((2, 2, false, "system"), (run.Found, run.Repaired, run.DryRun, run.By));
        await SealAsync();
        var notice = Assert.Single(await Service.SendAsync(place.Organization, new ListNotices(null, 10)));
        Assert.Equal(("drift", 2), (notice.Kind, notice.Data!["found"]!.GetValue<int>()));

        // The turn is kept: whose clock strikes a moment later does nothing; the next hour is anybody's.
        Assert.Equal(0, await processes[Array.FindIndex(done, one => one == 0)].Services.GetRequiredService<ScheduledReconciliation>().RunAsync(CancellationToken.None));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await processes[Array.FindIndex(done, one => one == 0)].Services.GetRequiredService<ScheduledReconciliation>().RunAsync(CancellationToken.None) > 0);
    }

    [Fact]
    public async Task An_administrator_is_answered_and_nothing_is_repaired_in_a_dry_run()
    {
        var asked = new Asked();
        var process = Process(asked);
        var place = await process.NewPlaceAsync();

        await using (var scope = process.Scope(place.Organization))
        {
            var result = await scope.ServiceProvider.GetRequiredService<IReconciliation>().RunAsync(dryRun: true, "admin:1", passed: null, CancellationToken.None);
            Assert.Equal((2, 0), (result.Found, result.Repaired));
            Assert.Equal("seat", Assert.Single(result.Drift).Kind);
        }

        Assert.Equal([false], asked.In(place.Organization));
        Assert.Equal("admin:1", Assert.Single(await Service.SendAsync(place.Organization, new ListReconcileRuns(null, 10))).By);
        await SealAsync();
        Assert.Empty(await Service.SendAsync(place.Organization, new ListNotices(null, 10)));
    }

    private InProcessService Process(Asked asked) => NewProcess(services =>
    {
        services.AddSingleton(asked);
        services.AddScoped<IReconciler, TwoDifferences>();
    });

    private sealed class Asked
    {
        private readonly ConcurrentQueue<(OrganizationId Organization, bool Repair)> _all = new();

        public void Add(OrganizationId organization, bool repair) => _all.Enqueue((organization, repair));

        public bool[] In(OrganizationId organization) => [.. _all.Where(one => one.Organization == organization).Select(one => one.Repair)];
    }

    private sealed class TwoDifferences(Asked asked, CallContext call) : IReconciler
    {
        public Task<Reconciliation> ReconcileAsync(bool repair, IProgress<int>? passed, CancellationToken ct)
        {
            asked.Add(call.Organization, repair);
            return Task.FromResult(new Reconciliation([new Drift("seat", null, "standard", "assigned", null)], 2, repair ? 2 : 0));
        }

        public Task<int> CountAsync(CancellationToken ct) => Task.FromResult(0);

        public Task<Reconciliation> ForecastAsync(Guid directory, CancellationToken ct) => Task.FromResult(Reconciliation.None);
    }
}

public sealed class ReconcileOnSqlite(SqliteDatabase database) : ReconcileTests(database), IClassFixture<SqliteDatabase>;

public sealed class ReconcileOnPostgreSql(PostgreSqlDatabase database) : ReconcileTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class ReconcileOnSqlServer(SqlServerDatabase database) : ReconcileTests(database), IClassFixture<SqlServerDatabase>;
