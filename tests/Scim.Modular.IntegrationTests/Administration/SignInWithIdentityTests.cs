using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Administration;

/// <summary>Who is let in when an identity provider vouches for somebody (case D14), and for how long (F08).</summary>
public abstract class SignInWithIdentityTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const string Issuer = "https://idp.example.com";
    private InProcessService _service = null!;
    private string _first = "";
    private OrganizationId _organization;

    public async ValueTask InitializeAsync()
    {
        _first = $"first-{Guid.NewGuid():N}@example.com";
        _service = InProcessService.Create(provided.Database, null, null, ("Admin:Emails", $" {_first} , other@example.com"));
        _organization = (await _service.NewPlaceAsync()).Organization;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_invitation_belongs_to_whoever_takes_it_up_first_and_to_nobody_else()
    {
        await InviteAsync("ada@example.com", Roles.Admin);
        await RefusedAsync("email_not_verified", "sub-1", "ada@example.com", verified: false);
        await RefusedAsync("email_not_verified", "sub-1", null);
        var ada = await EnterAsync("sub-1", "ADA@example.com");

        await RefusedAsync("other_identity", "sub-2", "ada@example.com");
        await RefusedAsync("other_identity", "sub-1", "ada@example.com", issuer: "https://other.example.com");
        await RefusedAsync("not_an_administrator", "SUB-1", "bob@example.com");
        // Known by the subject: what the address is by now does not matter.
        Assert.Equal(ada.Holder, (await EnterAsync("sub-1", "someone@else.example", verified: false)).Holder);

        Assert.Equal(
            ["email_not_verified", "email_not_verified", "not_an_administrator", "other_identity", "other_identity"],
            (await EventsAsync(_organization, nameof(SignInRefused))).Select(payload => payload.Text("reason")).Order(StringComparer.Ordinal));
        Assert.Single(await EventsAsync(_organization, nameof(AdministratorBound)));
        Assert.Equal(2, (await EventsAsync(_organization, nameof(AdministratorSignedIn))).Count);
    }

    [Theory]
    [InlineData("", "sub")]
    [InlineData("https://idp.example.com", "")]
    [InlineData("https://idp.example.com", "a\nb")]
    public async Task Nobody_without_a_name_is_let_in(string issuer, string subject)
    {
        await InviteAsync("ada@example.com", Roles.Owner);
        await RefusedAsync("unusable_identity", subject, "ada@example.com", issuer: issuer);
        await RefusedAsync("unusable_identity", new string('s', 301), "ada@example.com");
    }

    [Fact]
    public async Task An_organizations_provider_opens_that_organization_only()
    {
        await InviteAsync("ada@example.com", Roles.Owner);
        await EnterAsync("sub-1", "ada@example.com");
        var other = (await _service.NewPlaceAsync()).Organization;
        foreach (var elsewhere in new[] { other, default })
        {
            var outcome = await SignInAsync(elsewhere, new(Issuer, "sub-1", "ada@example.com", true, null));
            Assert.Equal("not_an_administrator", outcome.Refusal?.Code);
        }

        // The setting is for the installation: an organization's provider may say whatever address it likes.
        await RefusedAsync("not_an_administrator", "sub-9", _first);
    }

    [Fact]
    public async Task Those_of_the_setting_own_the_installation_by_the_address_that_they_were_let_in_with()
    {
        var subject = Guid.NewGuid().ToString();
        var unverified = await SignInAsync(default, new(Issuer, subject, _first, false, "First"));
        Assert.Equal("email_not_verified", unverified.Refusal?.Code);
        var owner = (await SignInAsync(default, new(Issuer, subject, _first, true, "First"))).Session!;
        Assert.Equal(AdminScopes.Owner, Assert.Single((await FindAsync(owner.Id))!.Scopes));

        // Whoever is somebody already does not become an owner by calling himself like one.
        var email = $"bob-{Guid.NewGuid():N}@example.com";
        Assert.Null((await _service.SendAsync(default, new InviteAdministrator(email, Roles.Auditor))).Error);
        var bob = Guid.NewGuid().ToString();
        Assert.NotNull((await SignInAsync(default, new(Issuer, bob, email, true, null))).Session);
        var again = (await SignInAsync(default, new(Issuer, bob, "other@example.com", true, null))).Session!;
        Assert.Equal(AdminScopes.Read, Assert.Single((await FindAsync(again.Id))!.Scopes));
    }

    [Fact]
    public async Task A_session_ends_when_it_was_not_used_for_an_hour_and_after_twelve_hours_at_the_latest()
    {
        await InviteAsync("ada@example.com", Roles.Admin);
        var began = _service.Clock.GetUtcNow();
        var idle = await EnterAsync("sub-1", "ada@example.com");
        var used = await EnterAsync("sub-1", "ada@example.com");
        Assert.Equal(began + TimeSpan.FromHours(12), used.EndsAt);

        _service.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await FindAsync(idle.Id));
        await UseAsync(used);
        _service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await FindAsync(idle.Id));
        Assert.NotNull(await FindAsync(used.Id));

        while (_service.Clock.GetUtcNow() + TimeSpan.FromMinutes(50) < began + TimeSpan.FromHours(12))
        {
            _service.Clock.Advance(TimeSpan.FromMinutes(50));
            await UseAsync(used);
        }

        _service.Clock.Advance(began + TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1) - _service.Clock.GetUtcNow());
        Assert.NotNull(await FindAsync(used.Id));
        _service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await FindAsync(used.Id));

        Assert.Null((await _service.SendAsync(default, new RemoveOldSessions())).Error);
        Assert.Equal(0, await _service.InAsync<IdentityDbContext, int>(_organization, db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task The_use_of_a_session_is_written_once_a_minute()
    {
        await InviteAsync("ada@example.com", Roles.Admin);
        var session = await EnterAsync("sub-1", "ada@example.com");
        var began = _service.Clock.GetUtcNow();
        List<TimeSpan> written = [];
        for (var second = 0; second <= 150; second += 5)
        {
            await UseAsync(session);
            var seen = await _service.InAsync<IdentityDbContext, DateTimeOffset>(_organization, db => db.Sessions.Where(row => row.Id == session.Id).Select(row => row.LastSeenAt).SingleAsync());
            if (written.Count == 0 || written[^1] != seen - began)
                written.Add(seen - began);
            _service.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(["00:00:00", "00:01:00", "00:02:00"], written.Select(at => at.ToString("c", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Neither_cookies_nor_links_are_stored()
    {
        await InviteAsync("ada@example.com", Roles.Admin);
        var session = await EnterAsync("sub-1", "ada@example.com");
        var hash = await _service.InAsync<IdentityDbContext, byte[]>(_organization, db => db.Sessions.Where(row => row.Id == session.Id).Select(row => row.Hash).SingleAsync());
        Assert.Equal(SecretToken.Hash(session.Secret), hash);
        Assert.Equal(session.Id, (await _service.Services.GetRequiredService<ISessions>().FindAsync(hash, CancellationToken.None))?.Id);
    }

    [Fact]
    public async Task A_link_ends_after_an_hour()
    {
        async Task<byte[]> LinkAsync() => SecretToken.Hash((await _service.SendAsync(default, new MakeSignInLink(null, null, false))).Value.Secret!);
        var (used, late) = (await LinkAsync(), await LinkAsync());
        _service.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await _service.SendAsync(default, new SignInByLink(used))).Value.Session);
        _service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("link_expired", (await _service.SendAsync(default, new SignInByLink(late))).Value.Refusal?.Code);
        Assert.Equal("link_used", (await _service.SendAsync(default, new SignInByLink(used))).Value.Refusal?.Code);
    }

    [Fact]
    public async Task One_link_signs_in_once_however_many_use_it_at_a_time()
    {
        var hash = SecretToken.Hash((await _service.SendAsync(default, new MakeSignInLink(null, null, false))).Value.Secret!);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _service.SendAsync(default, new SignInByLink(hash)))));
        Assert.Single(outcomes, outcome => outcome.Value.Session is not null);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Value.Refusal?.Code == "link_used"));
    }

    private async Task InviteAsync(string email, string role) =>
        Assert.Null((await _service.SendAsync(_organization, new InviteAdministrator(email, role))).Error);

    private async Task<NewSession> EnterAsync(string subject, string? email, bool verified = true)
    {
        var outcome = await SignInAsync(_organization, new(Issuer, subject, email, verified, "Ada"));
        Assert.Null(outcome.Refusal);
        return outcome.Session!;
    }

    private async Task RefusedAsync(string code, string subject, string? email, bool verified = true, string issuer = Issuer)
    {
        var outcome = await SignInAsync(_organization, new(issuer, subject, email, verified, null));
        Assert.Null(outcome.Session);
        Assert.Equal(code, outcome.Refusal?.Code);
    }

    private async Task<SignInOutcome> SignInAsync(OrganizationId organization, ExternalIdentity identity) =>
        (await _service.SendAsync(default, new SignInWithIdentity(organization, identity))).Value;

    private Task<SessionFacts?> FindAsync(Guid session) => _service.Services.GetRequiredService<ISessions>().FindAsync(session, CancellationToken.None);

    private async Task UseAsync(NewSession session) =>
        await _service.Services.GetRequiredService<ISessions>().UsedAsync((await FindAsync(session.Id))!, CancellationToken.None);

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> EventsAsync(OrganizationId organization, string type) =>
        await _service.InAsync<IdentityDbContext, List<System.Text.Json.Nodes.JsonNode>>(organization, async db =>
            (await db.Events.Where(row => row.OrganizationId == organization && row.Type == "identity." + type).OrderBy(row => row.Id).Select(row => row.Payload).ToListAsync())
            .ConvertAll(payload => System.Text.Json.Nodes.JsonNode.Parse(payload)!));
}

public sealed class SignInWithIdentityOnSqlite(SqliteDatabase database) : SignInWithIdentityTests(database), IClassFixture<SqliteDatabase>;

public sealed class SignInWithIdentityOnPostgreSql(PostgreSqlDatabase database) : SignInWithIdentityTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class SignInWithIdentityOnSqlServer(SqlServerDatabase database) : SignInWithIdentityTests(database), IClassFixture<SqlServerDatabase>;
