using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.WebConsole;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>What every way to sign in ends with.</summary>
internal static class SignInDoor
{
    /// <summary>Gives the browser its session and sends it on, or says why there is none. An older session of this browser ends.</summary>
    /// <param name="http">The request.</param>
    /// <param name="outcome">What the command answered.</param>
    /// <param name="returnUrl">Where to go: anything but a local address is the start page. A provisioned person goes to their own page.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<IResult> EnterAsync(HttpContext http, SignInOutcome outcome, string? returnUrl, CancellationToken ct)
    {
        if (outcome.Session is not { } session)
            return Pages.Refused(outcome.Refusal!.Message);

        await EndAsync(http, ct);
        SessionCookie.Set(http, session.Secret);
        return SeeOther(http, session.IsPerson ? ConsoleAddress.Own : LocalAddress.Of(returnUrl));
    }

    /// <summary>Ends the session that the browser has, if it has one.</summary>
    public static async Task EndAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Features.Get<Credential>() is not { Session: { } session })
            return;
        await http.RequestServices.GetRequiredService<IMediator>().Send(new SignOut(session), ct);
        http.RequestServices.GetRequiredService<IAccessMemory>().Forget();
    }

    /// <summary>303: whatever was sent, a page is asked for next.</summary>
    public static IResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
