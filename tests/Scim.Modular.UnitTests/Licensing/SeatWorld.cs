using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Admissions;
using Scim.Modular.Licensing.Application.People;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.UnitTests.Licensing;

/// <summary>One organization in memory, with the handlers that run in it.</summary>
internal sealed class SeatWorld : TimeProvider, IPlanRepository, ISeatRepository, IPersonRepository, IReservationRepository
{
    private readonly Dictionary<string, UserId> _users = [];
    private readonly Dictionary<UserId, long> _versions = [];
    private readonly CallContext _call = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SeatWorld() => _call.Enter(Ids.New<OrganizationId>());

    public List<Plan> Plans { get; } = [];

    public Dictionary<UserId, Seat> Seats { get; } = [];

    public Dictionary<UserId, Person> People { get; } = [];

    public List<Reservation> Reservations { get; } = [];

    public HashSet<Guid> Gone { get; } = [];

    public List<IDomainEvent> History { get; } = [];

    public DirectoryId Directory { get; set; } = Ids.New<DirectoryId>();

    public Plan Plan(string key = "standard") => Plans.Single(plan => plan.Key == key);

    /// <summary>What each of these people has: <c>assigned</c>, <c>overage</c>, <c>waitlisted</c> or <c>none</c>.</summary>
    public string Has(params string[] names) => string.Join(' ', names.Select(name =>
        Seats.GetValueOrDefault(User(name)) is not { IsLive: true } seat ? "none"
        : seat.Overage ? "overage"
        : seat.Holds ? "assigned" : "waitlisted"));

    public string[] ReasonsOf(string name) =>
        [.. History.OfType<ISeatEvent>().Where(happened => happened.UserId == User(name).Value).Select(happened => happened.Reason)];

    public async Task<Result<PlanSaved>> PutAsync(
        int? seats, string key = "standard", bool isDefault = true, OverflowPolicy overflow = OverflowPolicy.Waitlist, int? limit = null,
        long? expected = null)
    {
        var put = new PutPlan(key, "Plan " + key, seats, 1, isDefault, overflow, limit, null, expected);
        var answer = await new PutPlanHandler(this, Allocator, _call, this).Handle(put, default);
        Settle();
        return answer;
    }

    public async Task<Result> DeletePlanAsync(string key = "standard")
    {
        var answer = await new DeletePlanHandler(this, this, this).Handle(new DeletePlan(key, null), default);
        Settle();
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
        var reassess = new ReassessSeatWhenUserChanged(this, this, this, this, Allocator, _call);
        await (happened switch
        {
            UserCreated one => reassess.Handle(one, default),
            UserReturned one => reassess.Handle(one, default),
            UserActivated one => reassess.Handle(one, default),
            UserDeactivated one => reassess.Handle(one, default),
            UserProfileChanged one => reassess.Handle(one, default),
            UserDeleted one => reassess.Handle(one, default),
            UserForgotten one => new ForgetPersonWhenUserForgotten(this, this, this, Allocator).Handle(one, default),
            DirectoryDeleted one => new ReleaseSeatsWhenDirectoryDeleted(this, this, this, Allocator).Handle(one, default),
            _ => throw new ArgumentException(happened.ToString()),
        });
        Settle();
    }

    public async Task<AdmissionAnswer> ReserveAsync(Guid admission) =>
        (await new ReserveAdmissionHandler(this, this, this).Handle(new ReserveAdmission(admission), default)).Value;

    public async Task CancelAsync(Guid admission)
    {
        await new CancelAdmissionHandler(this, this, Allocator).Handle(new CancelAdmission(admission), default);
        Settle();
    }

