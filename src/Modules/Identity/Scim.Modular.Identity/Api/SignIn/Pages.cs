using Microsoft.AspNetCore.Http;
using Scim.Modular.WebConsole;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>The pages around the sign-in.</summary>
internal static class Pages
{
    /// <summary>Says why somebody is not let in, and where to begin again.</summary>
    public static IResult Refused(string reason, int status = StatusCodes.Status403Forbidden) => PlainPage.Of(
        "You are not signed in",
        Html.Of($"""<p role="alert">{reason}</p><p><a href="/sign-in">Back to the sign-in</a></p>"""),
        status);
}
