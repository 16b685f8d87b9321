using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Jobs;

/// <summary>Keeps how far a job is, and that it is alive.</summary>
internal sealed record NoteJob(Guid Job, int Done, int Total) : ICommand<Result>;

internal sealed class NoteJobHandler(IBackgroundJobRepository jobs, TimeProvider clock) : ICommandHandler<NoteJob, Result>
{
    public async Task<Result> Handle(NoteJob command, CancellationToken ct)
    {
        (await jobs.FindAsync(command.Job, ct))?.Note(command.Done, command.Total, clock.Now());
        return Result.Ok;
    }
}
