using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.UnitTests.Teams;

public sealed class MembershipBookTests
{
    private static readonly DateTimeOffset Now = TeamsWorld.Now;
    private readonly TeamsWorld _world = new();
    private readonly Store _store = new();
    private readonly MappingId _mapping = Ids.New<MappingId>();
    private readonly MappingId _other = Ids.New<MappingId>();
    private readonly Person _ada;

    public MembershipBookTests() => _ada = _world.Person();

    [Fact]
    public void The_first_source_lets_a_person_in_and_the_last_one_takes_the_person_out()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member));
        Change(book => book.Grant(_world.Team, _ada.Id, _other, TeamRole.Member));
        Change(book => book.Revoke(_world.Team, _ada.Id, _mapping));
        Change(book => book.Revoke(_world.Team, _ada.Id, _other));

        Assert.Equal("joined:member:group_push:1 left:group_push:2", Told());
        Assert.Empty(_store.Sources);
    }

    [Fact]
    public void Whoever_comes_back_goes_on_with_the_versions_of_before()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member));
        Change(book => book.Revoke(_world.Team, _ada.Id, _mapping));
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Owner));

        Assert.Equal("joined:member:group_push:1 left:group_push:2 joined:owner:group_push:3", Told());
    }

    [Fact]
    public void A_repeat_is_not_news()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member));
        Told();

        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member));
        Change(book => book.Revoke(_world.Team, _ada.Id, _other));

        Assert.Equal("", Told());
        Assert.Single(_store.Sources);
    }

    [Fact]
    public void A_push_never_takes_away_what_was_done_by_hand()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, MappingId.None, TeamRole.Member));
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Admin));
        Change(book => book.Revoke(_world.Team, _ada.Id, _mapping));

        Assert.Equal("joined:member:group_push:1 role:admin:group_push:2 role:member:group_push:3", Told());
        Assert.True(_store.Sources.Single().IsManual);
    }

    [Fact]
    public void Somebody_who_is_not_known_yet_is_in_as_soon_as_known()
    {
        var ben = _world.Person();
        Change(book => book.Grant(_world.Team, ben.Id, _mapping, TeamRole.Member));
        Assert.Equal("", Told());

        _store.People.Add(ben);
        Change(book => book.TouchAll(), Reasons.UserCreated);

        Assert.Equal("joined:member:user_created:1", Told());
    }

    [Fact]
    public void A_deactivated_person_is_out_at_once_and_back_with_what_changed_meanwhile()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member));
        _ada.Learn(2, _world.Facts(active: false));
        Change(book => book.TouchAll(), Reasons.UserDeactivated);
        Change(book => book.Grant(_world.Team, _ada.Id, _other, TeamRole.Admin));
        _ada.Learn(3, _world.Facts());
        Change(book => book.TouchAll(), Reasons.UserReactivated);

        Assert.Equal("joined:member:group_push:1 left:user_deactivated:2 joined:admin:user_reactivated:3", Told());
    }

    [Fact]
    public void Members_of_a_deleted_mapping_can_stay_as_if_put_there_by_hand()
    {
        var ben = _world.Person();
        _store.People.Add(ben);
        Change(book =>
        {
            book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Admin);
            book.Grant(_world.Team, ben.Id, _mapping, TeamRole.Member);
            book.Grant(_world.Team, ben.Id, MappingId.None, TeamRole.Owner);
        });
        Told();

        Change(book =>
        {
            book.KeepByHand(_world.Team, _ada.Id, _mapping);
            book.KeepByHand(_world.Team, ben.Id, _mapping);
        });

        Assert.Equal("", Told());
        Assert.All(_store.Sources, source => Assert.True(source.IsManual));
        Assert.Equal([TeamRole.Admin, TeamRole.Owner], _store.Sources.Select(source => source.Role).Order());
    }

    [Fact]
    public void An_exclusive_team_suspends_what_was_done_by_hand_and_takes_it_back_when_it_is_exclusive_no_more()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, MappingId.None, TeamRole.Member));
        _store.Exclusive.Add(_world.Team);
        Change(book => book.TouchAll(), Reasons.MappingChanged);
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Admin));
        _store.Exclusive.Clear();
        Change(book => book.Revoke(_world.Team, _ada.Id, _mapping));

        Assert.Equal(
            "joined:member:group_push:1 left:mapping_changed:2 joined:admin:group_push:3 role:member:group_push:4", Told());
    }

    [Fact]
    public void Of_those_who_would_leave_a_team_without_an_owner_the_first_stays_and_is_marked()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Owner));
        Told();

        Change(book =>
        {
            book.Revoke(_world.Team, _ada.Id, _mapping);
            Assert.Equal(_ada.Id, book.Guard(_world.Team, [_ada.Id], Now));
            Assert.Empty(book.Moves);
        });

        Assert.Equal("", Told());
        Assert.Equal(Stay.Guarded, _store.Sources.Single().Stay);

        Change(book => book.Unguard(_world.Team, _ada.Id, Now));
        Assert.Equal("left:group_push:2", Told());
    }

    [Fact]
    public void Nobody_is_spared_who_is_deactivated_or_whom_an_administrator_takes_out()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, MappingId.None, TeamRole.Owner));
        var byHand = _store.Open();
        byHand.Revoke(_world.Team, _ada.Id, MappingId.None);
        Assert.Null(byHand.Guard(_world.Team, [_ada.Id], Now));

        _ada.Learn(2, _world.Facts(active: false));
        var inactive = _store.Open();
        inactive.TouchAll();
        Assert.Null(inactive.Guard(_world.Team, [_ada.Id], Now));
    }

    [Fact]
    public void Who_moves_in_and_out_of_a_mapping_is_said_once_and_by_hand_never()
    {
        var book = _store.Open();
        book.Grant(_world.Team, _ada.Id, _mapping, TeamRole.Member);
        book.Revoke(_world.Team, _ada.Id, _mapping);
        book.Grant(_world.Team, _ada.Id, MappingId.None, TeamRole.Member);
        Assert.Empty(book.Moves);

        book.Grant(_world.Team, _ada.Id, _other, TeamRole.Member);
        Assert.Equal([(_other, _ada.Id, true)], book.Moves);
    }

    [Fact]
    public void Of_a_forgotten_person_nothing_is_kept_and_the_leaving_is_told()
    {
        Change(book => book.Grant(_world.Team, _ada.Id, MappingId.None, TeamRole.Member));
        Told();
        var left = _store.Memberships.Single();

        _store.Open().Erase(Reasons.UserForgotten, Now);

        Assert.Equal("left:user_forgotten:2", TeamsWorld.Raised(left));
        Assert.Empty(_store.Sources);
        Assert.Empty(_store.Memberships);
    }

    private void Change(Action<MembershipBook> change, string reason = Reasons.GroupPush)
    {
        if (!_store.People.Contains(_ada))
            _store.People.Add(_ada);
        var book = _store.Open();
        change(book);
        book.Settle(reason, Now);
    }

    private string Told() => TeamsWorld.Raised([.. _store.Memberships]);

    /// <summary>Keeps in memory what the database would.</summary>
    private sealed class Store : IMembershipRepository
    {
        public List<Person> People { get; } = [];

        public List<MembershipSource> Sources { get; } = [];

        public List<Membership> Memberships { get; } = [];

        public MembershipBook Open() => new(default, this, People, [.. Sources], [.. Memberships], Exclusive);

        public List<TeamId> Exclusive { get; } = [];

        public Task<MembershipBook> OpenAsync(
            IReadOnlyCollection<UserId> users, IReadOnlyCollection<TeamId>? teams, CancellationToken ct, GroupMapping? changing = null) =>
            Task.FromResult(Open());

        public Task<MembershipBook> OpenAsync(Person person, CancellationToken ct) => Task.FromResult(Open());

        public Task<IReadOnlyList<Concerned>> ConcernedAsync(
            GroupMapping mapping, IReadOnlySet<GroupId> tree, bool wholeTeam, UserId? after, int count, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Concerned>>(
                [.. Sources.Where(source => source.MappingId == mapping.Id).Select(source => new Concerned(source.UserId, false))]);

        public Task<IReadOnlyList<UserId>> InTeamAsync(TeamId team, int count, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<UserId>>(
                [.. Memberships.Where(membership => membership.Role != null).Select(membership => membership.UserId)]);

        public Task<bool> HasOwnerBesideAsync(TeamId team, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
            Task.FromResult(Memberships.Exists(one => one.Role == TeamRole.Owner && !users.Contains(one.UserId)));

        public Task<IReadOnlyList<(TeamId Team, UserId User)>> GuardedAsync(IReadOnlyCollection<TeamId> teams, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<(TeamId Team, UserId User)>>(
                [.. Sources.Where(one => one.Stay == Stay.Guarded).Select(one => (one.TeamId, one.UserId))]);

        public Task<IReadOnlyList<HeldSource>> HeldAsync(DirectoryId directory, DateTimeOffset? before, int count, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<HeldSource>>([]);

        public void Add(MembershipSource source) => Sources.Add(source);

        public void Remove(MembershipSource source) => Sources.Remove(source);

        public void Add(Membership membership) => Memberships.Add(membership);

        public void Remove(Membership membership) => Memberships.Remove(membership);
    }
}
