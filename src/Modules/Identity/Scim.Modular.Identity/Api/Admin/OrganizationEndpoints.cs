using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.Organizations;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapAdmin().MapGroup("/organizations").WithTags("Organizations");
        all.MapPost("", CreateAsync).RequireScope(AdminScopes.Owner)
            .WithName("CreateOrganization").WithSummary("Makes an organization.")
            .Produces<OrganizationView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        all.MapGet("", ListAsync)
            .WithName("ListOrganizations").WithSummary("The organizations of this installation, oldest first.")
            .Produces<Page<OrganizationView>>();

        var one = routes.MapOrganization().WithTags("Organizations");
        one.MapGet("", GetAsync)
            .WithName("GetOrganization").WithSummary("One organization, by its id or slug.")
            .Produces<OrganizationView>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapPatch("", ChangeAsync)
            .WithName("ChangeOrganization").WithSummary("Gives it another slug or name; honours If-Match.")
            .Produces<OrganizationView>().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        one.MapDelete("", DeleteAsync).RequireScope(AdminScopes.Owner).RequireFreshSignIn()
            .WithName("DeleteOrganization").WithSummary("Deletes it with its directories, users, groups, seats and teams; honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> CreateAsync(CreateOrganization body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(body, ct)).ToHttp(made => AdminApi.Created(http, $"/admin/v1/organizations/{made.Id}", made, made.Revision));

    private static Task<Page<OrganizationView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct) =>
        mediator.Send(new ListOrganizations(page), ct);

    private static async Task<IResult> GetAsync(string org, HttpContext http, CallContext call, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetOrganization(call.Organization), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Revision)
            : Problems.NotFound("organization");

    private static async Task<IResult> ChangeAsync(
        string org, OrganizationPatch body, HttpContext http, CallContext call, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var changed = await mediator.Send(new ChangeOrganization(call.Organization, body.Slug, body.Name, http.Request.IfMatch()), ct);
        memory.Forget();
        return changed.ToHttp(organization => AdminApi.Versioned(http, organization, organization.Revision));
    }

    private static async Task<IResult> DeleteAsync(
        string org, HttpRequest request, CallContext call, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var deleted = await mediator.Send(new DeleteOrganization(call.Organization, request.IfMatch()), ct);
        memory.Forget();
        return deleted.ToHttp();
    }

    private sealed record OrganizationPatch(string? Slug = null, string? Name = null);
}
