using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>Keys of the admin API: who may do what.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapAdmin().MapGroup("/keys").WithTags("Keys").RequireScope(AdminScopes.Owner).RequireFreshSignIn();
        keys.MapPost("", CreateAsync).AnswersSecret("key")
            .WithName("CreateKey").WithSummary("Makes a key of the admin API. Its secret is in this answer only.")
            .WithDescription(
                "scopes: read, all that can be read; licenses, to read, and to change plans and seats; write, to read, and to change all of an "
                + "organization; owner, everything, and alone keys and making and deleting organizations. organization, an id or slug: to "
                + "the key there is no other, and no route of the installation.")
            .Produces<CreatedAdminKey>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapGet("", ListAsync)
            .WithName("ListKeys").WithSummary("The keys without their secrets, revoked ones included, oldest first.")
            .Produces<Page<AdminKeyView>>();
        keys.MapDelete("{key}", RevokeAsync)
            .WithName("RevokeKey").WithSummary("Revokes a key: it is refused from then on. The last one that owns the installation stays.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> CreateAsync(CreateAdminKey body, HttpResponse response, IMediator mediator, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(body, ct)).ToHttp(made => TypedResults.Created($"/admin/v1/keys/{made.Id}", made));
    }

    private static Task<Page<AdminKeyView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct) =>
        mediator.Send(new ListAdminKeys(page), ct);

    private static async Task<IResult> RevokeAsync(string key, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var revoked = await mediator.Send(new RevokeAdminKey(RouteIds.Guid(key)), ct);
        memory.Forget();
        return revoked.ToHttp();
    }
}
