using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

/// <summary>
/// Secrets that sign messages. The service must read them again, so they are sealed by a key that is not in the database, each for its
/// endpoint: one that is moved to another row opens nothing.
/// </summary>
internal interface IWebhookSecrets
{
    /// <summary>A new secret; refused while there is no key to seal it with.</summary>
    Result<NewSecret> Make(WebhookId webhook);
}

/// <summary>A secret that was just made.</summary>
/// <param name="Shown">As its receiver is to keep it.</param>
/// <param name="Stored">As it is stored: sealed.</param>
internal sealed record NewSecret(string Shown, byte[] Stored);
