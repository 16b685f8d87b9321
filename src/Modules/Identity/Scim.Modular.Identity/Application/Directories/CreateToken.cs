using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Makes a token of a directory. Several may live at a time, so that one can be replaced without a gap.</summary>
internal sealed record CreateToken(DirectoryId Directory, string Name, DateTimeOffset? ExpiresAt) : ICommand<Result<NewToken>>;

/// <summary>A new token with its secret, which is never shown again.</summary>
internal sealed record NewToken(Guid Id, string Name, string Prefix, string Token, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

internal sealed class CreateTokenValidator : AbstractValidator<CreateToken>
{
    public CreateTokenValidator(TimeProvider clock)
    {
        RuleFor(command => command.Name).IsGiven().IsName();
        RuleFor(command => command.ExpiresAt).Must(end => end is null || end > clock.Now()).WithMessage("expiresAt: it must be in the future.");
    }
}

internal sealed class CreateTokenHandler(IDirectoryRepository directories, TimeProvider clock) : ICommandHandler<CreateToken, Result<NewToken>>
{
    private const int ShownOfTheSecret = 4;

    public async Task<Result<NewToken>> Handle(CreateToken command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Directory, ct) is not { } directory)
            return DirectoryErrors.NotFound;

        var secret = SecretToken.Create(SecretToken.Scim);
        var prefix = secret[..(SecretToken.Scim.Length + ShownOfTheSecret)];
        var token = DirectoryToken.Create(
            directory, command.Name, SecretToken.Hash(secret), prefix, command.ExpiresAt?.ToUniversalTime(), clock.Now());
        directories.Add(token);
        return new NewToken(token.Id, token.Name, token.Hint, secret, token.CreatedAt, token.ExpiresAt);
    }
}
