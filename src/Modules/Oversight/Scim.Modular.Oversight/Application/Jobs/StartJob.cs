using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Jobs;

/// <summary>Keeps that a job has begun, one of a kind at a time: while one is under way, that one is answered and none is begun.</summary>
internal sealed record StartJob(JobKind Kind) : ICommand<Result<StartedJob>>;

/// <param name="Id">The job.</param>
/// <param name="IsNew">False: it was under way already.</param>
internal sealed record StartedJob(Guid Id, bool IsNew);

internal sealed class StartJobHandler(IBackgroundJobRepository jobs, CallContext call, TimeProvider clock) : ICommandHandler<StartJob, Result<StartedJob>>
{
    public async Task<Result<StartedJob>> Handle(StartJob command, CancellationToken ct)
    {
        var now = clock.Now();
        if (await jobs.FindRunningAsync(command.Kind, now - BackgroundJob.Silence, ct) is { } running)
            return new StartedJob(running.Id, IsNew: false);
        var started = BackgroundJob.Start(call.Organization, command.Kind, call.Actor, now);
        jobs.Add(started);
        return new StartedJob(started.Id, IsNew: true);
    }
}
