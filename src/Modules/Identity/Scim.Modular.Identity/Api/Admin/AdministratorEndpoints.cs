using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>People who may sign in: to the installation, and to one organization.</summary>
internal static class AdministratorEndpoints
{
    private const string Meaning =
        "role: owner, everything, and alone keys and administrators; admin, to read, and to change all but that; licenseManager, to read, and to "
        + "change plans and seats; auditor, to read. An invitation is taken up at the first sign-in by whoever the identity provider says has this "
        + "verified address, and belongs to that person from then on. By a cookie session it takes a sign-in of the last minutes.";

    public static void MapInstallationAdministrators(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin().MapGroup("/administrators").Map("Administrator", "the installation");

    public static void MapAdministrators(this RouteGroupBuilder organization) =>
        organization.MapGroup("/administrators").Map("OrganizationAdministrator", "the organization");

    private static void Map(this RouteGroupBuilder group, string name, string place)
    {
        var all = group.WithTags("Administrators").RequireScope(AdminScopes.Owner).RequireFreshSignIn();
        all.MapPost("", InviteAsync)
            .WithName($"Invite{name}").WithSummary($"Lets somebody administer {place}, from the first sign-in with this address on.").WithDescription(Meaning)
            .Produces<AdministratorView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        all.MapGet("", ListAsync)
            .WithName($"List{name}s").WithSummary($"The administrators of {place}, the oldest first.")
            .Produces<Page<AdministratorView>>();
        all.MapGet("{administrator}", GetAsync)
            .WithName($"Get{name}").WithSummary("One administrator.")
            .Produces<AdministratorView>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPatch("{administrator}", ChangeAsync)
            .WithName($"Change{name}").WithSummary("Gives one another role or name; honours If-Match. The last owner stays one.").WithDescription(Meaning)
            .Produces<AdministratorView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        all.MapDelete("{administrator}", RemoveAsync)
            .WithName($"Remove{name}").WithSummary("Removes one, with all sessions; honours If-Match. The last owner stays.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> InviteAsync(InviteAdministrator body, HttpContext http, CallContext call, IMediator mediator, CancellationToken ct)
    {
        var start = call.Organization == default ? "/admin/v1" : $"/admin/v1/organizations/{call.Organization}";
        return (await mediator.Send(body, ct)).ToHttp(made => AdminApi.Created(http, $"{start}/administrators/{made.Id}", made, made.Version));
    }

    private static Task<Page<AdministratorView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct) =>
        mediator.Send(new ListAdministrators(page), ct);

    private static async Task<IResult> GetAsync(string administrator, HttpContext http, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetAdministrator(RouteIds.Guid(administrator)), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("administrator");

    private static async Task<IResult> ChangeAsync(
        string administrator, AdministratorPatch body, HttpContext http, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var changed = await mediator.Send(new ChangeAdministrator(RouteIds.Guid(administrator), body.Role, body.Name, http.Request.IfMatch()), ct);
        memory.Forget();
        return changed.ToHttp(found => AdminApi.Versioned(http, found, found.Version));
    }

    private static async Task<IResult> RemoveAsync(
        string administrator, HttpRequest request, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var removed = await mediator.Send(new RemoveAdministrator(RouteIds.Guid(administrator), request.IfMatch()), ct);
        memory.Forget();
        return removed.ToHttp();
    }

    private sealed record AdministratorPatch(string? Role = null, string? Name = null);
}
