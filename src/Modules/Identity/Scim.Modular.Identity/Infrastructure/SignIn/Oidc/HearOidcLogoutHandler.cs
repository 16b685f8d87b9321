using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

internal sealed class HearOidcLogoutHandler(OidcProviders providers, ProviderTokens tokens, ILogger<HearOidcLogoutHandler> log)
    : IQueryHandler<HearOidcLogout, Result<ProviderLogout>>
{
    public async Task<Result<ProviderLogout>> Handle(HearOidcLogout request, CancellationToken cancellationToken)
    {
        var client = request.Client;
        try
        {
            var provider = await providers.FindAsync(client, cancellationToken);
            return await tokens.ReadLogoutAsync(
                request.Token, provider.Issuer, client.ClientId, kid => providers.KeysAsync(provider, client.IsOurs, kid, cancellationToken));
        }
        catch (OidcCallException failure)
        {
            log.LogWarning("The OpenID provider {Authority} could not be asked: {Reason}", client.Authority, failure.Message);
            return SignInRefusals.Unreachable;
        }
    }
}
