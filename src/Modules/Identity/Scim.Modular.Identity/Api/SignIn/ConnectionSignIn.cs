using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>Signs people in by an identity provider: sends them there, and hears what they come back with.</summary>
internal sealed class ConnectionSignIn(
    IMediator mediator, InstallationProvider installation, AttemptCookie attempts, PublicAddress address, FailedAuthentications failures, CallContext call,
    TimeProvider clock, ILogger<ConnectionSignIn> log)
{
    private const int SecretBytes = 32;

    /// <summary>Sends the browser to the installation's provider.</summary>
    public Task<IResult> BeginAsync(HttpContext http, string? returnUrl, bool fresh, CancellationToken ct) =>
        installation.Client is { } client
            ? BeginAsync(http, client, null, InstallationRedirect(http), new(default, returnUrl, fresh), ct)
            : RefuseAsync(http, default, SignInRefusals.NoConnection, null, ct);

    /// <summary>Sends the browser to the provider of a connection.</summary>
    public async Task<IResult> BeginAsync(HttpContext http, SignInConnectionId id, string? returnUrl, bool fresh, CancellationToken ct)
    {
        if (await mediator.Send(new FindUsableConnection(id), ct) is not { } connection)
            return Pages.Refused(SignInRefusals.NoConnection.Message, StatusCodes.Status404NotFound);
        var asked = new Asked(connection.Organization, returnUrl, fresh);
        if (connection.Oidc is { } client)
            return await BeginAsync(http, client, connection.View, new ConnectionAddresses(address.BaseOf(http), id).Redirect, asked, ct);

        return await BeginAsync(http, PeerOf(http, connection), connection.View, asked, ct);
    }

    /// <summary>Sends the browser to the installation's SAML provider.</summary>
    public Task<IResult> BeginSamlAsync(HttpContext http, string? returnUrl, bool fresh, CancellationToken ct) =>
        installation.Saml is { } saml
            ? BeginAsync(http, PeerOf(http, saml), null, new(default, returnUrl, fresh), ct)
            : RefuseAsync(http, default, SignInRefusals.NoConnection, null, ct);

    /// <summary>Hears the installation's provider.</summary>
    public async Task<IResult> HearAsync(HttpContext http, OidcAnswer answer, CancellationToken ct) =>
        Flooded(http) ?? (installation.Client is { } client
            ? await HearAsync(http, client, null, default, answer, ct)
            : await RefuseAsync(http, default, SignInRefusals.NoConnection, null, ct));

    /// <summary>Hears the OpenID provider of a connection, as the connection is now.</summary>
    public async Task<IResult> HearAsync(HttpContext http, SignInConnectionId id, OidcAnswer answer, CancellationToken ct)
    {
        if (Flooded(http) is { } flooded)
            return flooded;
        return await mediator.Send(new FindUsableConnection(id), ct) is { Oidc: { } client } connection
            ? await HearAsync(http, client, connection.View, connection.Organization, answer, ct)
            : await RefuseGoneAsync(http, id, ct);
    }

    /// <summary>Hears the SAML provider of a connection.</summary>
    public async Task<IResult> HearAsync(HttpContext http, SignInConnectionId id, string? response, CancellationToken ct)
    {
        if (Flooded(http) is { } flooded)
            return flooded;
        if (await mediator.Send(new FindUsableConnection(id), ct) is not { View.Kind: SignInKinds.Saml } connection)
            return await RefuseGoneAsync(http, id, ct);

        return await HearAsync(http, PeerOf(http, connection), connection.View, connection.Organization, response, ct);
    }

    /// <summary>Hears the SAML provider of the installation.</summary>
    public async Task<IResult> HearSamlAsync(HttpContext http, string? response, CancellationToken ct) =>
        Flooded(http) ?? (installation.Saml is { } saml
            ? await HearAsync(http, PeerOf(http, saml), null, default, response, ct)
            : await RefuseAsync(http, default, SignInRefusals.NoConnection, null, ct));

    /// <summary>What the installation's SAML provider must know of us; null when there is none.</summary>
    public SamlAddresses? Describe(HttpContext http) => installation.Saml is null ? null : SamlAddresses.OfInstallation(address.BaseOf(http));

    /// <summary>What a SAML provider must know of us; null when there is no such connection.</summary>
    public async Task<SamlAddresses?> DescribeAsync(HttpContext http, SignInConnectionId id, CancellationToken ct) =>
        await mediator.Send(new FindUsableConnection(id), ct) is { View.Kind: SignInKinds.Saml } ? new ConnectionAddresses(address.BaseOf(http), id).Saml : null;

    private async Task<IResult> BeginAsync(HttpContext http, SamlPeer peer, SignInConnectionView? connection, Asked asked, CancellationToken ct)
    {
        var request = "_" + RandomNumberGenerator.GetHexString(40, lowercase: true);
        attempts.Set(
            http, new(request, connection?.Id.Value, connection?.Version ?? 0, null, asked.ReturnUrl, asked.Fresh, clock.Now()), isPosted: true);
        return SignInDoor.SeeOther(http, (await mediator.Send(new AskSamlProvider(peer, request, asked.Fresh), ct)).AbsoluteUri);
    }

    private async Task<IResult> HearAsync(
        HttpContext http, SamlPeer peer, SignInConnectionView? connection, OrganizationId organization, string? response, CancellationToken ct)
    {
        var issuer = peer.EntityId;
        var heard = await mediator.Send(new HearSamlProvider(peer, response), ct);
        if (heard.Error is { } refusal)
            return await RefuseAsync(http, organization, refusal, issuer, ct);

        var answer = heard.Value;
        Attempt? attempt = null;
        if (answer.InResponseTo is { } request)
        {
            attempt = attempts.Take(http, request, isPosted: true);
            if (attempt is null || attempt.Oidc is not null || attempt.Connection != connection?.Id.Value)
                return await RefuseAsync(http, organization, SignInRefusals.NoAttempt, issuer, ct, answer.Identity.Subject);
            if (connection is not null && attempt.ConnectionVersion != connection.Version)
                return await RefuseAsync(http, organization, SignInRefusals.ConnectionChanged, issuer, ct, answer.Identity.Subject);
            if (attempt.Fresh && answer.AuthenticatedAt < attempt.At.AddMinutes(-2))
            {
                return await RefuseAsync(
                    http, organization, SignInRefusals.Provider("saml_not_fresh", "it did not ask you to sign in anew."), issuer, ct, answer.Identity.Subject);
            }
        }

        var used = await mediator.Send(new UseAssertion(organization, connection?.Id ?? default, answer.AssertionId, answer.ForgottenAt), ct);
        return used.Error is { } replayed
            ? await RefuseAsync(http, organization, replayed, issuer, ct, answer.Identity.Subject)
            : await EnterAsync(http, organization, answer.Identity, attempt?.ReturnUrl, ct);
    }

    private async Task<IResult> BeginAsync(
        HttpContext http, OidcClient client, SignInConnectionView? connection, string redirect, Asked asked, CancellationToken ct)
    {
        var oidc = new OidcAttempt(NewSecret(), NewSecret(), NewSecret(), redirect);
        var there = await mediator.Send(new AskOidcProvider(client, oidc, asked.Fresh), ct);
        if (there.Error is { } refusal)
            return await RefuseAsync(http, asked.Organization, refusal, client.Authority, ct);

        attempts.Set(
            http, new(oidc.State, connection?.Id.Value, connection?.Version ?? 0, oidc, asked.ReturnUrl, asked.Fresh, clock.Now()), isPosted: false);
        return SignInDoor.SeeOther(http, there.Value.AbsoluteUri);
    }

    private async Task<IResult> HearAsync(
        HttpContext http, OidcClient client, SignInConnectionView? connection, OrganizationId organization, OidcAnswer answer, CancellationToken ct)
    {
        if (attempts.Take(http, answer.State, isPosted: false) is not { Oidc: { } oidc } attempt || attempt.Connection != connection?.Id.Value)
            return await RefuseAsync(http, organization, SignInRefusals.NoAttempt, client.Authority, ct);
        if (connection is not null && attempt.ConnectionVersion != connection.Version)
            return await RefuseAsync(http, organization, SignInRefusals.ConnectionChanged, client.Authority, ct);

        var heard = await mediator.Send(new HearOidcProvider(client, oidc, answer, attempt.Fresh, attempt.At), ct);
        return heard.Error is { } refusal
            ? await RefuseAsync(http, organization, refusal, client.Authority, ct)
            : await EnterAsync(http, organization, heard.Value, attempt.ReturnUrl, ct);
    }

    private async Task<IResult> EnterAsync(HttpContext http, OrganizationId organization, ExternalIdentity identity, string? returnUrl, CancellationToken ct)
    {
        var outcome = await mediator.Send(new SignInWithIdentity(organization, identity), ct);
        if (outcome.Error is { } error)
            return Pages.Refused(error.Message);
        if (outcome.Value.Session is null)
            failures.Count(http);
        return await SignInDoor.EnterAsync(http, outcome.Value, returnUrl, ct);
    }

    // Whoever was sent there may come back after the connection was switched off: the audit log says so to its organization.
    private async Task<IResult> RefuseGoneAsync(HttpContext http, SignInConnectionId id, CancellationToken ct) =>
        await RefuseAsync(http, await mediator.Send(new FindOwnerOfConnection(id), ct), SignInRefusals.NoConnection, null, ct);

    private async Task<IResult> RefuseAsync(
        HttpContext http, OrganizationId organization, Error refusal, string? issuer, CancellationToken ct, string? subject = null)
    {
        failures.Count(http);
        log.LogInformation("A sign-in was refused: {Reason} (organization {Organization}, request {Request})", refusal.Code, organization, call.RequestId);
        await mediator.Send(new RefuseSignIn(organization, refusal.Code, issuer, subject), ct);
        return await SignInDoor.EnterAsync(http, new SignInOutcome(null, refusal), null, ct);
    }

    // Each refusal is a line in the audit log: nobody may write them without end.
    private IResult? Flooded(HttpContext http) => failures.IsFlooding(http)
        ? Pages.Refused("Too many attempts from your address. Wait a minute.", StatusCodes.Status429TooManyRequests)
        : null;

    private SamlPeer PeerOf(HttpContext http, UsableConnection connection)
    {
        var (view, ours) = (connection.View, new ConnectionAddresses(address.BaseOf(http), connection.View.Id).Saml);
        return new(
            view.Issuer, view.SsoUrl!, view.Certificates!, view.AllowIdpInitiated, view.RequireBothSignatures, view.EmailAttribute, view.NameAttribute,
            ours.Metadata, ours.Consumer);
    }

    private SamlPeer PeerOf(HttpContext http, SamlConnection saml)
    {
        var ours = SamlAddresses.OfInstallation(address.BaseOf(http));
        return new(
            saml.EntityId!, saml.SsoUrl!, saml.Certificates!, saml.AllowIdpInitiated == true, saml.RequireBothSignatures == true, saml.EmailAttribute,
            saml.NameAttribute, ours.Metadata, ours.Consumer);
    }

    private string InstallationRedirect(HttpContext http) => address.BaseOf(http) + "/sign-in/oidc/callback";

    private static string NewSecret() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What somebody who begins wants.</summary>
    private sealed record Asked(OrganizationId Organization, string? ReturnUrl, bool Fresh);
}
