using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Api.SignIn;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class SignInConnectionEndpoints
{
    private const string Meaning =
        "kind: oidc, with authority (the issuer), clientId and clientSecret; or saml, with entityId, ssoUrl and certificates (PEM, several while "
        + "the provider changes its key), allowIdpInitiated, requireBothSignatures, emailAttribute and nameAttribute (left out: the usual names). "
        + "The answer says what to enter at the provider. Secrets are answered by nothing; another authority or clientId needs the secret again.";

    public static void MapSignInConnections(this RouteGroupBuilder organization)
    {
        var all = organization.MapGroup("/sign-in-connections").WithTags("Sign-in").RequireScope(AdminScopes.Owner).RequireFreshSignIn();
        all.MapPost("", CreateAsync)
            .WithName("CreateSignInConnection").WithSummary("Makes a connection by which the organization's administrators sign in.").WithDescription(Meaning)
            .Produces<SignInConnectionResponse>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        all.MapGet("", ListAsync)
            .WithName("ListSignInConnections").WithSummary("The sign-in connections of the organization, oldest first.")
            .Produces<Page<SignInConnectionResponse>>();
        all.MapGet("{connection}", GetAsync)
            .WithName("GetSignInConnection").WithSummary("One sign-in connection, with what to enter at the provider.")
            .Produces<SignInConnectionResponse>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPatch("{connection}", ChangeAsync)
            .WithName("ChangeSignInConnection").WithSummary("Changes it; what is left out stays. Honours If-Match.").WithDescription(Meaning)
            .Produces<SignInConnectionResponse>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        all.MapDelete("{connection}", DeleteAsync)
            .WithName("DeleteSignInConnection").WithSummary("Deletes it: nobody signs in by it any more. Honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> CreateAsync(
        string org, CreateSignInConnection body, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(body, ct)).ToHttp(made => AdminApi.Created(
            http, $"/admin/v1/organizations/{org}/sign-in-connections/{made.Id}", SignInConnectionResponse.Of(made, address.BaseOf(http)), made.Version));

    private static async Task<Page<SignInConnectionResponse>> ListAsync(
        string org, PageRequest page, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct)
    {
        var found = await mediator.Send(new ListSignInConnections(page), ct);
        return new([.. found.Items.Select(one => SignInConnectionResponse.Of(one, address.BaseOf(http)))], found.NextCursor);
    }

    private static async Task<IResult> GetAsync(
        string org, string connection, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetSignInConnection(RouteIds.Of<SignInConnectionId>(connection)), ct) is { } found
            ? AdminApi.Versioned(http, SignInConnectionResponse.Of(found, address.BaseOf(http)), found.Version)
            : Problems.Of(SignInConnectionErrors.NotFound);

    private static async Task<IResult> ChangeAsync(
        string org, string connection, ConnectionPatch body, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(
            new ChangeSignInConnection(RouteIds.Of<SignInConnectionId>(connection), body.Name, body.Enabled, body.Oidc, body.Saml, http.Request.IfMatch()), ct))
            .ToHttp(changed => AdminApi.Versioned(http, SignInConnectionResponse.Of(changed, address.BaseOf(http)), changed.Version));

    private static async Task<IResult> DeleteAsync(string org, string connection, HttpRequest request, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new DeleteSignInConnection(RouteIds.Of<SignInConnectionId>(connection), request.IfMatch()), ct)).ToHttp();

    private sealed record ConnectionPatch(string? Name = null, bool? Enabled = null, OidcConnection? Oidc = null, SamlConnection? Saml = null);
}

/// <summary>A connection with what to enter at its provider.</summary>
internal sealed record SignInConnectionResponse(
    SignInConnectionId Id, string Name, string Kind, bool Enabled, OidcResponse? Oidc, SamlResponse? Saml, string SignInUrl, DateTimeOffset CreatedAt)
{
    public static SignInConnectionResponse Of(SignInConnectionView view, string start)
    {
        var addresses = new ConnectionAddresses(start, view.Id);
        return new(
            view.Id, view.Name, view.Kind, view.Enabled,
            view.Kind == SignInKinds.Oidc ? new(view.Issuer, view.ClientId!, view.HasClientSecret, addresses.Redirect, addresses.Logout) : null,
            view.Kind == SignInKinds.Saml
                ? new(
                    view.Issuer, view.SsoUrl!, CertificateResponse.Of(view.Certificates!), view.AllowIdpInitiated, view.RequireBothSignatures,
                    view.EmailAttribute, view.NameAttribute, addresses.Saml.Consumer, addresses.Saml.Metadata, addresses.Saml.Metadata)
                : null,
            addresses.Begin, view.CreatedAt);
    }
}

/// <param name="Authority">The issuer.</param>
/// <param name="ClientId">As which client we come.</param>
/// <param name="HasClientSecret">Whether a secret is kept.</param>
/// <param name="RedirectUri">To be entered at the provider.</param>
/// <param name="BackChannelLogoutUri">To be entered at the provider, if it can tell that somebody signed out.</param>
internal sealed record OidcResponse(string Authority, string ClientId, bool HasClientSecret, string RedirectUri, string BackChannelLogoutUri);

/// <param name="EntityId">The provider's name.</param>
/// <param name="SsoUrl">Where it takes requests.</param>
/// <param name="Certificates">What it signs with.</param>
/// <param name="AllowIdpInitiated">Whether people may start at the provider.</param>
/// <param name="RequireBothSignatures">Whether response and assertion must be signed.</param>
/// <param name="EmailAttribute">The attribute with the address; null: the usual names.</param>
/// <param name="NameAttribute">The attribute with the name; null: the usual names.</param>
/// <param name="AcsUrl">To be entered at the provider: where it sends responses.</param>
/// <param name="SpEntityId">To be entered at the provider: our name.</param>
/// <param name="MetadataUrl">The same, for providers that read metadata.</param>
internal sealed record SamlResponse(
    string EntityId, string SsoUrl, IReadOnlyList<CertificateResponse> Certificates, bool AllowIdpInitiated, bool RequireBothSignatures,
    string? EmailAttribute, string? NameAttribute, string AcsUrl, string SpEntityId, string MetadataUrl);

/// <param name="Subject">Its name.</param>
/// <param name="Sha256">Its fingerprint.</param>
/// <param name="ExpiresAt">Its end. It counts after that, too: it is this connection that says whom to believe.</param>
internal sealed record CertificateResponse(string Subject, string Sha256, DateTimeOffset ExpiresAt)
{
    public static IReadOnlyList<CertificateResponse> Of(string pem)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(pem);
        var shown = found.Select(one => new CertificateResponse(one.Subject, one.GetCertHashString(HashAlgorithmName.SHA256), new DateTimeOffset(one.NotAfter).ToUniversalTime())).ToArray();
        foreach (var certificate in found)
            certificate.Dispose();
        return shown;
    }
}
