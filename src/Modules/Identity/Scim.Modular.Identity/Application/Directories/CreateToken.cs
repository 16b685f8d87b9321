using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Makes a token of a directory. Several may live at a time, so that one can be replaced without a gap.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Name">A name by which an administrator knows it again.</param>
/// <param name="User">The user for whom it stands at <c>/Me</c>, if it stands for one.</param>
/// <param name="ExpiresAt">When it ends, if it does.</param>
internal sealed record CreateToken(DirectoryId Directory, string Name, UserId? User, DateTimeOffset? ExpiresAt) : ICommand<Result<NewToken>>;

/// <summary>A new token with its secret, which is never shown again.</summary>
internal sealed record NewToken(
    Guid Id, string Name, string Prefix, string Token, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, UserId? UserId);

internal sealed class CreateTokenValidator : AbstractValidator<CreateToken>
{
    public CreateTokenValidator(TimeProvider clock)
    {
        RuleFor(command => command.Name).IsGiven().IsName();
        RuleFor(command => command.ExpiresAt).Must(end => end is null || end > clock.Now()).WithMessage("expiresAt: it must be in the future.");
    }
}

internal sealed class CreateTokenHandler(IDirectoryRepository directories, IUserRepository users, TimeProvider clock)
    : ICommandHandler<CreateToken, Result<NewToken>>
{
    private const int ShownOfTheSecret = 4;

    public async Task<Result<NewToken>> Handle(CreateToken command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Directory, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        if (command.User is { } user && !(await users.KnownAsync(directory.Id, [user], ct)).Contains(user))
            return UserErrors.NotFound(user);

        var secret = SecretToken.Create(SecretToken.Scim);
        var prefix = secret[..(SecretToken.Scim.Length + ShownOfTheSecret)];
        var token = directory.MakeToken(
            command.Name, SecretToken.Hash(secret), prefix, command.User, command.ExpiresAt?.ToUniversalTime(), clock.Now());
        directories.Add(token);
        return new NewToken(token.Id, token.Name, token.Hint, secret, token.CreatedAt, token.ExpiresAt, token.UserId);
    }
}
