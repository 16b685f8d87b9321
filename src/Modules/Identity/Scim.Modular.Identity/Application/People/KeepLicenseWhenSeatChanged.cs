using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps what people's seats are, so that people can be listed with them.</summary>
internal sealed class KeepLicenseWhenSeatChanged(ICopyRepository copies, CallContext call)
    : IDomainEventHandler<SeatAssigned>, IDomainEventHandler<SeatWaitlisted>, IDomainEventHandler<SeatReleasing>,
        IDomainEventHandler<SeatReleased>
{
    public Task Handle(SeatAssigned happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(SeatWaitlisted happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(SeatReleasing happened, CancellationToken ct) => KeepAsync(happened, ct);

    public Task Handle(SeatReleased happened, CancellationToken ct) => KeepAsync(happened, ct);

    private async Task KeepAsync(ISeatEvent happened, CancellationToken ct)
    {
        var user = new UserId(happened.UserId);
        if (await copies.LicenseAsync(user, ct) is not { } license)
        {
            if (!await copies.IsKeptAsync(user, ct))
                return;
            license = new UserLicense(call.Organization, user);
            copies.Add(license);
        }

        license.Take(happened.Seat, happened.Version);
    }
}

/// <summary>The words for the state of a seat.</summary>
internal static class LicenseWords
{
    public const string Assigned = "assigned";
    public const string Waitlisted = "waitlisted";
    public const string Releasing = "releasing";
    public const string Released = "released";

    /// <summary>Says of a person that it never had a seat.</summary>
    public const string None = "none";

    public static readonly IReadOnlyList<string> All = [Assigned, Waitlisted, Releasing, Released, None];
}
