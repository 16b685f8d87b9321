using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>
/// Brings a mapping's sources to what its state and its group say now: bound takes over the members that are there, orphaned and
/// deleted give theirs up, another role reaches all. It writes the difference of one portion at a time, so a group of any size holds
/// the organization's turn only for moments, and pushes in between do no harm. Several passes over one mapping may be under way at once:
/// each goes by what the mapping says when it writes. A deleted mapping is forgotten at the end of a pass that began after the deletion: an older one
/// gave to those before its place, and does not come back to them.
/// </summary>
internal sealed class SettleMembersWhenMappingChanges(
    IOrganizationTurn turn, IDirectoryRepository directories, IGroupRepository groups, IMappingRepository mappings,
    IMembershipRepository memberships, Movement movement, Settlement settlement, Portion atOnce, TimeProvider clock)
    : IDomainEventHandler<GroupMappingBound>, IDomainEventHandler<GroupMappingFollowedRename>, IDomainEventHandler<GroupMappingOrphaned>,
        IDomainEventHandler<GroupMappingChanged>, IDomainEventHandler<GroupMappingDeleted>, IDomainEventHandler<GroupMappingUnsettled>
{
    public Task Handle(GroupMappingBound happened, CancellationToken ct) => BeginAsync(happened.MappingId, happened.Reason, ct);

    public Task Handle(GroupMappingOrphaned happened, CancellationToken ct) => BeginAsync(happened.MappingId, happened.Reason, ct);

    public Task Handle(GroupMappingChanged happened, CancellationToken ct) => BeginAsync(happened.MappingId, happened.Reason, ct);

    public Task Handle(GroupMappingDeleted happened, CancellationToken ct) => BeginAsync(happened.MappingId, happened.Reason, ct);

    public Task Handle(GroupMappingUnsettled happened, CancellationToken ct) =>
        happened.After is { } after
            ? GoOnAsync(happened.MappingId, new(after, happened.WholeTeam, happened.Announce, happened.Reason, happened.IsLast), ct)
            : BeginAsync(happened.MappingId, happened.Reason, ct);

    /// <summary>Its members are the same; only the name that explanations show is another.</summary>
    public async Task Handle(GroupMappingFollowedRename happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await mappings.FindUnsettledAsync(new MappingId(happened.MappingId), ct) is { Plan: not null } mapping)
            (await mappings.GrantOfAsync(mapping.Id, ct)).Follow(mapping, clock.Now());
    }

    private async Task BeginAsync(Guid id, string reason, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await mappings.FindUnsettledAsync(new MappingId(id), ct) is not { } mapping)
            return;
        var directory = await directories.KnowAsync(mapping.DirectoryId, ct);
        var grant = await mappings.GrantOfAsync(mapping.Id, ct);
        var announce = grant.Follow(mapping, clock.Now());
        var deleted = mapping.Status == MappingStatus.Deleted;
        var wholeTeam = mapping.DecideExclusion(MappedSources.IsFrozen(mapping, directory)) || deleted;
        await SettleAsync(mapping, directory, grant, new(null, wholeTeam, announce, reason, IsLast: deleted), ct);
    }

    private async Task GoOnAsync(Guid id, Walk walk, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await mappings.FindUnsettledAsync(new MappingId(id), ct) is not { } mapping)
            return;
        var directory = await directories.KnowAsync(mapping.DirectoryId, ct);
        await SettleAsync(mapping, directory, await mappings.GrantOfAsync(mapping.Id, ct), walk, ct);
    }

    private async Task SettleAsync(GroupMapping mapping, SourceDirectory directory, MappingGrant grant, Walk walk, CancellationToken ct)
    {
        var tree = mapping.BoundGroupId is { } group ? await groups.WithDescendantsAsync([group], ct) : new HashSet<GroupId>();
        var portion = await memberships.ConcernedAsync(mapping, tree, walk.WholeTeam, walk.After, atOnce.Size, ct);
        var book = await memberships.OpenAsync([.. portion.Select(one => one.User)], [mapping.TeamId], ct, mapping);
        if (walk.Announce)
            book.Announce(mapping.Id);
        if (walk.WholeTeam)
            book.TouchAll();
        await movement.ApplyAsync(book, directory, [(mapping, portion)], walk.Reason, ct);
        await settlement.WriteAsync(book, walk.Reason, ct);

        if (portion.Count == atOnce.Size)
            grant.Continue(portion[^1].User, walk.WholeTeam, walk.Announce, walk.Reason, clock.Now(), walk.IsLast);
        else if (walk.IsLast)
            mappings.Remove(mapping, grant);
    }

    /// <summary>One pass over everybody whom a mapping concerns, from the user on who comes after the last one.</summary>
    private readonly record struct Walk(UserId? After, bool WholeTeam, bool Announce, string Reason, bool IsLast);
}
