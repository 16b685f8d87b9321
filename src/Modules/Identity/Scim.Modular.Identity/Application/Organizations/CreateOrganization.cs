using FluentValidation;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Organizations;

/// <summary>Makes an organization: a tenant.</summary>
internal sealed record CreateOrganization(string Slug, string Name) : ICommand<Result<OrganizationView>>;

internal sealed class CreateOrganizationValidator : AbstractValidator<CreateOrganization>
{
    public CreateOrganizationValidator()
    {
        RuleFor(command => command.Slug).IsGiven().IsSlug();
        RuleFor(command => command.Name).IsGiven().IsName();
    }
}

internal sealed class CreateOrganizationHandler(IOrganizationRepository organizations, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateOrganization, Result<OrganizationView>>
{
    public async Task<Result<OrganizationView>> Handle(CreateOrganization command, CancellationToken ct)
    {
        if (await organizations.IsSlugTakenAsync(command.Slug, ct))
            return OrganizationErrors.SlugTaken(command.Slug);

        var organization = Organization.Create(Ids.New<OrganizationId>(), command.Slug, command.Name, clock.Now());
        // The first line of its own history.
        call.Enter(organization.Id);
        organizations.Add(organization);
        return OrganizationView.Of(organization);
    }
}
