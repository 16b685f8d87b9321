using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.Reconciliation;

/// <summary>What would change for one portion of a directory's people if the directory took effect. Changes nothing.</summary>
internal sealed record ForecastDirectory(DirectoryId Directory, UserId? After) : ICommand<Result<Reconciled>>;

internal sealed class ForecastDirectoryHandler(
    IDirectoryRepository directories, IPersonRepository people, IFactsOfUsers facts, Examination examination, Portion atOnce)
    : ICommandHandler<ForecastDirectory, Result<Reconciled>>
{
    public async Task<Result<Reconciled>> Handle(ForecastDirectory command, CancellationToken cancellationToken)
    {
        if (await directories.FindAsync(command.Directory, cancellationToken) is not { Deleted: false } directory)
            return new Reconciled([], null);

        // Supposed only: what is read here is let go of below.
        directory.Suppose(DirectoryEffect.Live);
        foreach (var person in await people.UnheedingAsync(directory.Id, DirectoryEffect.Live, command.After, atOnce.Size, cancellationToken))
            person.Heed(DirectoryEffect.Live);
        var users = await facts.NextOfDirectoryAsync(directory.Id, command.After, atOnce.Size, cancellationToken);
        var (drift, _) = await examination.OfAsync(users, cancellationToken);
        facts.Discard();
        return new Reconciled([.. drift.Where(one => one.Kind == "membership")], users.Count == atOnce.Size ? users[^1] : null);
    }
}
