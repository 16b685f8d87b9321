using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Teams.Domain.Directories;

internal interface IDirectoryRepository
{
    Task<SourceDirectory?> FindAsync(DirectoryId id, CancellationToken ct);

    /// <summary>The directory, known from now on if it wasn't.</summary>
    Task<SourceDirectory> KnowAsync(DirectoryId id, CancellationToken ct);
}
