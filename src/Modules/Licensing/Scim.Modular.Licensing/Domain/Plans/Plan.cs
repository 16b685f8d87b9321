using System.Runtime.InteropServices;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Plans;

/// <summary>What happens to a person who is entitled to a seat of a full plan.</summary>
internal enum OverflowPolicy
{
    /// <summary>Waits for the next free seat.</summary>
    Waitlist,

    /// <summary>Gets a seat beyond the bought number, up to the plan's limit.</summary>
    Overage,

    /// <summary>A new user is refused before anything is stored; a reactivated one waits.</summary>
    Reject,
}

/// <summary>What an administrator decides about a plan. No <paramref name="Seats"/>: unlimited; no <paramref name="OverageLimit"/>: none.</summary>
internal sealed record PlanTerms(
    string Name, int? Seats, int Rank, bool IsDefault, OverflowPolicy Overflow, int? OverageLimit, int HoldSeconds,
    int DeactivationHoldSeconds);

/// <summary>
/// A plan that the organization bought. Its counters are moved by guarded updates of its row only (<see cref="IPlanRepository"/>): what
/// is here is what they were when the row was locked, and what they have moved by since.
/// </summary>
internal sealed class Plan : AggregateRoot, IOwnedByOrganization
{
    private Plan()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Names its story: a key may be used again after the plan is deleted.</summary>
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How many were bought; null: unlimited.</summary>
    public int? Seats { get; private set; }

    /// <summary>Seats that people hold, those included that are kept for a quick return.</summary>
    public int Used { get; private set; }

    /// <summary>People in its line.</summary>
    public int Waiting { get; private set; }

    /// <summary>Seats that are marked as beyond the bought number.</summary>
    public int Marked { get; private set; }

    /// <summary>Seats kept for users who are being created just now.</summary>
    public int Reserved { get; private set; }

    /// <summary>What <see cref="Used"/> and <see cref="Reserved"/> can never exceed, as the database enforces it.</summary>
    public int Ceiling { get; private set; }

    public int Rank { get; private set; }

    public bool IsDefault { get; private set; }

    public OverflowPolicy Overflow { get; private set; }

    public int? OverageLimit { get; private set; }

    /// <summary>How long the seat of who lost a group is kept.</summary>
    public int HoldSeconds { get; private set; }

    /// <summary>How long the seat of who was deactivated or deleted is kept.</summary>
    public int DeactivationHoldSeconds { get; private set; }

    /// <summary>Which notices hold, and are not told again until they don't.</summary>
    public PlanNotice Noticed { get; private set; }

    /// <summary>What the counters have moved by since they were last saved.</summary>
    public CounterMoves Moves { get; private set; }

    /// <summary>How many seats may be given out in all.</summary>
    public int Allowed => (Seats, Overflow, OverageLimit) switch
    {
        (null, _, _) or (_, OverflowPolicy.Overage, null) => int.MaxValue,
        ({ } seats, OverflowPolicy.Overage, { } limit) => (int)Math.Min((long)seats + limit, int.MaxValue),
        ({ } seats, _, _) => seats,
    };

    /// <summary>How many seats can be given out now.</summary>
    public int Free => Math.Max(0, Allowed - Used - Reserved);

    /// <summary>How many of the bought seats are left; null: unlimited.</summary>
    public int? Available => Seats is { } seats ? Math.Max(0, seats - Used - Reserved) : null;

    /// <summary>How many seats are held beyond the bought number, whatever the policy says to it.</summary>
    public int Surplus => Seats is { } seats ? Math.Max(0, Used - seats) : 0;

    /// <summary>More seats are held than may be given out: nobody loses one, and nobody gets one.</summary>
    public bool OverCommitted => Used > Allowed;

    /// <summary>Whether the seat that brings the used ones to <paramref name="used"/> is beyond the bought number.</summary>
    public bool IsOverage(int used) => used > Seats;

    public static Plan Create(OrganizationId organization, string key, PlanTerms terms, DateTimeOffset now)
    {
        var plan = new Plan { OrganizationId = organization, Key = key, Id = Guid.CreateVersion7(now) };
        plan.Take(terms);
        plan.Raise(version => new PlanCreated(plan.Id, version, plan.Facts, now));
        return plan;
    }

    public void Change(PlanTerms terms, DateTimeOffset now)
    {
        if (terms == Terms)
            return;

        Take(terms);
        Raise(version => new PlanChanged(Id, version, Facts, now));
    }

    /// <summary>Another plan is the default one from now on.</summary>
    public void StepDown(DateTimeOffset now) => Change(Terms with { IsDefault = false }, now);

    public void Delete(DateTimeOffset now) => Raise(version => new PlanDeleted(Id, version, Key, now));

    /// <summary>Moves the counters. Nothing counts below zero, whatever was counted wrongly before.</summary>
    public void Move(int used = 0, int reserved = 0, int waiting = 0, int marked = 0)
    {
        Moves = new(Moves.Used + used, Moves.Reserved + reserved, Moves.Waiting + waiting, Moves.Marked + marked);
        (Used, Reserved) = (Math.Max(0, Used + used), Math.Max(0, Reserved + reserved));
        (Waiting, Marked) = (Math.Max(0, Waiting + waiting), Math.Max(0, Marked + marked));
    }

    /// <summary>The counters as they stand.</summary>
    public PlanCounts Counts => new(Used, Reserved, Waiting, Marked);

    /// <summary>Sets the counters right, whatever may be given out; false when they are.</summary>
    public bool Recount(PlanCounts counts)
    {
        if (counts == Counts)
            return false;
        (Used, Reserved, Waiting, Marked) = counts;
        Ceiling = Math.Max(Allowed, Used + Reserved);
        return true;
    }

    /// <summary>What was moved is written, and so is which notices hold.</summary>
    public void Saved() => Moves = default;

    /// <summary>These notices hold now. Answers those that did not before.</summary>
    public PlanNotice Notice(PlanNotice holding)
    {
        var news = holding & ~Noticed;
        Noticed = holding;
        return news;
    }

    private PlanTerms Terms => new(Name, Seats, Rank, IsDefault, Overflow, OverageLimit, HoldSeconds, DeactivationHoldSeconds);

    private PlanFacts Facts => new(
        Key, Name, Seats, Rank, IsDefault, Words.Of(Overflow), OverageLimit, HoldSeconds, DeactivationHoldSeconds);

    private void Take(PlanTerms terms)
    {
        (Name, Seats, Rank, IsDefault, Overflow, OverageLimit, HoldSeconds, DeactivationHoldSeconds) = terms;
        // Lowering the number evicts nobody, so the database must put up with what is there.
        Ceiling = Math.Max(Allowed, Used + Reserved);
    }
}

/// <summary>By how much a plan's counters move.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CounterMoves(int Used, int Reserved, int Waiting, int Marked);

/// <summary>What a plan's counters should be: its rows, counted.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlanCounts(int Used, int Reserved, int Waiting, int Marked);
