using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>
/// Changes which groups are in a group, and keeps who is above whom. A change looks at the groups that it names, at those below them and
/// at those above; never at users.
/// </summary>
internal sealed class GroupNesting(INestingRepository nesting, TimeProvider clock)
{
    private const int MostAncestors = 100;

    /// <summary>These groups come in and those go; a refusal when one that comes contains this group.</summary>
    public async Task<Error?> ChangeAsync(
        Group group, IReadOnlyCollection<GroupId> come, IReadOnlyCollection<GroupId> go, CancellationToken ct)
    {
        if (come.Count == 0 && go.Count == 0)
            return null;

        await nesting.LockAsync(group.DirectoryId, ct);
        var above = (await nesting.AncestorsAsync([group.Id], ct)).Select(row => row.AncestorId).ToHashSet();
        if (come.Contains(group.Id))
            return GroupErrors.ContainsItself;
        foreach (var member in come)
            if (above.Contains(member))
                return GroupErrors.Cycle(member);

        GroupId[] named = [.. come, .. go];
        var affected = named.Concat(await nesting.DescendantsAsync(named, ct)).ToHashSet();
        foreach (var gone in (await nesting.AboveAsync(go, ct)).Where(row => row.GroupId == group.Id))
            nesting.Remove(gone);
        foreach (var member in come)
            nesting.Add(group.Id, member);
        if (await KeepAncestorsAsync(affected, group.Id, come, go, ct) is { } error)
            return error;
        group.ChangeNesting(come, go, clock.Now());
        return null;
    }

    // The rows are as they were before this change, which is not saved yet: so it is added to what is read.
    private async Task<Error?> KeepAncestorsAsync(
        HashSet<GroupId> affected, GroupId changed, IReadOnlyCollection<GroupId> come, IReadOnlyCollection<GroupId> go, CancellationToken ct)
    {
        var parents = come.ToDictionary(member => member, _ => new List<GroupId> { changed });
        var seen = new HashSet<GroupId>();
        var open = affected.Append(changed).Distinct().ToArray();
        while (open.Length > 0)
        {
            seen.UnionWith(open);
            foreach (var row in await nesting.AboveAsync(open, ct))
            {
                if (row.GroupId == changed && go.Contains(row.MemberId))
                    continue;
                if (!parents.TryGetValue(row.MemberId, out var listed))
                    parents[row.MemberId] = listed = [];
                listed.Add(row.GroupId);
            }

            open = [.. open.SelectMany(group => parents.GetValueOrDefault(group, [])).Distinct().Where(group => !seen.Contains(group))];
        }

        var kept = (await nesting.AncestorsAsync(affected, ct)).ToLookup(row => row.GroupId);
        foreach (var group in affected)
        {
            var ancestors = AncestorsOf(group, parents);
            if (ancestors.Count > MostAncestors)
                return GroupErrors.TooDeep(MostAncestors);
            foreach (var row in kept[group])
                if (!ancestors.Remove(row.AncestorId))
                    nesting.Remove(row);
            foreach (var ancestor in ancestors)
                nesting.AddAncestor(group, ancestor);
        }

        return null;
    }

    private static HashSet<GroupId> AncestorsOf(GroupId group, Dictionary<GroupId, List<GroupId>> parents)
    {
        var found = new HashSet<GroupId>();
        var open = new Stack<GroupId>(parents.GetValueOrDefault(group, []));
        while (open.TryPop(out var next))
        {
            if (!found.Add(next))
                continue;
            foreach (var parent in parents.GetValueOrDefault(next, []))
                open.Push(parent);
        }

        return found;
    }
}
