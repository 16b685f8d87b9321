using System.Security.Cryptography;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

/// <summary>Makes the secrets that sign messages; each is sealed for its endpoint. A copy of the database alone signs nothing.</summary>
internal sealed class WebhookKey(SealingKey key) : IWebhookSecrets
{
    private const int SecretSize = 32;
    private const string Prefix = "whsec_";

    public Result<NewSecret> Make(WebhookId webhook)
    {
        try
        {
            var secret = RandomNumberGenerator.GetBytes(SecretSize);
            return new NewSecret(Prefix + Convert.ToBase64String(secret), key.Close(secret, PlaceOf(webhook)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return WebhookErrors.NoKey(failure.Message);
        }
    }

    /// <summary>Opens a stored secret; throws when this is not the key, or not the endpoint, that it was sealed for.</summary>
    public byte[] Open(WebhookId webhook, byte[] stored) => key.Open(stored, PlaceOf(webhook));

    private static byte[] PlaceOf(WebhookId webhook) => webhook.Value.ToByteArray(bigEndian: true);
}
