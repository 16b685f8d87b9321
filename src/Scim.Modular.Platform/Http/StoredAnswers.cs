using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Http;

/// <summary>The answers to requests with an <c>Idempotency-Key</c> in the current organization, each beside what its request changed.</summary>
internal sealed class StoredAnswers(ModuleCatalog modules, IServiceProvider services, WriteGate gate)
{
    /// <summary>The request that took this key, in whichever module it changed something first.</summary>
    public async Task<IdempotencyRow?> FindAsync(byte[] key, CancellationToken ct)
    {
        foreach (var module in modules.All)
        {
            if (await Of(module).Idempotency.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, ct) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Keeps the answer; without one, a repeat only learns that the request was carried out.</summary>
    public async Task SaveAsync(Module module, byte[] key, int status, string? answer)
    {
        // Also when the client has gone by now: that is what the answer is kept for.
        using var turn = await gate.EnterAsync(modules.TargetOf(module), CancellationToken.None);
        await Of(module).Idempotency.Where(row => row.Key == key).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, (int?)status).SetProperty(row => row.Answer, answer), CancellationToken.None);
    }

    private ModuleDbContext Of(Module module) => (ModuleDbContext)services.GetRequiredService(module.ContextType);
}
