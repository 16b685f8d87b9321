using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>
/// Claims what is due, of all organizations, for whoever names the lease: a few messages of each of a few endpoints, so that a slow one
/// keeps no other waiting. An endpoint in <paramref name="Without"/> is served already.
/// </summary>
internal sealed record ClaimMessages(Guid Lease, IReadOnlyCollection<WebhookId> Without) : ICommand<Result<Claims>>;

/// <summary>What was chosen; what somebody else was faster to claim does not carry the lease.</summary>
internal sealed record Claims(IReadOnlyList<DueMessage> Messages);

internal sealed class ClaimMessagesHandler(IDueMessagesRepository due, IOptions<WebhookOptions> options, TimeProvider clock)
    : ICommandHandler<ClaimMessages, Result<Claims>>
{
    private const int PerEndpoint = 8;
    private const int Endpoints = 16;
    private const int Candidates = 512;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    public async Task<Result<Claims>> Handle(ClaimMessages request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var candidates = await due.FindAsync(request.Without, now, Candidates, cancellationToken);
        DueMessage[] chosen = [.. candidates.GroupBy(one => one.Webhook).Take(Endpoints).SelectMany(endpoint => endpoint.Take(PerEndpoint))];
        if (chosen.Length > 0)
        {
            // Longer than all tries of one endpoint's messages can take: only who died loses a claim.
            var life = (options.Value.Timeout * PerEndpoint / WebhookOptions.AtOnce) + Margin;
            await due.ClaimAsync(chosen, request.Lease, now, now + life, cancellationToken);
        }

        return new Claims(chosen);
    }
}

/// <summary>Gives back what is claimed and was not tried: this process stops.</summary>
internal sealed record GiveBackMessages(Guid Lease) : ICommand<Result>;

internal sealed class GiveBackMessagesHandler(IDueMessagesRepository due, TimeProvider clock) : ICommandHandler<GiveBackMessages, Result>
{
    public async Task<Result> Handle(GiveBackMessages request, CancellationToken cancellationToken)
    {
        await due.GiveBackAsync(request.Lease, clock.Now(), cancellationToken);
        return Result.Ok;
    }
}

/// <summary>The messages of all organizations that are due: the one place that looks across them.</summary>
internal interface IDueMessagesRepository
{
    Task<IReadOnlyList<DueMessage>> FindAsync(IReadOnlyCollection<WebhookId> without, DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Claims those that nobody has claimed since.</summary>
    Task ClaimAsync(IReadOnlyCollection<DueMessage> messages, Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken ct);

    /// <summary>What this lease still holds is due again.</summary>
    Task GiveBackAsync(Guid lease, DateTimeOffset now, CancellationToken ct);

    /// <summary>Removes messages of before this time that are not on their way, a portion of them; tells how many.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset time, int most, CancellationToken ct);
}

internal sealed record DueMessage(OrganizationId Organization, WebhookId Webhook, MessageId Message);

/// <summary>Removes messages that are older than their log is kept, a portion of them.</summary>
internal sealed record RemoveOldMessages(DateTimeOffset Time) : ICommand<Result<RemovedMessages>>;

internal sealed record RemovedMessages(int Count);

internal sealed class RemoveOldMessagesHandler(IDueMessagesRepository messages) : ICommandHandler<RemoveOldMessages, Result<RemovedMessages>>
{
    private const int Portion = 1000;

    public async Task<Result<RemovedMessages>> Handle(RemoveOldMessages request, CancellationToken cancellationToken) =>
        new RemovedMessages(await messages.RemoveBeforeAsync(request.Time, Portion, cancellationToken));
}
