using System.Text.Json.Nodes;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Notices;

/// <summary>Notices, the newest first, from the one before <paramref name="Before"/> in the audit log.</summary>
internal sealed record ListNotices(long? Before, int Count) : IQuery<IReadOnlyList<NoticeView>>;

/// <param name="Id">The event that it comes from.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of notice: <c>plan</c>, <c>mass_release</c>, <c>mass_removal</c>, <c>webhook_disabled</c>, <c>drift</c>,
/// <c>directory</c>, <c>directory_resolved</c>.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Data">The event.</param>
/// <param name="Sequence">Its place in the audit log.</param>
internal sealed record NoticeView(Guid Id, DateTimeOffset At, string Kind, string Text, JsonNode? Data, long Sequence);
