using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Infrastructure;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>Every event is in its organization's chain once, and whoever changes the chain is found out (rule 23, I15).</summary>
public abstract class AuditTests(ProvidedDatabase provided) : OversightTests(provided)
{
    [Fact]
    public async Task Events_of_all_modules_are_sealed_once_in_a_chain_without_gaps()
    {
        var place = await Service.NewPlaceAsync(seats: 1);
        var user = await place.CreateUserAsync("ada");
        await place.RenameAsync(user, "Lead");
        await Service.DrainAsync();

        Assert.True(await SealAsync() > 0);
        Assert.Equal(0, await SealAsync());

        var entries = await EntriesAsync(place);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(one => (long)one), entries.Select(entry => entry.Sequence));
        Assert.Contains("licensing.PlanCreated", entries.Select(entry => entry.Action));
        Assert.Contains("licensing.SeatAssigned", entries.Select(entry => entry.Action));
        var renamed = entries.Single(entry => entry.Action == "identity.UserProfileChanged");
        Assert.Equal($"user:{user}", renamed.Target);
        Assert.Equal(entries.Single(entry => entry.Action == "identity.UserCreated").After, renamed.Before);
        Assert.NotEqual(renamed.Before, renamed.After);
        var verified = await VerifyAsync(place);
        Assert.Equal((true, entries.Count, entries.Count), (verified.Valid, (int)verified.Entries, (int)verified.Head.Sequence));
        Assert.Equal(Convert.ToHexStringLower(entries[^1].Hash), verified.Head.Hash);
    }

    [Fact]
    public async Task A_crash_between_sealing_and_marking_seals_nothing_twice()
    {
        var place = await Service.NewPlaceAsync();
        await place.CreateUserAsync("ada");
        var unsealed = await UnsealedAsync(place);

        await Service.SendAsync(place.Organization, new SealEvents(unsealed));
        var once = await EntriesAsync(place);
        await SealAsync();

        Assert.Equal(once.Select(entry => entry.EventId), (await EntriesAsync(place)).Select(entry => entry.EventId));
        Assert.Empty(await UnsealedAsync(place));
        Assert.True((await VerifyAsync(place)).Valid);
    }

    [Fact]
    public async Task Processes_that_seal_at_once_make_one_chain()
    {
        var place = await Service.NewPlaceAsync();
        for (var i = 0; i < 30; i++)
            await place.CreateUserAsync(FormattableString.Invariant($"user{i}"));
        var processes = new[] { Service, NewProcess(), NewProcess() };

        await Task.WhenAll(processes.Select(process => Task.Run(() => SealAsync(process))));

        var events = await Service.InAsync<IdentityDbContext, List<Guid>>(place.Organization, db => db.Events.Select(row => row.Id).ToListAsync());
        Assert.Equal(events.Order(), (await EntriesAsync(place)).Select(entry => entry.EventId).Order());
        Assert.True((await VerifyAsync(place)).Valid);
    }

    [Fact]
    public async Task Whatever_is_changed_in_the_database_is_found()
    {
        var place = await Service.NewPlaceAsync();
        for (var i = 0; i < 5; i++)
            await place.CreateUserAsync(FormattableString.Invariant($"user{i}"));
        await SealAsync();

        await BreaksAsync(place, 3, audit => audit.Where(entry => entry.Sequence == 3)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Actor, "somebody else")));
        await BreaksAsync(place, 2, audit => audit.Where(entry => entry.Sequence == 2)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.After, "{}")));
        await BreaksAsync(place, 1, audit => audit.Where(entry => entry.Sequence == 1).ExecuteDeleteAsync());
        var last = (await EntriesAsync(place))[^1].Sequence;
        await BreaksAsync(place, last, audit => audit.Where(entry => entry.Sequence == last).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Old_entries_are_removed_and_the_rest_is_verified_from_where_it_begins()
    {
        var place = await Service.NewPlaceAsync();
        await place.CreateUserAsync("ada");
        await SealAsync();
        var old = await EntriesAsync(place);
        Clock.Advance(TimeSpan.FromDays(399));
        await place.CreateUserAsync("ben");
        await SealAsync();
        Clock.Advance(TimeSpan.FromDays(2));

        await Worker<Upkeep>(Service).RunAsync(CancellationToken.None);

        var kept = await EntriesAsync(place);
        Assert.Equal(old.Count + 1, kept[0].Sequence);
        var verified = await VerifyAsync(place);
        Assert.Equal((true, kept.Count), (verified.Valid, (int)verified.Entries));
        await BreaksAsync(place, kept[0].Sequence, audit => audit.Where(entry => entry.Sequence == kept[0].Sequence).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Refusals_are_entries_like_any_other()
    {
        var place = await Service.NewPlaceAsync();
        var refusal = new Refusal(
            place.Organization, "admin:1", Guid.CreateVersion7(), "PUT", "/admin/v1/organizations/{org}/plans/{key}", 409, "plan_too_small", Clock.Now());

        await Service.SendAsync(place.Organization, new RecordRefusals([refusal]));
        await SealAsync();

        var entry = (await EntriesAsync(place)).Single(one => one.Action == "refused");
        Assert.Equal(
            ("admin:1", "PUT /admin/v1/organizations/{org}/plans/{key}", refusal.RequestId, """{"status":409,"code":"plan_too_small"}"""),
            (entry.Actor, entry.Target, entry.RequestId, entry.After));
        Assert.True((await VerifyAsync(place)).Valid);
    }

    [Fact]
    public async Task Organizations_have_chains_of_their_own()
    {
        var (here, there) = (await Service.NewPlaceAsync(), await Service.NewPlaceAsync());
        await here.CreateUserAsync("ada");
        await there.CreateUserAsync("ben");
        await SealAsync();

        Assert.All(await EntriesAsync(here), entry => Assert.DoesNotContain("ben", entry.After!, StringComparison.Ordinal));
        Assert.All(await EntriesAsync(there), entry => Assert.Equal(there.Organization, entry.OrganizationId));
        Assert.Equal(1, (await EntriesAsync(there))[0].Sequence);
    }

    private Task<AuditVerification> VerifyAsync(Place place) => Service.SendAsync(place.Organization, new VerifyAudit());

    private Task<List<UnsealedEvent>> UnsealedAsync(Place place) => Service.InAsync<IdentityDbContext, List<UnsealedEvent>>(
        place.Organization, db => db.Events.AsNoTracking().Where(row => !row.Sealed).OrderBy(row => row.Id)
            .Select(row => new UnsealedEvent(row, null)).ToListAsync());

    // Each in a transaction that is rolled back, so that the next one begins with a whole chain.
    private async Task BreaksAsync(Place place, long at, Func<IQueryable<AuditEntry>, Task<int>> change)
    {
        await using var scope = Service.Scope(place.Organization);
        var db = scope.ServiceProvider.GetRequiredService<OversightDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.Equal(1, await change(db.Audit));
        var verified = await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new VerifyAudit());
        Assert.Equal((false, at), (verified.Valid, verified.FirstBroken));
    }
}

public sealed class AuditOnSqlite(SqliteDatabase database) : AuditTests(database), IClassFixture<SqliteDatabase>;

public sealed class AuditOnPostgreSql(PostgreSqlDatabase database) : AuditTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class AuditOnSqlServer(SqlServerDatabase database) : AuditTests(database), IClassFixture<SqlServerDatabase>;
