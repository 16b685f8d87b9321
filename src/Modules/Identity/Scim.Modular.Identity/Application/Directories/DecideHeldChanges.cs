using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>An administrator has looked at what a directory's breaker holds: it is applied, or it is not.</summary>
internal sealed record DecideHeldChanges(DirectoryId Directory, bool Approved, long? ExpectedRevision) : ICommand<Result>;

internal sealed class DecideHeldChangesHandler(IDirectoryRepository directories, TimeProvider clock) : ICommandHandler<DecideHeldChanges, Result>
{
    public async Task<Result> Handle(DecideHeldChanges command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Directory, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != directory.Revision)
            return DirectoryErrors.Stale;

        return directory.Decide(command.Approved, clock.Now()) is { } refused ? refused : Result.Ok;
    }
}
