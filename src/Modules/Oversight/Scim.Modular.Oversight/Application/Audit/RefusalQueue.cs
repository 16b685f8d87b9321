using System.Threading.Channels;
using Scim.Modular.Oversight.Domain.Audit;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>
/// Refusals on their way into the audit log. It is bounded: who sends wrong requests faster than they can be written fills no memory, and
/// keeps no right one waiting.
/// </summary>
internal sealed class RefusalQueue
{
    private readonly Channel<Refusal> _waiting =
        Channel.CreateBounded<Refusal>(new BoundedChannelOptions(2000) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<Refusal> Waiting => _waiting.Reader;

    public void Add(Refusal refusal) => _waiting.Writer.TryWrite(refusal);
}
