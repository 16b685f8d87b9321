namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Settings below <c>Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    /// <summary>How many messages of one endpoint are on their way at once.</summary>
    public const int AtOnce = 4;

    /// <summary>Also http:// addresses, for receivers in a trusted network.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Also addresses that are not on the public internet. Whoever has an admin key can then make the service call them.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
