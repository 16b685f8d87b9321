using MediatR;
using Scim.Modular.Oversight.Api.Jobs;
using Scim.Modular.Oversight.Application.Jobs;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>What an administrator has started goes on without them, and says how far it is and what came of it.</summary>
public abstract class JobTests(ProvidedDatabase provided) : OversightTests(provided)
{
    [Fact]
    public async Task It_says_how_far_it_is_and_what_came_of_it_and_a_second_one_is_not_begun()
    {
        var place = await Service.NewPlaceAsync();
        var runner = Worker<JobRunner>(Service);
        await runner.StartAsync(CancellationToken.None);
        var goOn = new TaskCompletionSource();
        var began = await BeginAsync(place, async (services, progress, _) =>
        {
            progress.Total = 10;
            progress.Report(3);
            await goOn.Task;
            return new JobOutcome(services.GetRequiredService<CallContext>().Organization.ToString());
        });

        Assert.True(began.IsNew);
        Assert.Equal(began with { IsNew = false }, await BeginAsync(place, (_, _, _) => throw new InvalidOperationException("It must not run.")));
        await Eventually.Async(async () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return await JobAsync(place, began) is { Status: JobStatus.Running, Done: 3, Total: 10 };
        });
        goOn.SetResult();
        await Eventually.EqualAsync(JobStatus.Done, async () => (await JobAsync(place, began)).Status);
        Assert.Equal((place.Organization.ToString(), null), ((await JobAsync(place, began)).Outcome, (await JobAsync(place, began)).Problem));
        Assert.Equal([began.Id], (await Service.SendAsync(place.Organization, new ListJobs(JobKind.Repair, JobKind.Compare))).Select(job => job.Id));
        Assert.Empty(await Service.SendAsync(place.Organization, new ListJobs(JobKind.Import)));
        var other = await Service.NewPlaceAsync();
        Assert.Null(await Service.SendAsync(other.Organization, new GetJob(began.Id)));
        await runner.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task One_that_fails_or_is_stopped_says_so()
    {
        var place = await Service.NewPlaceAsync();
        var runner = Worker<JobRunner>(Service);
        await runner.StartAsync(CancellationToken.None);
        var failed = await BeginAsync(place, (_, _, _) => throw new InvalidOperationException("secret"));
        await Eventually.EqualAsync(JobStatus.Failed, async () => (await JobAsync(place, failed)).Status);
        Assert.Equal("The service failed on it; its operator's log says why.", (await JobAsync(place, failed)).Problem);

        var stopped = await BeginAsync(place, async (_, _, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return new JobOutcome(null);
        });
        Assert.True(stopped.IsNew);
        await runner.StopAsync(CancellationToken.None);
        Assert.StartsWith("The service was stopped meanwhile.", (await JobAsync(place, stopped)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_process_is_gone_is_not_waited_for()
    {
        var place = await Service.NewPlaceAsync();
        var lost = (await Service.SendAsync(place.Organization, new StartJob(JobKind.Repair))).Value;
        Clock.Advance(BackgroundJob.Silence - TimeSpan.FromSeconds(1));
        Assert.Equal(JobStatus.Running, (await JobAsync(place, lost)).Status);
        Assert.False((await Service.SendAsync(place.Organization, new StartJob(JobKind.Repair))).Value.IsNew);

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(JobStatus.Failed, (await JobAsync(place, lost)).Status);
        Assert.StartsWith("The process that did it is gone.", (await JobAsync(place, lost)).Problem, StringComparison.Ordinal);
        Assert.True((await Service.SendAsync(place.Organization, new StartJob(JobKind.Repair))).Value.IsNew);

        var all = new ListJobs(JobKind.Repair);
        Assert.Equal(2, (await Service.SendAsync(place.Organization, all)).Count);
        await Service.SendAsync(place.Organization, new RemoveOldJobs(Clock.GetUtcNow()));
        Assert.Single(await Service.SendAsync(place.Organization, all));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_comparison_tells_of_everybody_it_has_passed(bool dryRun)
    {
        var place = await Service.NewPlaceAsync(seats: 3);
        foreach (var name in (string[])["ann", "bob", "cyd"])
            await place.CreateUserAsync(name);
        await Service.DrainAsync();
        await using var scope = Service.Scope(place.Organization);
        var reconciliation = scope.ServiceProvider.GetRequiredService<IReconciliation>();
        var progress = new JobProgress { Total = await reconciliation.CountAsync(CancellationToken.None) };

        Assert.Equal(0, (await reconciliation.RunAsync(dryRun, "admin:1", progress, CancellationToken.None)).Found);

        // Licensing and Teams each know all of them.
        Assert.Equal((6, 6), (progress.Done, progress.Total));
    }

    private async Task<StartedJob> BeginAsync(Place place, JobWork work)
    {
        await using var scope = Service.Scope(place.Organization);
        var services = scope.ServiceProvider;
        return await Worker<JobRunner>(Service).BeginAsync(
            services.GetRequiredService<IMediator>(), services.GetRequiredService<CallContext>(), JobKind.Repair, work, CancellationToken.None);
    }

    private async Task<JobView> JobAsync(Place place, StartedJob job) => (await Service.SendAsync(place.Organization, new GetJob(job.Id)))!;
}

public sealed class JobOnSqlite(SqliteDatabase database) : JobTests(database), IClassFixture<SqliteDatabase>;

public sealed class JobOnPostgreSql(PostgreSqlDatabase database) : JobTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class JobOnSqlServer(SqlServerDatabase database) : JobTests(database), IClassFixture<SqlServerDatabase>;
