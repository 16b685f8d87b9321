using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain.Groups;

namespace Scim.Modular.Teams.Infrastructure.Groups;

/// <summary>Which groups some groups are in, read once, level by level.</summary>
internal sealed class GroupsAbove
{
    private readonly ILookup<GroupId, GroupId> _parents;

    private GroupsAbove(IEnumerable<GroupNesting> nestings, IReadOnlySet<GroupId> all) =>
        (_parents, All) = (nestings.ToLookup(nesting => nesting.ChildId, nesting => nesting.ParentId), all);

    /// <summary>The groups themselves and everything above them.</summary>
    public IReadOnlySet<GroupId> All { get; }

    public static async Task<GroupsAbove> ReadAsync(TeamsDbContext db, IEnumerable<GroupId> groups, CancellationToken ct)
    {
        var found = groups.ToHashSet();
        var nestings = new List<GroupNesting>();
        GroupId[] level = [.. found];
        while (level.Length > 0)
        {
            var above = await db.GroupNestings.Where(nesting => EF.Parameter(level).Contains(nesting.ChildId)).AsNoTracking().ToListAsync(ct);
            nestings.AddRange(above);
            level = [.. above.Select(nesting => nesting.ParentId).Where(found.Add)];
        }

        return new(nestings, found);
    }

    /// <summary>The group and everything above it.</summary>
    public IReadOnlySet<GroupId> Of(GroupId group)
    {
        var found = new HashSet<GroupId> { group };
        var next = new Queue<GroupId>(found);
        while (next.TryDequeue(out var child))
        {
            foreach (var parent in _parents[child].Where(found.Add))
                next.Enqueue(parent);
        }

        return found;
    }
}
