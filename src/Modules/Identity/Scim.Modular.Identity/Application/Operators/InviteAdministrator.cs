using FluentValidation;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Lets somebody administer the organization that was entered, or the installation: at the first sign-in with this address.</summary>
internal sealed record InviteAdministrator(string? Email, string? Role, string? Name = null) : ICommand<Result<AdministratorView>>;

internal sealed class InviteAdministratorValidator : AbstractValidator<InviteAdministrator>
{
    public InviteAdministratorValidator()
    {
        RuleFor(command => command.Email).IsGiven().Must(email => email is null || EmailAddress.Read(email) is not null)
            .WithMessage($"email: {EmailAddress.Form}");
        RuleFor(command => command.Role).IsGiven().IsOneOf(Roles.All);
        RuleFor(command => command.Name).IsName();
    }
}

internal sealed class InviteAdministratorHandler(IAdministratorRepository administrators, CallContext call, TimeProvider clock)
    : ICommandHandler<InviteAdministrator, Result<AdministratorView>>
{
    private const int Most = 1000;

    public async Task<Result<AdministratorView>> Handle(InviteAdministrator command, CancellationToken ct)
    {
        var email = EmailAddress.Read(command.Email)!;
        if (await administrators.FindByEmailAsync(email.Key, ct) is not null)
            return AdministratorErrors.EmailTaken;
        if (await administrators.CountAsync(ct) >= Most)
            return AdministratorErrors.TooMany(Most);

        var made = Administrator.Invite(call.Organization, email, command.Name, command.Role!, clock.Now());
        administrators.Add(made);
        return AdministratorView.Of(made);
    }
}
