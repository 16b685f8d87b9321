using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Commands;

/// <summary>
/// One transaction: state and events are committed together, once, or nothing is. What lost a race runs again from the start, a few
/// times. After the commit it waits, within a bound, until the other modules have handled its events: when the identity provider gets
/// its 200, the seat is normally free already.
/// </summary>
internal sealed class UnitOfWork(
    ModuleCatalog modules, IServiceProvider services, WriteGate gate, EffectTracker effects, DispatchSignals signals, RequestKey key,
    DryRun dryRun, CallContext call)
{
    /// <summary>Does the <paramref name="work"/> of a command in its module.</summary>
    public async Task<TResponse> RunAsync<TResponse>(Module module, string command, Func<Task<TResponse>> work, CancellationToken ct)
    {
        var db = (ModuleDbContext)services.GetRequiredService(module.ContextType);
        var organization = call.Organization;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return dryRun.IsOn ? await TryOutAsync(module, db, work, ct) : await CommitAsync(module, db, command, work, ct);
            }
            catch (Exception lost) when (LostRace.MayRunAgain(lost, attempt))
            {
                await LostRace.PauseAsync(attempt, ct);
            }
            finally
            {
                // A command may have entered the organization that it made.
                call.Enter(organization);
            }
        }
    }

    private async Task<TResponse> CommitAsync<TResponse>(
        Module module, ModuleDbContext db, string command, Func<Task<TResponse>> work, CancellationToken ct)
    {
        EffectTracker.Wait? waiting = null;
        try
        {
            TResponse response;
            using (await gate.EnterAsync(modules.TargetOf(module), ct))
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (key.IsOpen)
                    await key.TakeAsync(db, ct);
                response = await work();
                if (response is IResult { Error: not null })
                {
                    Forget(db);
                    return response;
                }

                await db.SaveChangesAsync(ct);
                waiting = effects.Expect(db.TakeRecorded());
                using var commit = ServiceTelemetry.Start("unit-of-work.commit", "command", command);
                // Once begun, a commit is not given up half-way: its outcome would be unknown.
                await transaction.CommitAsync(CancellationToken.None);
                key.Committed(module);
                // The next unit of work of the same request reads what is there by then.
                db.ChangeTracker.Clear();
            }

            if (waiting is not null)
            {
                signals.Wake(module.Name);
                await waiting.SettledAsync(ct);
            }

            return response;
        }
        catch
        {
            Forget(db);
            throw;
        }
        finally
        {
            waiting?.Dispose();
        }
    }

    /// <summary>
    /// What was changed, added and recorded never happened: neither may the next command of the request save it, nor anybody wait for it.
    /// </summary>
    private static void Forget(ModuleDbContext db)
    {
        db.ChangeTracker.Clear();
        db.TakeRecorded();
    }

    private async Task<TResponse> TryOutAsync<TResponse>(Module module, ModuleDbContext db, Func<Task<TResponse>> work, CancellationToken ct)
    {
        await dryRun.BeginAsync(module, db, ct);
        try
        {
            var response = await work();
            if (response is IResult { Error: not null })
            {
                await dryRun.UndoAsync();
                return response;
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            return response;
        }
        catch
        {
            await dryRun.UndoAsync();
            throw;
        }
    }
}
