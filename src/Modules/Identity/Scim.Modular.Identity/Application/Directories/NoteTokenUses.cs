using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Saves when tokens were last used: many at a time, and off the path of the requests that used them.</summary>
internal sealed record NoteTokenUses(IReadOnlyCollection<TokenUse> Uses) : ICommand<Result>;

internal sealed class NoteTokenUsesHandler(IDirectoryRepository directories) : ICommandHandler<NoteTokenUses, Result>
{
    public async Task<Result> Handle(NoteTokenUses command, CancellationToken ct)
    {
        await directories.NoteUsesAsync(command.Uses, ct);
        return Result.Ok;
    }
}