    public async Task LapseAsync()
    {
        await new CancelLapsedAdmissionsHandler(this, this, Allocator, this).Handle(new CancelLapsedAdmissions(), default);
        Settle();
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

    private SeatAllocator Allocator => new(this, this, this, _call, this);

    private void Settle()
    {
        foreach (var aggregate in Plans.Cast<AggregateRoot>().Concat(Seats.Values))
            History.AddRange(aggregate.TakeRaised());
        foreach (var plan in Plans)
        {
            Assert.Equal(Seats.Values.Count(seat => seat.Holds && seat.PlanKey == plan.Key), plan.Used);
            Assert.Equal(Reservations.Count(reservation => reservation.PlanKey == plan.Key), plan.Reserved);
            Assert.InRange(plan.Used + plan.Reserved, 0, plan.Ceiling);
        }
    }

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

    Task<bool> IPlanRepository.TakeAsync(Plan plan, int seats, CancellationToken ct) => Count(plan, plan.Free >= seats, seats, 0);

    Task IPlanRepository.GiveBackAsync(Plan plan, int seats, CancellationToken ct) => Count(plan, true, -seats, 0);

    Task<bool> IPlanRepository.ReserveAsync(Plan plan, CancellationToken ct) => Count(plan, plan.Free > 0, 0, 1);

    Task<bool> IPlanRepository.TakeReservedAsync(Plan plan, CancellationToken ct) => Count(plan, plan.Reserved > 0, 1, -1);

    Task IPlanRepository.CancelReservedAsync(Plan plan, int seats, CancellationToken ct) => Count(plan, true, 0, -seats);

    private static Task<bool> Count(Plan plan, bool possible, int used, int reserved)
    {
        if (possible)
            plan.Counted(used, reserved);
        return Task.FromResult(possible);
    }

    Task<Seat?> ISeatRepository.FindAsync(UserId user, CancellationToken ct) => Task.FromResult(Seats.GetValueOrDefault(user));

    void ISeatRepository.Add(Seat seat) => Seats.Add(seat.UserId, seat);

    void ISeatRepository.Remove(Seat seat)
    {
        History.AddRange(seat.TakeRaised());
        Seats.Remove(seat.UserId);
    }

    Task<IReadOnlyList<Seat>> ISeatRepository.NextInLineAsync(string plan, int most, CancellationToken ct) =>
        List(InOrder(seat => seat.PlanKey == plan && seat.Status == SeatStatus.Waitlisted && IsActive(seat)).Take(most));

    Task<int> ISeatRepository.CountWaitingAsync(string plan, CancellationToken ct) =>
        Task.FromResult(Seats.Values.Count(seat => seat.PlanKey == plan && seat.Status == SeatStatus.Waitlisted));

    Task<IReadOnlyList<Seat>> ISeatRepository.OldestOverageAsync(string plan, int most, CancellationToken ct) =>
        List(InOrder(seat => seat.PlanKey == plan && seat.Overage && IsActive(seat)).Take(most));

    Task<IReadOnlyList<Seat>> ISeatRepository.LiveOutsideAsync(string? plan, CancellationToken ct) =>
        List(InOrder(seat => seat.PlanKey != plan && seat.IsLive));

    Task<IReadOnlyList<Seat>> ISeatRepository.LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct) =>
        List(InOrder(seat => seat.IsLive && People[seat.UserId].DirectoryId == directory));

    Task<IReadOnlyList<(UserId User, Seat? Before)>> ISeatRepository.ActiveWithoutAsync(CancellationToken ct) =>
        List(People.Values.Where(person => person.Active && Seats.GetValueOrDefault(person.UserId) is not { IsLive: true })
            .OrderBy(person => person.FirstSeen).Select(person => (person.UserId, Seats.GetValueOrDefault(person.UserId))));

    private IEnumerable<Seat> InOrder(Func<Seat, bool> which) =>
        Seats.Values.Where(which).OrderBy(seat => seat.Status).ThenByDescending(seat => seat.Priority).ThenBy(seat => seat.Since);

    private bool IsActive(Seat seat) => People.TryGetValue(seat.UserId, out var person) && person.Active;

    private static Task<IReadOnlyList<T>> List<T>(IEnumerable<T> found) => Task.FromResult<IReadOnlyList<T>>([.. found]);

    Task<Person?> IPersonRepository.FindAsync(UserId user, CancellationToken ct) => Task.FromResult(People.GetValueOrDefault(user));

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
}
