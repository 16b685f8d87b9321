using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Oversight.Api.Configuration;

/// <summary>
/// Files of one organization are applied one at a time, over all replicas. The turn is a unit of work of its own, beside those of the
/// request; when its process dies, it ends by itself.
/// </summary>
internal sealed class ConfigurationTurn(IServiceScopeFactory scopes, CallContext call)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private readonly Guid _holder = Guid.CreateVersion7();

    /// <summary>False: somebody else has it.</summary>
    public Task<bool> TakeAsync(CancellationToken ct) => SendAsync(Life, ct);

    public Task GiveBackAsync() => SendAsync(TimeSpan.Zero, CancellationToken.None);

    private async Task<bool> SendAsync(TimeSpan life, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakeTurn($"file:{call.Organization.Value:N}", _holder, life), ct)).Value.IsOurs;
    }
}
