using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps what people's seats are, so that people can be listed with them.</summary>
internal sealed class KeepLicenseWhenSeatChanged(ICopyRepository copies, CallContext call) : IDomainEventBatchHandler<ISeatEvent>
{
    public async Task Handle(IReadOnlyList<ISeatEvent> happened, CancellationToken ct)
    {
        UserId[] users = [.. happened.Select(one => new UserId(one.UserId)).Distinct()];
        var kept = (await copies.LicensesAsync(users, ct)).ToDictionary(license => license.UserId);
        var known = await copies.KeptAsync(users, ct);
        foreach (var one in happened)
        {
            var user = new UserId(one.UserId);
            if (!known.Contains(user))
                continue;
            if (!kept.TryGetValue(user, out var license))
            {
                kept[user] = license = new UserLicense(call.Organization, user);
                copies.Add(license);
            }

            license.Take(one.Seat, one.Version);
        }
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
