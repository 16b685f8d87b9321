using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Reconciliation;

/// <summary>Compares one portion of the people, and writes the difference when it is to <paramref name="Repair"/>.</summary>
internal sealed record ReconcileUsers(UserId? After, bool Repair) : ICommand<Result<Reconciled>>;

/// <param name="Drift">What differed.</param>
/// <param name="Last">The last user of the portion; null: there are no more.</param>
internal sealed record Reconciled(IReadOnlyList<Drift> Drift, UserId? Last);

internal sealed class ReconcileUsersHandler(
    IOrganizationTurn turn, IFactsOfUsers facts, Examination examination, Settlement settlement, Portion atOnce)
    : ICommandHandler<ReconcileUsers, Result<Reconciled>>
{
    public async Task<Result<Reconciled>> Handle(ReconcileUsers command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        var users = await facts.NextAsync(command.After, atOnce.Size, cancellationToken);
        var (drift, book) = await examination.OfAsync(users, cancellationToken);
        if (command.Repair)
            await settlement.WriteAsync(book, Reasons.Reconciled, cancellationToken);
        else
            facts.Discard();
        return new Reconciled(drift, users.Count == atOnce.Size ? users[^1] : null);
    }
}
