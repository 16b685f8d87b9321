using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>PUT: the attributes of a user are these, and no others. It never creates (RFC 7644 §3.5.1).</summary>
internal sealed record ReplaceUser(DirectoryId Directory, UserId Id, UserDocument Document) : ICommand<Result<User>>;

internal sealed class ReplaceUserHandler(IUserRepository users, UserChange change) : ICommandHandler<ReplaceUser, Result<User>>
{
    public async Task<Result<User>> Handle(ReplaceUser command, CancellationToken ct) =>
        await users.FindForChangeAsync(command.Directory, command.Id, ct) is { } user
            ? await change.ApplyAsync(user, command.Document, ct)
            : UserErrors.NotFound(command.Id);
}

/// <summary>Gives a user new attributes, for PUT and PATCH alike.</summary>
internal sealed class UserChange(IUserRepository users, TimeProvider clock)
{
    public async Task<Result<User>> ApplyAsync(User user, UserDocument document, CancellationToken ct)
    {
        var now = clock.Now();
        var key = FoldedKey.Of(document.UserName, "userName");
        if (key != user.UserNameKey || document.ExternalId != user.ExternalId)
        {
            var namesakes = await users.NamesakesAsync(user.DirectoryId, key, document.ExternalId, now, ct);
            if (UserNames.Conflict(namesakes, document, except: user.Id) is { } conflict)
                return conflict;
        }

        var before = user.EmailKeys;
        user.Replace(document, now);
        users.IndexEmails(user, before);
        return user;
    }
}
