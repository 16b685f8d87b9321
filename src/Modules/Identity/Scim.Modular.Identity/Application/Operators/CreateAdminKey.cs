using FluentValidation;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Makes a key of the admin API.</summary>
/// <param name="Name">A name by which an administrator knows it again.</param>
/// <param name="Scopes">What it may do: some of <see cref="AdminScopes.All"/>.</param>
/// <param name="Organization">The id or slug of the one organization that it opens; null: the installation.</param>
/// <param name="ExpiresAt">When it ends, if it does.</param>
internal sealed record CreateAdminKey(string Name, IReadOnlyList<string> Scopes, string? Organization = null, DateTimeOffset? ExpiresAt = null)
    : ICommand<Result<CreatedAdminKey>>;

/// <summary>A new key with its secret, which is never shown again.</summary>
internal sealed record CreatedAdminKey(
    Guid Id, string Name, string Prefix, string Key, IReadOnlyList<string> Scopes, OrganizationId? OrganizationId, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt);

internal sealed class CreateAdminKeyValidator : AbstractValidator<CreateAdminKey>
{
    public CreateAdminKeyValidator(TimeProvider clock)
    {
        RuleFor(command => command.Name).IsGiven().IsName()
            .NotEqual(AdminKey.Bootstrap, StringComparer.OrdinalIgnoreCase).WithMessage($"name: {AdminKey.Bootstrap} is the key that the installation begins with.");
        RuleFor(command => command.Scopes)
            .Must(scopes => scopes is { Count: > 0 } && scopes.All(scope => AdminScopes.All.Contains(scope)) && scopes.Distinct().Count() == scopes.Count)
            .WithMessage($"scopes: one or more of {string.Join(", ", AdminScopes.All)} are needed, each once.");
        RuleFor(command => command.ExpiresAt).Must(end => end is null || end > clock.Now()).WithMessage("expiresAt: it must be in the future.");
    }
}

internal sealed class CreateAdminKeyHandler(IAdminKeyRepository keys, IOrganizationLookup organizations, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateAdminKey, Result<CreatedAdminKey>>
{
    private const int Most = 1000;
    private const int ShownOfTheSecret = 4;

    public async Task<Result<CreatedAdminKey>> Handle(CreateAdminKey command, CancellationToken ct)
    {
        OrganizationId? organization = null;
        if (command.Organization is { } given)
        {
            if (await organizations.FindAsync(given, ct) is not { } found)
                return AdminKeyErrors.UnknownOrganization;
            organization = found;
        }

        if (await keys.CountLiveAsync(ct) >= Most)
            return AdminKeyErrors.TooMany(Most);

        // What is told of the key is told to those whom it opens.
        call.Enter(organization ?? default);
        var secret = SecretToken.Create(SecretToken.Admin);
        var prefix = secret[..(SecretToken.Admin.Length + ShownOfTheSecret)];
        var key = AdminKey.Create(
            new(command.Name, SecretToken.Hash(secret), prefix, command.Scopes, organization, command.ExpiresAt?.ToUniversalTime()), clock.Now());
        keys.Add(key);
        return new CreatedAdminKey(key.Id, key.Name, prefix, secret, command.Scopes, organization, key.CreatedAt, key.ExpiresAt);
    }
}
