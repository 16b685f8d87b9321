using System.Threading.Channels;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Jobs;
using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Api.Jobs;

/// <summary>The work of a job, in a unit of work of its own, as who has started it. What came of it is kept with the job.</summary>
internal delegate Task<JobOutcome> JobWork(IServiceProvider services, JobProgress progress, CancellationToken ct);

/// <param name="Outcome">As <see cref="BackgroundJob.Outcome"/>; null when there is nothing to tell.</param>
/// <param name="Problem">Why it was refused, or broke off; null when it was not.</param>
internal sealed record JobOutcome(string? Outcome, string? Problem = null);

/// <summary>How far a job is; told by its work, kept by the runner.</summary>
internal sealed class JobProgress : IProgress<int>
{
    private int _done;

    public int Done => Math.Min(Volatile.Read(ref _done), Total);

    public int Total { get; set; }

    /// <summary>So many more are done.</summary>
    public void Report(int value) => Interlocked.Add(ref _done, value);
}

/// <summary>
/// Does the jobs that were started in this process, a few at a time. When the process stops, or dies, a job ends where it is: all of them can be
/// started again, and then do what is left.
/// </summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private const int AtOnce = 4;
    private const string Stopped = "The service was stopped meanwhile. What was done until then stays done; start it again for the rest.";
    private const string Failed = "The service failed on it; its operator's log says why.";
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(5);

    private readonly Channel<Job> _waiting = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Starts a job, or answers the one of this kind that is under way: then nothing is started.</summary>
    public async Task<StartedJob> BeginAsync(IMediator mediator, CallContext call, JobKind kind, JobWork work, CancellationToken ct)
    {
        var started = (await mediator.Send(new StartJob(kind), ct)).Value;
        if (started.IsNew)
            _waiting.Writer.TryWrite(new(started.Id, call.Organization, call.Actor, work));
        return started;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                _waiting.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (job, ct) => await DoAsync(job, ct));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        while (_waiting.Reader.TryRead(out var left))
            await TryFinishAsync(left, new JobOutcome(null, Stopped));
    }

    private async Task DoAsync(Job job, CancellationToken stopping)
    {
        var outcome = new JobOutcome(null, Failed);
        try
        {
            var progress = new JobProgress();
            await using var scope = Scope(job);
            var work = job.Work(scope.ServiceProvider, progress, stopping);
            while (await Task.WhenAny(work, Task.Delay(Pulse, clock, CancellationToken.None)) != work)
                await TryNoteAsync(job, progress);
            outcome = await work;
            await TryNoteAsync(job, progress);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = new JobOutcome(null, Stopped);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The job {Job} failed", job.Id);
        }

        await TryFinishAsync(job, outcome);
    }

    // While the database does not answer, the work itself waits or fails; that it can't be noted changes neither. Nor does a stop end it: what the
    // work uses stays until the work has ended.
    private async Task TryNoteAsync(Job job, JobProgress progress)
    {
        try
        {
            await SendAsync(job, new NoteJob(job.Id, progress.Done, progress.Total), CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "How far the job {Job} is could not be noted", job.Id);
        }
    }

    private async Task TryFinishAsync(Job job, JobOutcome outcome)
    {
        using var bound = new CancellationTokenSource(LastRound, clock);
        try
        {
            await SendAsync(job, new FinishJob(job.Id, outcome.Outcome, outcome.Problem), bound.Token);
        }
        catch (Exception failure)
        {
            // It counts as lost after a while.
            log.LogError(failure, "What came of the job {Job} could not be kept", job.Id);
        }
    }

    private async Task SendAsync(Job job, ICommand<Result> command, CancellationToken ct)
    {
        await using var scope = Scope(job);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }

    private AsyncServiceScope Scope(Job job)
    {
        var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.Enter(job.Organization);
        call.ActAs(job.By);
        return scope;
    }

    private sealed record Job(Guid Id, OrganizationId Organization, string By, JobWork Work);
}
