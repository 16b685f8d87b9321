using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>How attempts to sign in end, whichever way they came.</summary>
internal sealed class SignInAttempts(ISessionRepository sessions, IOptions<SignInOptions> options, CallContext call, TimeProvider clock)
{
    private const string Link = "link";
    private const int Longest = 300;

    /// <summary>Begins an administrator's session.</summary>
    /// <param name="administrator">Whose.</param>
    /// <param name="identity">Who was vouched for; null: a link was used.</param>
    public SignInOutcome Accept(Administrator administrator, ExternalIdentity? identity)
    {
        var now = clock.Now();
        administrator.SignIn(identity?.Issuer ?? Link, Shown(identity?.Name), now);
        var secret = SecretToken.Create(SecretToken.Session);
        var session = Session.Begin(administrator, SecretToken.Hash(secret), now);
        if (identity is not null)
            session.ComeBy(identity.Issuer, identity.Subject, identity.ProviderSession);
        sessions.Add(session);
        return new(new(session.Id, secret, administrator.Id, IsPerson: false, administrator.OrganizationId, now + options.Value.SessionLifetime), null);
    }

    /// <summary>Begins the session of a provisioned person.</summary>
    public SignInOutcome Accept(User person, ExternalIdentity identity)
    {
        var now = clock.Now();
        var secret = SecretToken.Create(SecretToken.Session);
        var session = Session.Begin(person, SecretToken.Hash(secret), now);
        session.ComeBy(identity.Issuer, identity.Subject, identity.ProviderSession);
        sessions.Add(session);
        sessions.Add(new PersonSignedIn(session.Id, 1, person.Id, identity.Issuer, identity.Subject, now));
        return new(new(session.Id, secret, person.Id.Value, IsPerson: true, person.OrganizationId, now + options.Value.SessionLifetime), null);
    }

    /// <summary>Notes that there is none, and why.</summary>
    public SignInOutcome Refuse(Error refusal, string? issuer = null, string? subject = null)
    {
        call.ActAs("anonymous");
        var now = clock.Now();
        sessions.Add(new SignInRefused(Guid.CreateVersion7(now), 1, refusal.Code, Shown(issuer), Shown(subject), now));
        return new(null, refusal);
    }

    // What a provider sends is kept as far as it can be read.
    private static string? Shown(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new string([.. text.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(Longest)]);
}
