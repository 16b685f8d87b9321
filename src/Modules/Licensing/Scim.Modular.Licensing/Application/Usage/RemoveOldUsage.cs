using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Usage;

/// <summary>Removes what was kept for long enough.</summary>
internal sealed record RemoveOldUsage : ICommand<Result>;

internal sealed class RemoveOldUsageHandler(IUsageRepository usage, TimeProvider clock) : ICommandHandler<RemoveOldUsage, Result>
{
    public async Task<Result> Handle(RemoveOldUsage command, CancellationToken ct)
    {
        await usage.RemoveBeforeAsync(clock.Now() - UsageHour.Retention, ct);
        return Result.Ok;
    }
}
