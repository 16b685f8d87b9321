using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Notes that a session was used.</summary>
internal sealed record NoteSessionUse(Guid Session) : ICommand<Result>;

internal sealed class NoteSessionUseHandler(ISessionRepository sessions, TimeProvider clock) : ICommandHandler<NoteSessionUse, Result>
{
    public async Task<Result> Handle(NoteSessionUse command, CancellationToken ct)
    {
        await sessions.NoteUseAsync(command.Session, clock.Now(), ct);
        return Result.Ok;
    }
}
