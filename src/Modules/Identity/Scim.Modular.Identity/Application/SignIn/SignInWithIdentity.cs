using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// Signs in whom an identity provider vouches for: an administrator or, by an organization's connection, one of the people whom that
/// organization's directories provision, to their own page. Whose provider it is says among whom is looked: an organization's connection opens
/// that organization and nothing else.
/// </summary>
/// <param name="Organization">The organization whose connection it is; none for the provider of the installation.</param>
/// <param name="Identity">Who it is.</param>
internal sealed record SignInWithIdentity(OrganizationId Organization, ExternalIdentity Identity) : ICommand<Result<SignInOutcome>>;

internal sealed class SignInWithIdentityHandler(
    IAdministratorRepository administrators, IUserRepository users, FirstOwners firstOwners, SignInAttempts attempts, CallContext call, TimeProvider clock)
    : ICommandHandler<SignInWithIdentity, Result<SignInOutcome>>
{
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
            if (invited is null && refusal == SignInErrors.Unknown && command.Organization != default)
                return await EnterAsPersonAsync(identity, ct);
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
        return attempts.Accept(found, identity);
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

    // A person is bound to no identity: the same provider says, by SCIM, whose address it is today. So the address is looked up at each sign-in.
    private async Task<SignInOutcome> EnterAsPersonAsync(ExternalIdentity identity, CancellationToken ct)
    {
        var bearers = await users.BearersForChangeAsync(EmailAddress.Read(identity.Email)!.Key, ct);
        if (bearers.Where(user => user.Active).ToArray() is not [var person])
        {
            var refusal = bearers.Count == 0 ? SignInErrors.UnknownHere
                : bearers.Any(user => user.Active) ? SignInErrors.PersonAmbiguous
                : SignInErrors.PersonInactive;
            return attempts.Refuse(refusal, identity.Issuer, identity.Subject);
        }

        call.ActAs($"person:{person.Id}");
        return attempts.Accept(person, identity);
    }

    private static bool IsUsable(string text) => text.Length is > 0 and <= ExternalIdentity.Longest && !text.Any(char.IsControl);
}
