using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>
/// Brings a mapping's sources to what its state and its group say now: bound takes over the members that are there, orphaned and
/// deleted give theirs up, another role reaches all. It writes the difference of one portion at a time, so a group of any size holds
/// the organization's turn only for moments, and pushes in between do no harm.
/// </summary>
internal sealed class SettleMembersWhenMappingChanges(
    IOrganizationTurn turn, IMappingRepository mappings, IMembershipRepository memberships, TimeProvider clock)
    : IDomainEventHandler<GroupMappingBound>, IDomainEventHandler<GroupMappingOrphaned>, IDomainEventHandler<GroupMappingChanged>,
        IDomainEventHandler<GroupMappingDeleted>, IDomainEventHandler<GroupMappingUnsettled>
{
    private const int Portion = 1000;

    public Task Handle(GroupMappingBound happened, CancellationToken ct) => SettleAsync(happened, null, ct);

    public Task Handle(GroupMappingOrphaned happened, CancellationToken ct) => SettleAsync(happened, null, ct);

    public Task Handle(GroupMappingChanged happened, CancellationToken ct) => SettleAsync(happened, null, ct);

    public Task Handle(GroupMappingDeleted happened, CancellationToken ct) => SettleAsync(happened, null, ct);

    public Task Handle(GroupMappingUnsettled happened, CancellationToken ct) => SettleAsync(happened, happened.After, ct);

    private async Task SettleAsync(IMappingMembersEvent happened, UserId? after, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await mappings.FindUnsettledAsync(happened.MappingId, ct) is not { } mapping)
            return;

        var now = clock.Now();
        var portion = await memberships.ConcernedAsync(mapping, after, Portion, ct);
        var book = await memberships.OpenAsync([.. portion.Select(one => one.User)], [mapping.TeamId], ct);
        foreach (var (user, inGroup) in portion)
        {
            if (inGroup)
                book.Grant(mapping.TeamId, user, mapping.Id, mapping.Role);
            else if (mapping.MembersKept)
                book.KeepByHand(mapping.TeamId, user, mapping.Id);
            else
                book.Revoke(mapping.TeamId, user, mapping.Id);
        }

        book.Settle(happened.Reason, now);
        if (portion.Count == Portion)
            mapping.ContinueSettling(portion[^1].User, happened.Reason, now);
        else if (mapping.Status == MappingStatus.Deleted)
            mappings.Remove(mapping);
    }
}
