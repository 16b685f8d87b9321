using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// Signs in an administrator whom an identity provider vouches for. Whose provider it is says whose administrators are looked among: an
/// organization's connection opens that organization and nothing else.
/// </summary>
/// <param name="Organization">The organization whose connection it is; none for the provider of the installation.</param>
/// <param name="Identity">Who it is.</param>
internal sealed record SignInWithIdentity(OrganizationId Organization, ExternalIdentity Identity) : ICommand<Result<SignInOutcome>>;

internal sealed class SignInWithIdentityHandler(
    IAdministratorRepository administrators, FirstOwners firstOwners, SignInAttempts attempts, CallContext call, TimeProvider clock)
    : ICommandHandler<SignInWithIdentity, Result<SignInOutcome>>
{
    private const int Longest = 300;

    public async Task<Result<SignInOutcome>> Handle(SignInWithIdentity command, CancellationToken ct)
    {
        call.Enter(command.Organization);
        var identity = command.Identity;
        if (!IsUsable(identity.Issuer) || !IsUsable(identity.Subject))
            return attempts.Refuse(SignInErrors.Unreadable);

        var found = await administrators.FindByIdentityAsync(identity.Issuer, identity.Subject, ct);
        if (found is null)
        {
            var (invited, refusal) = await InvitedAsync(command.Organization, identity, ct);
            if (invited is null)
                return attempts.Refuse(refusal!, identity.Issuer, identity.Subject);
            found = invited;
        }

        call.ActAs($"admin:{found.Id:D}");
        if (!found.IsBound)
            found.Bind(identity.Issuer, identity.Subject, clock.Now());
        // By the address of the invitation: what a provider calls somebody today may be what it called somebody else yesterday.
        if (command.Organization == default && firstOwners.Contain(found.EmailKey))
            found.Change(Roles.Owner, name: null, clock.Now());
        return attempts.Accept(found, identity.Issuer, identity.Name);
    }

    private async Task<(Administrator? Invited, Error? Refusal)> InvitedAsync(OrganizationId organization, ExternalIdentity identity, CancellationToken ct)
    {
        if (!identity.EmailVerified || EmailAddress.Read(identity.Email) is not { } email)
            return (null, SignInErrors.EmailNotVerified);
        var invited = await administrators.FindByEmailAsync(email.Key, ct);
        if (invited is { IsBound: true })
            return (null, SignInErrors.OtherIdentity);
        if (invited is not null || organization != default || !firstOwners.Contain(email.Key))
            return (invited, SignInErrors.Unknown);

        var owner = Administrator.Invite(organization, email, identity.Name, Roles.Owner, clock.Now());
        administrators.Add(owner);
        return (owner, null);
    }

    private static bool IsUsable(string text) => text.Length is > 0 and <= Longest && !text.Any(char.IsControl);
}
