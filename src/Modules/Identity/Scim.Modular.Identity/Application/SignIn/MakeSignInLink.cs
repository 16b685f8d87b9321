using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// Makes a link that signs an administrator in, once. It is for whoever has the machine: at the first start, and when the identity
/// provider is out of order.
/// </summary>
/// <param name="Organization">The organization, by id or slug; null for the installation.</param>
/// <param name="Email">The administrator; null for the owner that the installation has without any identity provider, made when it is not there.</param>
/// <param name="OnlyForTheFirst">Makes none when the installation has an administrator.</param>
internal sealed record MakeSignInLink(string? Organization, string? Email, bool OnlyForTheFirst) : ICommand<Result<NewSignInLink>>;

/// <summary>The secret of the link; null when none was made.</summary>
internal sealed record NewSignInLink(string? Secret);

internal sealed class MakeSignInLinkHandler(
    IAdministratorRepository administrators, ISessionRepository sessions, IOrganizationLookup organizations, CallContext call, TimeProvider clock)
    : ICommandHandler<MakeSignInLink, Result<NewSignInLink>>
{
    private const string LocalOwner = "owner@localhost";

    public async Task<Result<NewSignInLink>> Handle(MakeSignInLink command, CancellationToken ct)
    {
        if (command.Organization is { } given)
        {
            if (await organizations.FindAsync(given, ct) is not { } organization)
                return AdminKeyErrors.UnknownOrganization;
            call.Enter(organization);
        }

        if (command.OnlyForTheFirst && await administrators.IsAnyAsync(ct))
            return new NewSignInLink(null);
        if (EmailAddress.Read(command.Email ?? LocalOwner) is not { } email)
            return AdministratorErrors.NotFound;
        var found = await administrators.FindByEmailAsync(email.Key, ct);
        if (found is null && (command.Email is not null || call.Organization != default))
            return AdministratorErrors.NotFound;
        if (found is null)
        {
            found = Administrator.Invite(default, email, name: null, Roles.Owner, clock.Now());
            administrators.Add(found);
        }

        var secret = SecretToken.Create(SecretToken.Link);
        sessions.Add(SignInLink.Make(found, SecretToken.Hash(secret), clock.Now()));
        return new NewSignInLink(secret);
    }
}
