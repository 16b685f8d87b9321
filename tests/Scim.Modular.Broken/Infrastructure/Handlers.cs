using Microsoft.EntityFrameworkCore;
using Scim.Modular.Broken.Application;
using Scim.Modular.Broken.Domain;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Infrastructure;

internal sealed class DoHandler : ICommandHandler<Do, Result>
{
    public Task<Result> Handle(Do command, CancellationToken ct) => Task.FromResult(Result.Ok);
}

internal sealed class SavingHandler(DbContext db) : ICommandHandler<AnsweredTwice, Result>
{
    public async Task<Result> Handle(AnsweredTwice command, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Result.Ok;
    }
}

internal sealed class SavingRepository(DbContext db) : IThingRepository
{
    public Task StoreAsync() => db.Database.BeginTransactionAsync();
}
