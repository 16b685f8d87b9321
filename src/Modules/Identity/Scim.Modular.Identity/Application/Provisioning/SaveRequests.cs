using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>Saves logged calls of the current organization.</summary>
internal sealed record SaveRequests(IReadOnlyCollection<ProvisioningRequest> Requests) : ICommand<Result>;

internal sealed class SaveRequestsHandler(IRequestRepository requests) : ICommandHandler<SaveRequests, Result>
{
    public async Task<Result> Handle(SaveRequests command, CancellationToken ct)
    {
        // A directory that was deleted in the meantime has taken its log with it.
        var present = await requests.PresentAsync([.. command.Requests.Select(request => request.DirectoryId).Distinct()], ct);
        requests.Add(command.Requests.Where(request => present.Contains(request.DirectoryId)));
        return Result.Ok;
    }
}
