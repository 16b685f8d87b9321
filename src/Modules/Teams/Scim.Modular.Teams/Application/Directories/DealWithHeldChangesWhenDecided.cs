using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Directories;

/// <summary>What the breaker held takes effect, or whom it concerns stays as if put there by hand. In portions.</summary>
internal sealed class DealWithHeldChangesWhenDecided(
    IOrganizationTurn turn, IDirectoryRepository directories, IMembershipRepository memberships, Settlement settlement, Portion atOnce,
    TimeProvider clock)
    : IDomainEventHandler<HeldChangesDecided>, IDomainEventHandler<HeldSourcesUnsettled>
{
    public async Task Handle(HeldChangesDecided happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        if (directory.Decide(happened.Version, happened.Approved, clock.Now()))
            await directories.ForgetRemovalsAsync(directory.Id, ct);
    }

    public async Task Handle(HeldSourcesUnsettled happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        // It may have tripped again since the portion before. What nobody has decided on is held then; else nothing is to stay held.
        DateTimeOffset? until = directory.Holds ? happened.DecidedAt : null;
        var held = await memberships.HeldAsync(directory.Id, until, atOnce.Size, ct);
        if (held.Count == 0)
            return;

        var book = await memberships.OpenAsync(
            held.Select(one => one.User).ToHashSet(), held.Select(one => one.Team).ToHashSet(), ct);
        foreach (var (team, user, mapping) in held)
        {
            if (happened.Approved)
                book.Revoke(team, user, mapping);
            else
                book.KeepByHand(team, user, mapping);
        }

        if (!happened.Approved)
            book.ForgetMoves();     // Nobody meant these people to lose the plan that the mapping gave them.
        await settlement.WriteAsync(book, happened.Approved ? Reasons.ChangesApproved : Reasons.ChangesDiscarded, ct);
        if (held.Count == atOnce.Size)
            directory.ContinueDeciding(happened.Approved, happened.DecidedAt, clock.Now());
    }
}
