using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Api.Admin;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>
/// Where OpenID providers tell that somebody signed out there (OpenID Connect Back-Channel Logout 1.0 §2.5 to §2.8): 200, or 400 with the
/// reason. Whoever is refused too often is not heard for a minute: a token may make us ask the provider for its keys.
/// </summary>
internal sealed class BackChannelLogout(
    IMediator mediator, InstallationProvider installation, FailedAuthentications failures, IAccessMemory memory, ILogger<BackChannelLogout> log)
{
    private const long LargestForm = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var hears = routes.MapGroup("/sign-in").AllowAnonymous().ExcludeFromDescription().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        hears.MapPost("oidc/logout", (HttpContext http, BackChannelLogout logout, CancellationToken ct) => logout.HearAsync(http, null, ct));
        hears.MapPost("connections/{connection}/logout", (string connection, HttpContext http, BackChannelLogout logout, CancellationToken ct) =>
            logout.HearAsync(http, RouteIds.Of<SignInConnectionId>(connection), ct));
    }

    private async Task<IResult> HearAsync(HttpContext http, SignInConnectionId? connection, CancellationToken ct)
    {
        if (failures.IsFlooding(http))
            return Refused(StatusCodes.Status429TooManyRequests, "Too many refused requests from your address. Wait a minute.");
        var from = connection is { } id ? await mediator.Send(new FindConnectionProvider(id), ct)
            : installation.Client is { } ours ? new ConnectionProvider(default, ours)
            : null;
        var heard = from is null
            ? SignInRefusals.NoConnection
            : await mediator.Send(new HearOidcLogout(from.Client, await TokenInAsync(http, ct)), ct);
        if (heard.Error is { } refusal)
        {
            failures.Count(http);
            log.LogInformation("A sign-out by an identity provider was refused: {Reason} (organization {Organization})", refusal.Code, from?.Organization);
            return Refused(StatusCodes.Status400BadRequest, refusal.Message);
        }

        var ended = (await mediator.Send(new EndSessionsOfProvider(from!.Organization, heard.Value), ct)).Value.Count;
        memory.Forget();
        log.LogInformation("An identity provider has ended {Sessions} sessions (organization {Organization})", ended, from.Organization);
        return TypedResults.Ok();
    }

    private static async Task<string?> TokenInAsync(HttpContext http, CancellationToken ct) =>
        http.Request.HasFormContentType && (await http.Request.ReadFormAsync(ct))["logout_token"] is [{ } only] ? only : null;

    private static IResult Refused(int status, string why) =>
        TypedResults.Json(new { error = "invalid_request", error_description = why }, statusCode: status);
}
