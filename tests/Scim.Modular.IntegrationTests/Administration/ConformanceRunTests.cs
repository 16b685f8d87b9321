using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Administration;

/// <summary>How long runs are kept, and what becomes of one whose process is gone.</summary>
public abstract class ConformanceRunTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private static readonly ConformanceExchange Refused = new(
        "okta", "Users", "Creates the person", "POST", "/Users", "{}", "201", 403, null, ExchangeOutcome.Failed, ["The answer is 403, not 201."], 7);

    private InProcessService _service = null!;
    private Place _place = null!;

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        _place = await _service.NewPlaceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_whose_process_is_gone_counts_as_interrupted_after_a_while_and_does_not_keep_others_off()
    {
        var lost = (await StartAsync()).Value.Id;
        Assert.Equal("conformance_run_in_progress", (await StartAsync()).Error?.Code);
        _service.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(ConformanceStatus.Running, (await RunAsync(lost)).Status);
        Assert.Equal("conformance_run_in_progress", (await StartAsync()).Error?.Code);

        _service.Clock.Advance(TimeSpan.FromSeconds(1));

        var interrupted = await RunAsync(lost);
        Assert.Equal(ConformanceStatus.Interrupted, interrupted.Status);
        Assert.Contains("Start another one", interrupted.Problem, StringComparison.Ordinal);
        Assert.Null((await StartAsync()).Error);
    }

    [Fact]
    public async Task The_last_ten_are_kept_with_what_they_showed()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            made.Add((await StartAsync()).Value.Id);
            await FinishAsync(made[^1], i % 2 == 0 ? [] : [Refused], null);
            _service.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = (await _service.SendAsync(_place.Organization, new ListConformanceRuns(_place.Directory)))!;

        Assert.Equal(made.Skip(2).Reverse(), kept.Select(run => run.Id));
        Assert.Equal([ConformanceStatus.Failed, ConformanceStatus.Passed], kept.Take(2).Select(run => run.Status));
        var last = await RunAsync(made[^1]);
        Assert.Equal(1, last.Failed);
        var exchange = Assert.Single(last.Exchanges);
        Assert.Equal(Refused.Problems, exchange.Problems);
        Assert.Equal(Refused with { Problems = exchange.Problems }, exchange);
    }

    [Fact]
    public async Task What_a_run_showed_stays_and_goes_with_its_directory()
    {
        var run = (await StartAsync()).Value.Id;
        await FinishAsync(run, [Refused], "It was stopped.");
        await FinishAsync(run, [], null);
        Assert.Equal((ConformanceStatus.Interrupted, 1), ((await RunAsync(run)).Status, (await RunAsync(run)).Failed));
        var unfinished = (await StartAsync()).Value.Id;

        Assert.Null((await _service.SendAsync(_place.Organization, new DeleteDirectory(_place.Directory, null))).Error);

        Assert.Null(await _service.SendAsync(_place.Organization, new GetConformanceRun(_place.Directory, run)));
        await FinishAsync(unfinished, [Refused], null);
    }

    private Task<Result<ConformanceRunView>> StartAsync() => _service.SendAsync(_place.Organization, new StartConformanceRun(_place.Directory, null));

    private async Task<ConformanceRunDetail> RunAsync(Guid id) => (await _service.SendAsync(_place.Organization, new GetConformanceRun(_place.Directory, id)))!;

    private async Task FinishAsync(Guid run, IReadOnlyList<ConformanceExchange> exchanges, string? problem) =>
        Assert.Null((await _service.SendAsync(_place.Organization, new FinishConformanceRun(run, exchanges, problem))).Error);
}

public sealed class ConformanceRunTestsOnSqlite(SqliteDatabase database) : ConformanceRunTests(database), IClassFixture<SqliteDatabase>;

public sealed class ConformanceRunTestsOnPostgreSql(PostgreSqlDatabase database) : ConformanceRunTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class ConformanceRunTestsOnSqlServer(SqlServerDatabase database) : ConformanceRunTests(database), IClassFixture<SqlServerDatabase>;
