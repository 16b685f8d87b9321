using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Commands;

/// <summary>
/// One transaction a command: state and events are committed together, once, or nothing is. A command that lost a race runs again from
/// the start, a few times. After the commit it waits, within a bound, until the other modules have handled its events: when the identity
/// provider gets its 200, the seat is normally free already.
/// </summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResponse>(
    ModuleCatalog modules, IServiceProvider services, WriteGate gate, EffectTracker effects, DispatchSignals signals)
    : IPipelineBehavior<TRequest, TResponse> where TRequest : IRequest<TResponse>
{
    private const int Tries = 5;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand)
            return await next();

        var module = modules.Owning(typeof(TRequest));
        var db = (ModuleDbContext)services.GetRequiredService(module.ContextType);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(request, db, module, next, cancellationToken);
            }
            catch (Exception lost) when (attempt < Tries && DatabaseErrors.IsConflict(lost))
            {
                db.ChangeTracker.Clear();
                // What this try has recorded never happened: nobody may wait for it.
                db.TakeRecorded();
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), cancellationToken);
            }
        }
    }

    private async Task<TResponse> RunAsync(
        TRequest request, ModuleDbContext db, Module module, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        EffectTracker.Wait? waiting = null;
        try
        {
            TResponse response;
            using (await gate.EnterAsync(modules.TargetOf(module), ct))
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                response = await next();
                if (response is IResult { Error: not null })
                {
                    db.ChangeTracker.Clear();
                    return response;
                }

                await db.SaveChangesAsync(ct);
                waiting = effects.Expect(db.TakeRecorded());
                using var commit = ServiceTelemetry.Start("unit-of-work.commit", "command", request.GetType().Name);
                // Once begun, a commit is not given up half-way: its outcome would be unknown.
                await transaction.CommitAsync(CancellationToken.None);
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
        finally
        {
            waiting?.Dispose();
        }
    }
}
