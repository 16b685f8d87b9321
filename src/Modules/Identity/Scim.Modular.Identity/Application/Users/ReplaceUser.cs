using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>PUT: the attributes of a user are these, and no others. It never creates (RFC 7644 §3.5.1).</summary>
internal sealed record ReplaceUser(DirectoryId Directory, ServedType Type, UserId Id, UserDocument Document, EntityTagCondition? IfMatch)
    : ICommand<Result<User>>;

internal sealed class ReplaceUserHandler(IUserRepository users, UserChange change) : ICommandHandler<ReplaceUser, Result<User>>
{
    public async Task<Result<User>> Handle(ReplaceUser command, CancellationToken ct)
    {
        if (await users.FindForChangeAsync(command.Directory, command.Id, ct) is not { } user)
            return UserErrors.NotFound(command.Id);
        if (!command.IfMatch.Allows(user.Version))
            return ResourceErrors.Stale;
        var attributes = Replacements.Of(user.Document, command.Document.Attributes, command.Type);
        return await change.ApplyAsync(user, command.Type, UserDocument.Of(attributes, command.Type.Definition), ct);
    }
}

/// <summary>Gives a user new attributes, for PUT and PATCH alike.</summary>
internal sealed class UserChange(IUserRepository users, ISessionRepository sessions, UniqueValues unique, TimeProvider clock)
{
    public async Task<Result<User>> ApplyAsync(User user, ServedType type, UserDocument document, CancellationToken ct)
    {
        var now = clock.Now();
        var key = FoldedKey.Of(document.UserName, "userName");
        if (key != user.UserNameKey || document.ExternalId != user.ExternalId)
        {
            var namesakes = await users.NamesakesAsync(user.DirectoryId, key, document.ExternalId, now, ct);
            if (UserNames.Conflict(namesakes, document, except: user.Id) is { } conflict)
                return conflict;
        }

        if (await unique.TakeAsync(user.DirectoryId, type, user.Id.Value, document.Attributes, isNew: false, ct) is { } taken)
            return taken;

        var (before, wasActive) = (user.EmailKeys, user.Active);
        user.Replace(document, now);
        users.IndexEmails(user, before);
        if (wasActive && !user.Active)
            await sessions.EndOfPersonAsync(user.Id, ct);
        return user;
    }
}
