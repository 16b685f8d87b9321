using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

[JsonConverter(typeof(IdJsonConverter<WebhookId>))]
internal readonly record struct WebhookId(Guid Value) : IId<WebhookId>
{
    public static WebhookId From(Guid value) => new(value);

    public int CompareTo(WebhookId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A message to one endpoint. Receivers get it as <c>webhook-id</c>, the same at each try.</summary>
[JsonConverter(typeof(IdJsonConverter<MessageId>))]
internal readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    public static MessageId From(Guid value) => new(value);

    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}
