using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Teams.Domain.Directories;

internal interface IDirectoryRepository
{
    Task<SourceDirectory?> FindAsync(DirectoryId id, CancellationToken ct);

    /// <summary>The directory, known from now on if it wasn't.</summary>
    Task<SourceDirectory> KnowAsync(DirectoryId id, CancellationToken ct);

    /// <summary>Counts people who were taken out of mapped groups; answers how many they are since <paramref name="since"/>.</summary>
    Task<int> CountRemovalsAsync(DirectoryId id, int removals, DateTimeOffset now, DateTimeOffset since, CancellationToken ct);

    /// <summary>Begins to count anew.</summary>
    Task ForgetRemovalsAsync(DirectoryId id, CancellationToken ct);
}
