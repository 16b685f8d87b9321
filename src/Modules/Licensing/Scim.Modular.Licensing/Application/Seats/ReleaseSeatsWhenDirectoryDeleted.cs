using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>A deleted directory takes its people along: their seats go to those who wait, and nothing of them is kept.</summary>
internal sealed class ReleaseSeatsWhenDirectoryDeleted(
    IPlanRepository plans, IPersonRepository people, ISeatRepository seats, IDirectoryRepository directories, SeatAllocator allocator)
    : IDomainEventHandler<DirectoryDeleted>
{
    public async Task Handle(DirectoryDeleted happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        var leaving = await seats.LiveOfDirectoryAsync(happened.DirectoryId, ct);
        await people.BuryAsync(happened.DirectoryId.Value, ct);
        await people.ForgetDirectoryAsync(happened.DirectoryId, ct);
        await allocator.ReleaseAsync(leaving, all, new Cause(SeatReasons.DirectoryDeleted, happened.At), ct);
        foreach (var seat in leaving)
            seats.Remove(seat);
        if (await directories.FindAsync(happened.DirectoryId, ct) is { } directory)
            directories.Remove(directory);
    }
}
