using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Provisioning;

/// <summary>Removes logged calls after 90 days, in small steps.</summary>
internal sealed class OldRequests(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OldRequests> log)
    : Periodic(TimeSpan.FromHours(1), clock, log)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private readonly TimeProvider _clock = clock;

    public override async Task RunAsync(CancellationToken ct)
    {
        Result<RemovedRequests> removed;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            removed = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RemoveOldRequests(_clock.Now() - Life), ct);
        }
        while (removed.Value.Count > 0);
    }
}
