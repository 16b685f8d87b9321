using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using ModuleReconciliation = Scim.Modular.Platform.Modules.Reconciliation;

namespace Scim.Modular.Teams.Application.Reconciliation;

/// <summary>Finds mappings that follow a group that isn't there, and makes them wait for it again when it is to <paramref name="Repair"/>.</summary>
internal sealed record ReconcileMappings(bool Repair) : ICommand<Result<Reconciled>>;

internal sealed class ReconcileMappingsHandler(IOrganizationTurn turn, IFactsOfUsers facts, TimeProvider clock)
    : ICommandHandler<ReconcileMappings, Result<Reconciled>>
{
    public async Task<Result<Reconciled>> Handle(ReconcileMappings command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        var astray = await facts.AstrayAsync(ModuleReconciliation.MostListed, cancellationToken);
        var drift = astray.Select(mapping => new Drift(
            "mapping", null, mapping.BoundGroupName ?? mapping.GroupName, Words.Of(mapping.Status),
            Words.Of(MappingStatus.Orphaned))).ToArray();
        if (command.Repair)
        {
            foreach (var mapping in astray)
                mapping.Orphan(Reasons.Reconciled, clock.Now());
        }

        return new Reconciled(drift, null);
    }
}
