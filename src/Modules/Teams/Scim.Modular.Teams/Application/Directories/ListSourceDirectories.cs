using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Application.Directories;

/// <summary>The directories that this module has heard of, by name.</summary>
internal sealed record ListSourceDirectories : IQuery<IReadOnlyList<SourceDirectoryView>>;

internal sealed record SourceDirectoryView(DirectoryId Id, string Name);
