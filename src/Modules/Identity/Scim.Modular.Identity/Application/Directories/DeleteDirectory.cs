using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Deletes a directory with its users, groups, tokens and log.</summary>
internal sealed record DeleteDirectory(DirectoryId Id, long? ExpectedRevision) : ICommand<Result>;

internal sealed class DeleteDirectoryHandler(IDirectoryRepository directories, IDirectoryAlertRepository alerts, TimeProvider clock)
    : ICommandHandler<DeleteDirectory, Result>
{
    public async Task<Result> Handle(DeleteDirectory command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Id, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != directory.Revision)
            return DirectoryErrors.Stale;

        var now = clock.Now();
        foreach (var alert in await alerts.OpenAsync([directory.Id], ct))
            alert.Resolve(directory, DirectoryAlertRules.Deleted, now);
        directory.Delete(now);
        await directories.RemoveAsync(directory, ct);
        return Result.Ok;
    }
}
