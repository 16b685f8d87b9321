using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class ForgottenUsers(IdentityDbContext db) : IForgottenUsers
{
    public async Task<IReadOnlyList<User>> DeletedBeforeAsync(DateTimeOffset time, int limit, CancellationToken ct) =>
        await db.Users.Where(user => user.DeletedAt != null && user.DeletedAt < time)
            .OrderBy(user => user.Id).Take(limit).ForUpdate().ToListAsync(ct);

    public async Task RemoveAsync(IReadOnlyList<User> users, CancellationToken ct)
    {
        var ids = users.Select(user => user.Id).ToArray();
        await db.UserLicenses.Where(row => ids.Contains(row.UserId)).ExecuteDeleteAsync(ct);
        await db.UserTeams.Where(row => ids.Contains(row.UserId)).ExecuteDeleteAsync(ct);
        db.Users.RemoveRange(users);
    }
}

/// <summary>Forgets deleted users when their time to return is over, organization by organization.</summary>
internal sealed class Forgetting(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Forgetting> log)
    : Periodic(TimeSpan.FromHours(1), clock, log)
{
    private readonly TimeProvider _clock = clock;

    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var organization in await OrganizationsAsync(ct))
        {
            Result<ForgottenCount> forgotten;
            do
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
                forgotten = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetUsers(), ct);
            }
            while (forgotten.Value.Count > 0);
        }
    }

    // A read across organizations: it learns ids, and nothing else, to enter each of them.
    private async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = _clock.Now() - User.TombstoneLife;
        return await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().Users.IgnoreQueryFilters()
            .Where(user => user.DeletedAt != null && user.DeletedAt < before).Select(user => user.OrganizationId).Distinct().ToListAsync(ct);
    }
}
