using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>Removes some of the logged calls whose time is over, and tells how many.</summary>
internal sealed record RemoveOldRequests(DateTimeOffset Before) : ICommand<Result<RemovedRequests>>;

internal sealed record RemovedRequests(int Count);

internal sealed class RemoveOldRequestsHandler(IRequestRepository requests) : ICommandHandler<RemoveOldRequests, Result<RemovedRequests>>
{
    private const int Step = 1000;

    public async Task<Result<RemovedRequests>> Handle(RemoveOldRequests command, CancellationToken ct) =>
        new RemovedRequests(await requests.RemoveBeforeAsync(command.Before, Step, ct));
}
