using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

internal sealed class AskOidcProviderHandler(OidcProviders providers, ILogger<AskOidcProviderHandler> log) : IQueryHandler<AskOidcProvider, Result<Uri>>
{
    public async Task<Result<Uri>> Handle(AskOidcProvider request, CancellationToken cancellationToken)
    {
        try
        {
            var provider = await providers.FindAsync(request.Client, cancellationToken);
            var attempt = request.Attempt;
            var query = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["response_type"] = "code",
                ["response_mode"] = "query",
                ["client_id"] = request.Client.ClientId,
                ["redirect_uri"] = attempt.RedirectUri,
                ["scope"] = "openid email profile",
                ["state"] = attempt.State,
                ["nonce"] = attempt.Nonce,
                ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.CodeVerifier))),
                ["code_challenge_method"] = "S256",
            };
            if (request.Fresh)
                (query["prompt"], query["max_age"]) = ("login", "0");
            return new Uri(QueryHelpers.AddQueryString(provider.AuthorizationEndpoint.AbsoluteUri, query));
        }
        catch (OidcCallException failure)
        {
            log.LogWarning("The OpenID provider {Authority} could not be asked: {Reason}", request.Client.Authority, failure.Message);
            return SignInRefusals.Unreachable;
        }
    }
}
