using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Saves when tokens and admin keys were last used: many at a time, and off the path of the requests that used them.</summary>
internal sealed record NoteTokenUses(IReadOnlyCollection<TokenUse> Uses) : ICommand<Result>;

internal sealed class NoteTokenUsesHandler(IDirectoryRepository directories, IAdminKeyRepository keys) : ICommandHandler<NoteTokenUses, Result>
{
    public async Task<Result> Handle(NoteTokenUses command, CancellationToken ct)
    {
        await directories.NoteUsesAsync([.. command.Uses.Where(use => !use.IsAdminKey)], ct);
        await keys.NoteUsesAsync([.. command.Uses.Where(use => use.IsAdminKey)], ct);
        return Result.Ok;
    }
}
