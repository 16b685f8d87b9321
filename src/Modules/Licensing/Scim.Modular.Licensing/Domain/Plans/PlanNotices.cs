using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Plans;

/// <summary>What an administrator is told about a plan, once each time that it comes to be so.</summary>
[Flags]
internal enum PlanNotice
{
    None = 0,
    Used80 = 1,
    Used95 = 2,
    Used100 = 4,
    FirstWaiting = 8,
    Overage = 16,
    OverCommitted = 32,
}

/// <summary>Tells the notices of a plan. A story of its own: nobody who edits the plan should be told that it has changed for that.</summary>
internal sealed class PlanNotices : AggregateRoot, IOwnedByOrganization
{
    /// <summary>So much must the use fall below a step until it is told again.</summary>
    private const int Slack = 5;

    private static readonly (PlanNotice Step, int Percent, string Kind)[] Steps =
        [(PlanNotice.Used100, 100, "used_100"), (PlanNotice.Used95, 95, "used_95"), (PlanNotice.Used80, 80, "used_80")];

    private PlanNotices()
    {
    }

    public PlanNotices(Plan plan) => (OrganizationId, PlanId) = (plan.OrganizationId, plan.Id);

    public OrganizationId OrganizationId { get; private set; }

    public Guid PlanId { get; private set; }

    /// <summary>What holds for the plan now, given what held before: a step is left only well below it.</summary>
    public static PlanNotice Holding(Plan plan)
    {
        var holds = PlanNotice.None;
        if (plan.Seats is > 0 and { } seats)
        {
            var percent = plan.Used * 100L / seats;
            foreach (var (step, from, _) in Steps)
            {
                if (percent >= (plan.Noticed.HasFlag(step) ? from - Slack : from))
                    holds |= step;
            }
        }

        if (plan.Waiting > 0)
            holds |= PlanNotice.FirstWaiting;
        if (plan.Overflow == OverflowPolicy.Overage && plan.Surplus > 0)
            holds |= PlanNotice.Overage;
        return plan.OverCommitted ? holds | PlanNotice.OverCommitted : holds;
    }

    /// <summary>The words of what is new; of the steps of use only the highest.</summary>
    public static IReadOnlyList<string> Kinds(PlanNotice news)
    {
        var kinds = new List<string>();
        if (Steps.FirstOrDefault(step => news.HasFlag(step.Step)).Kind is { } used)
            kinds.Add(used);
        if (news.HasFlag(PlanNotice.FirstWaiting))
            kinds.Add("first_waiting");
        if (news.HasFlag(PlanNotice.Overage))
            kinds.Add("overage");
        if (news.HasFlag(PlanNotice.OverCommitted))
            kinds.Add("over_committed");
        return kinds;
    }

    public void Tell(Plan plan, string kind, DateTimeOffset now) => Raise(version =>
        new PlanNoticeRaised(plan.Id, version, plan.Key, kind, plan.Used, plan.Seats, plan.Waiting, now));
}

/// <summary>A plan's use has crossed a step upwards, or it has come to something that an administrator should know.</summary>
internal sealed record PlanNoticeRaised(
    Guid PlanId, long Version, string Key, string Kind, int Used, int? Seats, int Waiting, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"plan-notice:{PlanId:D}";

    Guid? IDomainEvent.Person => null;
}
