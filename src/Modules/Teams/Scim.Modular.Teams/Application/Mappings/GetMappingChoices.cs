using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Directories;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>What a mapping can be made of: at most so many names of groups.</summary>
internal sealed record GetMappingChoices(int MostGroups) : IQuery<MappingChoices>;

/// <param name="Directories">The directories.</param>
/// <param name="Groups">Names of groups that were pushed.</param>
/// <param name="Plans">The keys of the plans.</param>
internal sealed record MappingChoices(
    IReadOnlyList<SourceDirectoryView> Directories, IReadOnlyList<string> Groups, IReadOnlyList<string> Plans);
