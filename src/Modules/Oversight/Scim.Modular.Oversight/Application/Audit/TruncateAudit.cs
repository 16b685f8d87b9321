using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>
/// Removes the oldest entries that are older than <paramref name="Time"/>, a portion of them, and notes in the chain where it begins since.
/// Answers whether there is more.
/// </summary>
internal sealed record TruncateAudit(DateTimeOffset Time) : ICommand<Result<Truncated>>;

internal sealed record Truncated(bool IsMoreLeft);

internal sealed class TruncateAuditHandler(IAuditLog audit) : ICommandHandler<TruncateAudit, Result<Truncated>>
{
    private const int Portion = 1000;

    public async Task<Result<Truncated>> Handle(TruncateAudit request, CancellationToken cancellationToken)
    {
        var chain = await audit.LockAsync(cancellationToken);
        var oldest = await audit.OldestAsync(Portion + 1, cancellationToken);
        // Entries are in the order of their sealing: what is kept begins at the first one that is young enough.
        var old = oldest.Take(Portion).TakeWhile(entry => entry.At < request.Time).ToArray();
        if (old.Length == 0)
            return new Truncated(false);

        var next = oldest.Count > old.Length ? oldest[old.Length] : null;
        chain.Truncate(old[^1], next?.At);
        await audit.RemoveAsync(old[^1].Sequence, cancellationToken);
        return new Truncated(next?.At < request.Time);
    }
}
