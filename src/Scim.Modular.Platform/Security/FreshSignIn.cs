using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Scim.Modular.Platform.Security;

/// <summary>On a route: somebody who is signed in by a browser has to have signed in a moment ago to change anything behind it.</summary>
public sealed record FreshSignIn
{
    /// <summary>The forms of this page ask for it themselves: what they send is let in, and they do nothing with it but show it again.</summary>
    public bool IsAskedByForms { get; init; }

    /// <summary>Whether this is such a route, and the person behind the credential signed in too long ago. A key is never asked.</summary>
    public static bool IsMissing(HttpContext http, Endpoint endpoint, Credential credential) =>
        credential.AuthenticatedAt is { } at && endpoint.Metadata.GetMetadata<FreshSignIn>() is not null
        && http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - at
            > http.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.FreshFor;
}

/// <summary>Marks routes.</summary>
public static class FreshSignInRoutes
{
    /// <summary>
    /// Asks for a fresh sign-in before something is changed behind these routes: it is what a stranger at an open browser must not do. Admin
    /// keys are not asked.
    /// </summary>
    public static TBuilder RequireFreshSignIn<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new FreshSignIn());
}
