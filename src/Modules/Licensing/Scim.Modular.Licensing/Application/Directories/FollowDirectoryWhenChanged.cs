using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Directories;

/// <summary>
/// Keeps whether a directory's facts take effect, and what its breaker may do. When that changes, its people's seats follow: frozen ones
/// stay as they are, and all that was learned meanwhile takes effect when it is live again.
/// </summary>
internal sealed class FollowDirectoryWhenChanged(
    IPlanRepository plans, IDirectoryRepository directories, IPersonRepository people, SeatReassessor reassessor)
    : IDomainEventHandler<DirectoryCreated>, IDomainEventHandler<DirectoryChanged>, IDomainEventHandler<HeldChangesDecided>
{
    public async Task Handle(DirectoryCreated happened, CancellationToken ct)
    {
        await plans.LockAllAsync(toChange: false, ct);
        if (!await people.IsGoneAsync([happened.DirectoryId.Value], ct))
            await directories.KnowAsync(happened.DirectoryId, ct);
    }

    public async Task Handle(DirectoryChanged happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (await people.IsGoneAsync([happened.DirectoryId.Value], ct))
            return;
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        var (standing, kept, holding) = (directory.Standing, directory.Kept, directory.Holding);
        if (!directory.Hear(happened.Directory, happened.Version))
            return;

        if (holding && !directory.Holding)
            await ReassessAsync(Concerned.Held, SeatReasons.DirectoryChanged, happened.DirectoryId, all, happened.At, ct);
        if (directory.Standing != Standing.Frozen && (directory.Standing != standing || directory.Kept != kept))
            await ReassessAsync(Concerned.Directory, SeatReasons.DirectoryChanged, happened.DirectoryId, all, happened.At, ct);
    }

    /// <summary>
    /// Either way the seats that are still held go: whoever came back meanwhile has its own again, and what a mapping gave is Teams' to keep.
    /// </summary>
    public async Task Handle(HeldChangesDecided happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (await directories.FindAsync(happened.DirectoryId, ct) is not { } directory || !directory.Decide(happened.Version))
            return;
        await ReassessAsync(Concerned.Held, SeatReasons.HeldChangesDecided, happened.DirectoryId, all, happened.At, ct);
    }

    private Task ReassessAsync(
        Concerned who, string reason, DirectoryId directory, IReadOnlyList<Plan> all, DateTimeOffset at, CancellationToken ct) =>
        reassessor.RunAsync(new Scope(who, directory.Value), null, all, new Cause(reason, at), ct);
}
