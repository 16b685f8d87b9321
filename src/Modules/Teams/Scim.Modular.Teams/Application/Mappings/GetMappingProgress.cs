using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>How far the team has come to what a mapping says. Null: it is there, or there is no such mapping.</summary>
internal sealed record GetMappingProgress(MappingId Mapping) : IQuery<MappingProgress?>;

/// <summary>A mapping is dealt with in portions; this is between two of them.</summary>
/// <param name="Placed">How many people have their place in the team by the mapping.</param>
/// <param name="Members">How many are in its group, and in the groups within that.</param>
internal sealed record MappingProgress(int Placed, int Members);
