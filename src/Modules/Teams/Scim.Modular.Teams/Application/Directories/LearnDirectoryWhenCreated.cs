using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Directories;

internal sealed class LearnDirectoryWhenCreated(IOrganizationTurn turn, IDirectoryRepository directories)
    : IDomainEventHandler<DirectoryCreated>
{
    public async Task Handle(DirectoryCreated happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        directory.Learn(happened.Name, happened.Provider);
    }
}
