using FluentValidation;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Organizations;

/// <summary>Gives an organization another slug or name; what is null stays.</summary>
internal sealed record ChangeOrganization(OrganizationId Id, string? Slug, string? Name, long? ExpectedRevision)
    : ICommand<Result<OrganizationView>>;

internal sealed class ChangeOrganizationValidator : AbstractValidator<ChangeOrganization>
{
    public ChangeOrganizationValidator()
    {
        RuleFor(command => command.Slug).IsSlug();
        RuleFor(command => command.Name).IsName();
    }
}

internal sealed class ChangeOrganizationHandler(IOrganizationRepository organizations, TimeProvider clock)
    : ICommandHandler<ChangeOrganization, Result<OrganizationView>>
{
    public async Task<Result<OrganizationView>> Handle(ChangeOrganization command, CancellationToken ct)
    {
        if (await organizations.FindAsync(command.Id, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != organization.Revision)
            return OrganizationErrors.Stale;
        if (command.Slug is { } slug && slug != organization.Slug && await organizations.IsSlugTakenAsync(slug, ct))
            return OrganizationErrors.SlugTaken(slug);

        organization.Rename(command.Slug, command.Name, clock.Now());
        return OrganizationView.Of(organization);
    }
}
