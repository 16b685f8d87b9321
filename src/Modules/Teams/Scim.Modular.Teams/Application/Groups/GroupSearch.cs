using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>
/// Mappings that follow no group look for one that is there already. Groups are stories of their own: the one that comes back may have been
/// heard of before the one that is gone.
/// </summary>
internal sealed class GroupSearch(IGroupRepository groups, TimeProvider clock)
{
    /// <summary>Binds those of a directory's mappings that find the group that they wait for.</summary>
    public async Task BindAsync(DirectoryId directory, IReadOnlyCollection<GroupMapping> searching, string reason, CancellationToken ct)
    {
        if (searching.Count == 0)
            return;
        var keys = searching.SelectMany(mapping => new[] { mapping.Key, mapping.BoundKey ?? mapping.Key }).Distinct().ToArray();
        var ids = searching.Select(mapping => mapping.BoundExternalId).OfType<string>().Distinct().ToArray();
        var there = await groups.NamedAsync(directory, keys, ids, ct);
        foreach (var mapping in searching)
        {
            if (there.FirstOrDefault(mapping.Awaits) is { } group)
                mapping.Bind(group, reason, clock.Now());
        }
    }
}
