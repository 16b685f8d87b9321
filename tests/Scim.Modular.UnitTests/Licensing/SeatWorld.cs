using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Admissions;
using Scim.Modular.Licensing.Application.Directories;
using Scim.Modular.Licensing.Application.Grants;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.Licensing.Application.People;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.UnitTests.Licensing;

/// <summary>One organization in memory, with the handlers that run in it.</summary>
internal sealed class SeatWorld : TimeProvider, IPlanRepository, ISeatRepository, IPersonRepository, IReservationRepository,
    IGrantRepository, IDirectoryRepository, IUsageRepository, IReassessmentRepository
{
    private readonly Dictionary<string, UserId> _users = [];
    private readonly Dictionary<UserId, long> _versions = [];
    private readonly Dictionary<Guid, long> _told = [];
    private readonly CallContext _call = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SeatWorld() => _call.Enter(Ids.New<OrganizationId>());

    public List<Plan> Plans { get; } = [];

    public Dictionary<UserId, Seat> Seats { get; } = [];

    public Dictionary<UserId, Person> People { get; } = [];

    public List<Reservation> Reservations { get; } = [];

    public HashSet<Guid> Gone { get; } = [];

    public List<PlanGrant> Grants { get; } = [];

    public HashSet<(UserId User, Guid Mapping)> Members { get; } = [];

    public List<SourceDirectory> Directories { get; } = [];

    public List<UsageHour> Usage { get; } = [];

    public List<PlanNotices> Notices { get; } = [];

    public List<Reassessment> Reassessments { get; } = [];

    public List<IDomainEvent> History { get; } = [];

    public DirectoryId Directory { get; set; } = Ids.New<DirectoryId>();

    public Plan Plan(string key = "standard") => Plans.Single(plan => plan.Key == key);

    /// <summary>What each of these people has: <c>assigned</c>, <c>overage</c>, <c>releasing</c>, <c>waitlisted</c> or <c>none</c>.</summary>
    public string Has(params string[] names) => string.Join(' ', names.Select(name =>
        Seats.GetValueOrDefault(User(name)) is not { IsLive: true } seat ? "none"
        : seat.Overage ? "overage"
        : seat.Status.ToString().ToLowerInvariant()));

    /// <summary>The same with plans: <c>viewer</c>, <c>viewer→enterprise</c> for who has the one and waits for the other, <c>→viewer</c>.</summary>
    public string Stand(params string[] names) => string.Join(' ', names.Select(name => Seats.GetValueOrDefault(User(name)) switch
    {
        null or { IsLive: false } => "none",
        { Status: SeatStatus.Releasing } seat => $"({seat.PlanKey})",
        var seat => (seat.Holds ? seat.PlanKey : "") + (seat.WaitsFor is { } awaited ? "→" + awaited : ""),
    }));

    public string[] KindsOfNotices => [.. History.OfType<PlanNoticeRaised>().Select(raised => $"{raised.Key} {raised.Kind}")];

    public string[] ReasonsOf(string name) =>
        [.. History.OfType<ISeatEvent>().Where(happened => happened.UserId == User(name).Value).Select(happened => happened.Reason)];

    public async Task<Result<PlanSaved>> PutAsync(
        int? seats, string key = "standard", bool isDefault = true, OverflowPolicy overflow = OverflowPolicy.Waitlist, int? limit = null,
        long? expected = null, int rank = 1, int? hold = null, int? deactivationHold = null)
    {
        var put = new PutPlan(key, "Plan " + key, seats, rank, isDefault, overflow, limit, hold, deactivationHold, expected);
        var answer = await new PutPlanHandler(this, this, this, Allocator, Reassessor, _call, this).Handle(put, default);
        await SettleAsync();
        return answer;
    }

    public async Task<Result> PinAsync(string name, string plan)
    {
        var answer = await new PinLicenseHandler(this, this, Cases, Allocator, this).Handle(new PinLicense(User(name), plan), default);
        await SettleAsync();
        return answer;
    }

    public async Task<Result> UnpinAsync(string name)
    {
        var answer = await new UnpinLicenseHandler(this, this, Cases, Allocator, this).Handle(new UnpinLicense(User(name)), default);
        await SettleAsync();
        return answer;
    }

    /// <summary>A mapping of a group entitles to a plan, or to none.</summary>
    public Task GrantAsync(Guid mapping, string? plan, int priority = 0, string group = "Group") =>
        HearAsync(new PlanGrantChanged(mapping, NextOf(mapping), plan, priority, group, Now()));

    public Task JoinAsync(Guid mapping, params string[] names) => MoveAsync(mapping, names, [], "group_push");

    public Task LeaveAsync(Guid mapping, params string[] names) => MoveAsync(mapping, [], names, "group_push");

    public Task MoveAsync(Guid mapping, string[] added, string[] removed, string reason) => HearAsync(new PlanGrantMembersChanged(
        mapping, NextOf(mapping), [.. added.Select(name => User(name).Value)], [.. removed.Select(name => User(name).Value)], reason, Now()));

    public Task DirectoryAsync(string status, string? members = null, int? removals = null, int? percent = null, bool holding = false) =>
        HearAsync(new DirectoryChanged(
            Directory, NextOf(Directory.Value), new DirectoryFacts("D", "okta", status, members, false, new BreakerFacts(removals, percent), holding), Now()));

    public Task DecideAsync(bool approved) => HearAsync(new HeldChangesDecided(Directory, NextOf(Directory.Value), approved, Now()));

    public async Task LapseHoldsAsync()
    {
        await new ReleaseLapsedHoldsHandler(this, this, this, Cases, Allocator, new Portion(), this).Handle(new ReleaseLapsedHolds(), default);
        await SettleAsync();
    }

    public async Task<Result> DeletePlanAsync(string key = "standard")
    {
        var answer = await new DeletePlanHandler(this, this, this, Ledger, this).Handle(new DeletePlan(key, null), default);
        await SettleAsync();
        return answer;
    }

    public async Task CreateAsync(params string[] names)
    {
        foreach (var name in names)
            await HearAsync(new UserCreated(User(name), Next(name), Facts(name), null, Now()));
    }

    public Task CreateAsync(string name, Guid admission, bool active = true) =>
        HearAsync(new UserCreated(User(name), Next(name), Facts(name, active), admission, Now()));

    public Task DeactivateAsync(string name) => HearAsync(new UserDeactivated(User(name), Next(name), Facts(name, false), Now()));

    public Task ActivateAsync(string name) => HearAsync(new UserActivated(User(name), Next(name), Facts(name), Now()));

    public Task DeleteAsync(string name) => HearAsync(new UserDeleted(User(name), Next(name), Now()));

    public async Task HearAsync(IDomainEvent happened)
    {
        var follow = new FollowDirectoryWhenChanged(this, this, this, Reassessor);
        var grant = new ReassessSeatsWhenPlanGrantChanged(this, this, this, Cases, Allocator, Reassessor);
        var reassess = new ReassessSeatWhenUserChanged(this, this, this, this, Cases, Allocator, _call);
        await (happened switch
        {
            UserCreated one => reassess.Handle(one, default),
            UserReturned one => reassess.Handle(one, default),
            UserActivated one => reassess.Handle(one, default),
            UserDeactivated one => reassess.Handle(one, default),
            UserProfileChanged one => reassess.Handle(one, default),
            UserDeleted one => reassess.Handle(one, default),
            UserForgotten one => new ForgetPersonWhenUserForgotten(this, this, this, Allocator).Handle(one, default),
            DirectoryDeleted one => new ReleaseSeatsWhenDirectoryDeleted(this, this, this, this, Allocator).Handle(one, default),
            DirectoryCreated one => follow.Handle(one, default),
            DirectoryChanged one => follow.Handle(one, default),
            HeldChangesDecided one => follow.Handle(one, default),
            PlanGrantChanged one => grant.Handle(one, default),
            PlanGrantMembersChanged one => grant.Handle(one, default),
            SeatsUnsettled one => new ReassessWhenSeatsUnsettled(this, Reassessor).Handle(one, default),
            _ => throw new ArgumentException(happened.ToString()),
        });
        await SettleAsync();
    }

    public async Task<AdmissionAnswer> ReserveAsync(Guid admission) =>
        (await new ReserveAdmissionHandler(this, this, Ledger, this).Handle(new ReserveAdmission(admission), default)).Value;

    public async Task CancelAsync(Guid admission)
    {
        await new CancelAdmissionHandler(this, this, Allocator).Handle(new CancelAdmission(admission), default);
        await SettleAsync();
    }

    public async Task LapseAsync()
    {
        await new CancelLapsedAdmissionsHandler(this, this, Allocator, this).Handle(new CancelLapsedAdmissions(), default);
        await SettleAsync();
    }

    public void Pass(TimeSpan time) => _now += time;

    public UserId User(string name)
    {
        if (!_users.TryGetValue(name, out var id))
            _users[name] = id = Ids.New<UserId>();
        return id;
    }

    public long Next(string name) => _versions[User(name)] = _versions.GetValueOrDefault(User(name)) + 1;

    public UserFacts Facts(string name, bool active = true) => new(Directory, name, null, null, active);

    // Each look at the clock is a second later, so that who comes first is always clear.
    public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);

    private DateTimeOffset Now() => GetUtcNow();

    private PlanLedger Ledger => new(this, this);

    private SeatAllocator Allocator => new(this, this, this, Ledger, new Portion(), _call, this);

    public SeatCases Cases => new(this, this, this);

    private SeatReassessor Reassessor => new(this, this, this, this, Cases, Allocator, new Portion());

    private async Task SettleAsync()
    {
        var raised = Plans.Cast<AggregateRoot>().Concat(Seats.Values).Concat(People.Values).Concat(Notices).Concat(Directories).Concat(Reassessments)
            .SelectMany(aggregate => aggregate.TakeRaised()).ToList();
        History.AddRange(raised);
        foreach (var plan in Plans)
        {
            Assert.Equal(default, plan.Moves);
            Assert.Equal(Seats.Values.Count(seat => seat.Holds && seat.PlanKey == plan.Key), plan.Used);
            Assert.Equal(Seats.Values.Count(seat => seat.WaitsFor == plan.Key), plan.Waiting);
            Assert.Equal(Seats.Values.Count(seat => seat.Overage && seat.PlanKey == plan.Key), plan.Marked);
            Assert.Equal(Reservations.Count(reservation => reservation.PlanKey == plan.Key), plan.Reserved);
            Assert.InRange(plan.Used + plan.Reserved, 0, plan.Ceiling);
        }

        foreach (var more in raised.OfType<SeatsUnsettled>())
            await HearAsync(more);
    }

    private long NextOf(Guid id) => _told[id] = _told.GetValueOrDefault(id) + 1;

    // ---- the repositories, as the database answers

    Task<IReadOnlyList<Plan>> IPlanRepository.LockAllAsync(bool toChange, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Plan>>([.. Plans.OrderBy(plan => plan.Key, StringComparer.Ordinal)]);

    void IPlanRepository.Add(Plan plan) => Plans.Add(plan);

    void IPlanRepository.Remove(Plan plan)
    {
        History.AddRange(plan.TakeRaised());
        Plans.Remove(plan);
    }

    Task IPlanRepository.StepDownAsync(Plan plan, CancellationToken ct) => Task.CompletedTask;

    Task IPlanRepository.SaveMovesAsync(Plan plan, CancellationToken ct)
    {
        plan.Saved();
        return Task.CompletedTask;
    }

    Task<IReadOnlyDictionary<string, PlanCounts>> IPlanRepository.CountAsync(CancellationToken ct) =>
        throw new NotSupportedException("A database's business.");

    Task IPlanRepository.SaveCountsAsync(Plan plan, CancellationToken ct) => throw new NotSupportedException("A database's business.");

    Task<IReadOnlyList<Seat>> ISeatRepository.NobodysAsync(int most, CancellationToken ct) =>
        throw new NotSupportedException("A database's business.");

    Task<PlanNotices> IPlanRepository.NoticesAsync(Plan plan, CancellationToken ct)
    {
        if (Notices.FirstOrDefault(one => one.PlanId == plan.Id) is { } known)
            return Task.FromResult(known);
        Notices.Add(new PlanNotices(plan));
        return Task.FromResult(Notices[^1]);
    }

    Task<Seat?> ISeatRepository.FindAsync(UserId user, CancellationToken ct) => Task.FromResult(Seats.GetValueOrDefault(user));

    void ISeatRepository.Add(Seat seat) => Seats.Add(seat.UserId, seat);

    void ISeatRepository.Remove(Seat seat)
    {
        History.AddRange(seat.TakeRaised());
        Seats.Remove(seat.UserId);
    }

    Task<IReadOnlyDictionary<UserId, Seat>> ISeatRepository.OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<UserId, Seat>>(Seats.Values.Where(seat => users.Contains(seat.UserId)).ToDictionary(seat => seat.UserId));

    Task<IReadOnlyList<Seat>> ISeatRepository.NextInLineAsync(string plan, int most, CancellationToken ct) =>
        List(Seats.Values.Where(seat => seat.WaitsFor == plan && IsActive(seat))
            .OrderByDescending(seat => seat.Priority).ThenBy(seat => seat.WaitsSince).ThenBy(seat => seat.UserId).Take(most));

    Task<IReadOnlyList<Seat>> ISeatRepository.OldestOverageAsync(string plan, int most, CancellationToken ct) =>
        List(Seats.Values.Where(seat => seat.PlanKey == plan && seat.Overage).OrderBy(seat => seat.Since).Take(most));

    Task<IReadOnlyList<UserId>> ISeatRepository.LapsedAsync(DateTimeOffset now, int most, CancellationToken ct) =>
        List(Seats.Values.Where(seat => seat.HeldUntil <= now).Select(seat => seat.UserId).Take(most));

    Task<IReadOnlyList<Seat>> ISeatRepository.LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct) =>
        List(Seats.Values.Where(seat => seat.IsLive && People[seat.UserId].DirectoryId == directory));

    Task<int> ISeatRepository.CountMoversAsync(string plan, CancellationToken ct) => Task.FromResult(Seats.Values.Count(seat =>
        seat.PlanKey != plan && seat is { Status: SeatStatus.Assigned, Source: SourceKind.Default, WaitsFor: null }));

    private bool IsActive(Seat seat) => People.TryGetValue(seat.UserId, out var person) && person.Active
        && Directories.All(directory => directory.Id != person.DirectoryId || directory.Standing == Standing.Live);

    private static Task<IReadOnlyList<T>> List<T>(IEnumerable<T> found) => Task.FromResult<IReadOnlyList<T>>([.. found]);

    Task<Person?> IPersonRepository.FindAsync(UserId user, CancellationToken ct) => Task.FromResult(People.GetValueOrDefault(user));

    Task<IReadOnlyList<Person>> IPersonRepository.OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        List(People.Values.Where(person => users.Contains(person.UserId)).OrderBy(person => person.UserId));

    Task<IReadOnlyList<Person>> IPersonRepository.NextAsync(Scope scope, Guid? after, int most, CancellationToken ct) =>
        List(People.Values
            .Where(person => scope.Who switch
            {
                Concerned.Movers => Seats.GetValueOrDefault(person.UserId) is { Status: SeatStatus.Assigned, Source: SourceKind.Default },
                Concerned.Granted => Members.Any(member => member.User == person.UserId),
                Concerned.Mapping => Members.Contains((person.UserId, scope.Id)),
                Concerned.Directory => person.DirectoryId.Value == scope.Id,
                Concerned.Held => person.DirectoryId.Value == scope.Id
                    && Seats.GetValueOrDefault(person.UserId) is { } seat && seat.HeldUntil == Seat.UntilDecided,
                _ => true,
            })
            .Where(person => after is null || person.UserId.Value.CompareTo(after.Value) > 0)
            .OrderBy(person => person.UserId).Take(most));

    Task<bool> IPersonRepository.IsPinnedAsync(string plan, CancellationToken ct) =>
        Task.FromResult(People.Values.Any(person => person.Pin == plan));

    Task IPersonRepository.ForgetSourcesAsync(UserId user, CancellationToken ct) =>
        Task.FromResult(Members.RemoveWhere(member => member.User == user));

    void IPersonRepository.Add(Person person) => People.Add(person.UserId, person);

    void IPersonRepository.Remove(Person person) => People.Remove(person.UserId);

    Task<bool> IPersonRepository.IsGoneAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => Task.FromResult(ids.Any(Gone.Contains));

    Task IPersonRepository.BuryAsync(Guid id, CancellationToken ct) => Task.FromResult(Gone.Add(id));

    Task IPersonRepository.ForgetDirectoryAsync(DirectoryId directory, CancellationToken ct)
    {
        foreach (var person in People.Values.Where(person => person.DirectoryId == directory).ToArray())
        {
            People.Remove(person.UserId);
            if (Seats.GetValueOrDefault(person.UserId) is { IsLive: false })
                Seats.Remove(person.UserId);
        }

        return Task.CompletedTask;
    }

    Task IPersonRepository.ForgetOrganizationAsync(CancellationToken ct) => throw new NotSupportedException("A database's business.");

    Task<Reservation?> IReservationRepository.FindAsync(Guid admission, CancellationToken ct) =>
        Task.FromResult(Reservations.SingleOrDefault(reservation => reservation.Id == admission));

    Task<IReadOnlyList<Reservation>> IReservationRepository.LapsedAsync(DateTimeOffset now, CancellationToken ct) =>
        List(Reservations.Where(reservation => reservation.LapsesAt <= now));

    void IReservationRepository.Add(Reservation reservation) => Reservations.Add(reservation);

    void IReservationRepository.Remove(Reservation reservation) => Reservations.Remove(reservation);

    Task<PlanGrant> IGrantRepository.KnowAsync(Guid mapping, CancellationToken ct)
    {
        if (Grants.FirstOrDefault(grant => grant.MappingId == mapping) is { } known)
            return Task.FromResult(known);
        Grants.Add(new PlanGrant(_call.Organization, mapping));
        return Task.FromResult(Grants[^1]);
    }

    Task<bool> IGrantRepository.IsNamedAsync(string plan, CancellationToken ct) => Task.FromResult(Grants.Any(grant => grant.PlanKey == plan));

    Task<ILookup<UserId, PlanGrant>> IGrantRepository.OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        Task.FromResult(Members.Where(member => users.Contains(member.User))
            .ToLookup(member => member.User, member => Grants.Single(grant => grant.MappingId == member.Mapping)));

    Task<bool> IGrantRepository.ForgetMembersAsync(PlanGrant grant, CancellationToken ct) =>
        Task.FromResult(Members.RemoveWhere(member => member.Mapping == grant.MappingId) > 0);

    Task IGrantRepository.ChangeMembersAsync(
        PlanGrant grant, IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, CancellationToken ct)
    {
        Members.RemoveWhere(member => member.Mapping == grant.MappingId && removed.Contains(member.User));
        Members.UnionWith(added.Select(user => (user, grant.MappingId)));
        return Task.CompletedTask;
    }

    Task<SourceDirectory?> IDirectoryRepository.FindAsync(DirectoryId id, CancellationToken ct) =>
        Task.FromResult(Directories.SingleOrDefault(directory => directory.Id == id));

    Task<SourceDirectory> IDirectoryRepository.KnowAsync(DirectoryId id, CancellationToken ct)
    {
        if (Directories.SingleOrDefault(directory => directory.Id == id) is { } known)
            return Task.FromResult(known);
        Directories.Add(new SourceDirectory(_call.Organization, id));
        return Task.FromResult(Directories[^1]);
    }

    Task<IReadOnlyDictionary<DirectoryId, SourceDirectory>> IDirectoryRepository.OfAsync(
        IReadOnlyCollection<DirectoryId> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<DirectoryId, SourceDirectory>>(
            Directories.Where(directory => ids.Contains(directory.Id)).ToDictionary(directory => directory.Id));

    void IDirectoryRepository.Remove(SourceDirectory directory) => Directories.Remove(directory);

    Task<int> IDirectoryRepository.CountPeopleAsync(DirectoryId id, CancellationToken ct) =>
        Task.FromResult(People.Values.Count(person => person.DirectoryId == id && person.Active) + 1);

    Task<UsageHour?> IUsageRepository.FindAsync(string plan, DateTimeOffset hour, CancellationToken ct) =>
        Task.FromResult(Usage.SingleOrDefault(one => one.PlanKey == plan && one.Hour == hour));

    Task IUsageRepository.RemoveBeforeAsync(DateTimeOffset time, CancellationToken ct) => throw new NotSupportedException("A database's business.");

    void IUsageRepository.Add(UsageHour hour) => Usage.Add(hour);

    Task<Reassessment> IReassessmentRepository.OfAsync(Scope scope, CancellationToken ct)
    {
        if (Reassessments.SingleOrDefault(one => one.Who == scope.Who && one.Id == scope.Id) is { } known)
            return Task.FromResult(known);
        Reassessments.Add(new Reassessment(_call.Organization, scope));
        return Task.FromResult(Reassessments[^1]);
    }
}
