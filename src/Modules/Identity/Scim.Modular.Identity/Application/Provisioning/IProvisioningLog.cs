using Scim.Modular.Identity.Domain.Provisioning;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>Takes what identity providers sent, to be saved a little later: a log never slows or fails a request.</summary>
internal interface IProvisioningLog
{
    /// <summary>Takes one call. Its bodies are redacted already.</summary>
    void Write(ProvisioningRequest request);
}
