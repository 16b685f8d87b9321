using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>The breaker of a directory has tripped in one module: all of them are told to hold until an administrator decides.</summary>
internal sealed class HoldDirectoryWhenMassChangeSuspected(IDirectoryRepository directories, TimeProvider clock)
    : IDomainEventHandler<MassReleaseSuspected>, IDomainEventHandler<MassRemovalSuspected>
{
    public Task Handle(MassReleaseSuspected happened, CancellationToken ct) => HoldAsync(happened.DirectoryId, happened.At, ct);

    public Task Handle(MassRemovalSuspected happened, CancellationToken ct) => HoldAsync(happened.DirectoryId, happened.At, ct);

    private async Task HoldAsync(Guid id, DateTimeOffset suspectedAt, CancellationToken ct)
    {
        if (await directories.FindAsync(new DirectoryId(id), ct) is { } directory)
            directory.Hold(suspectedAt, clock.Now());
    }
}
