using MediatR;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Reconciliation;
using ModuleReconciliation = Scim.Modular.Platform.Modules.Reconciliation;

namespace Scim.Modular.Teams.Infrastructure.Reconciliation;

/// <summary>Goes over mappings and people, portion by portion.</summary>
internal sealed class TeamsReconciler(IMediator mediator, TeamsDbContext db, Portion atOnce) : IReconciler
{
    public async Task<ModuleReconciliation> ReconcileAsync(bool repair, IProgress<int>? passed, CancellationToken ct)
    {
        var total = new Total(repair);
        total.Add((await mediator.Send(new ReconcileMappings(repair), ct)).Value);
        for (UserId? after = null; ;)
        {
            var portion = (await mediator.Send(new ReconcileUsers(after, repair), ct)).Value;
            total.Add(portion);
            passed?.Report(atOnce.Size);
            if ((after = portion.Last) is null)
                return total.Shown();
        }
    }

    public Task<int> CountAsync(CancellationToken ct) => db.People.CountAsync(ct);

    public async Task<ModuleReconciliation> ForecastAsync(Guid directory, CancellationToken ct)
    {
        var total = new Total(Repair: false);
        for (UserId? after = null; ;)
        {
            var portion = (await mediator.Send(new ForecastDirectory(new DirectoryId(directory), after), ct)).Value;
            total.Add(portion);
            if ((after = portion.Last) is null)
                return total.Shown();
        }
    }

    private sealed record Total(bool Repair)
    {
        private readonly List<Drift> _listed = [];
        private int _found;

        public void Add(Reconciled portion)
        {
            _found += portion.Drift.Count;
            _listed.AddRange(portion.Drift.Take(ModuleReconciliation.MostListed - _listed.Count));
        }

        public ModuleReconciliation Shown() => new(_listed, _found, Repair ? _found : 0);
    }
}
