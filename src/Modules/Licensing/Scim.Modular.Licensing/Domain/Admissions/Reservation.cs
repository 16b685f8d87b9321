using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Admissions;

/// <summary>A seat kept for a user who is being created just now, under the policy that refuses those for whom none is left.</summary>
internal sealed class Reservation : IOwnedByOrganization
{
    /// <summary>How long it is kept: longer than a request may take, by the time that its event may be under way.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private Reservation()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The admission: the id under which the user comes in.</summary>
    public Guid Id { get; private set; }

    public string PlanKey { get; private set; } = "";

    public DateTimeOffset LapsesAt { get; private set; }

    public static Reservation For(Guid admission, Plan plan, DateTimeOffset now) => new()
    {
        OrganizationId = plan.OrganizationId,
        Id = admission,
        PlanKey = plan.Key,
        LapsesAt = now + Lifetime,
    };
}

/// <summary>The organization's reservations.</summary>
internal interface IReservationRepository
{
    Task<Reservation?> FindAsync(Guid admission, CancellationToken ct);

    Task<IReadOnlyList<Reservation>> LapsedAsync(DateTimeOffset now, CancellationToken ct);

    void Add(Reservation reservation);

    void Remove(Reservation reservation);
}
