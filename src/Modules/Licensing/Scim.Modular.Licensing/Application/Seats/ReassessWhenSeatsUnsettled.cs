using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Goes on with work on many seats where the portion before ended.</summary>
internal sealed class ReassessWhenSeatsUnsettled(IPlanRepository plans, SeatReassessor reassessor) : IDomainEventHandler<SeatsUnsettled>
{
    public async Task Handle(SeatsUnsettled happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (Words.Parse<Concerned>(happened.Who) is { } who)
            await reassessor.RunAsync(new Scope(who, happened.Id), happened.After, all, new Cause(happened.Reason, happened.At, happened.Provider), ct);
    }
}
