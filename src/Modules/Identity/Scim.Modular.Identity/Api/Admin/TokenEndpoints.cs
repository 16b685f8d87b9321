using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder organization)
    {
        var tokens = organization.MapGroup("/directories/{dir}/tokens").WithTags("Directories").RequireFreshSignIn();
        tokens.MapPost("", CreateAsync)
            .WithName("CreateToken").WithSummary("Makes a token of the directory. Its secret is in this answer only. With userId, /Me is that user for its holder.")
            .AnswersSecret("token")
            .Produces<NewToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapGet("", ListAsync)
            .WithName("ListTokens").WithSummary("The tokens of the directory without their secrets, revoked ones included; lastUsedAt is to the minute.")
            .Produces<Page<TokenView>>().ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapDelete("{token}", RevokeAsync)
            .WithName("RevokeToken").WithSummary("Revokes a token: it is refused from then on. A second time changes nothing.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(
        string org, string dir, TokenBody body, HttpResponse response, IMediator mediator, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new CreateToken(RouteIds.Of<DirectoryId>(dir), body.Name!, body.UserId is { } user ? RouteIds.Of<UserId>(user) : null, body.ExpiresAt), ct))
            .ToHttp(made => TypedResults.Created($"/admin/v1/organizations/{org}/directories/{dir}/tokens/{made.Id}", made));
    }

    private static async Task<IResult> ListAsync(string org, string dir, PageRequest page, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new ListTokens(RouteIds.Of<DirectoryId>(dir), page), ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("directory");

    private static async Task<IResult> RevokeAsync(
        string org, string dir, string token, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var revoked = await mediator.Send(new RevokeToken(RouteIds.Of<DirectoryId>(dir), RouteIds.Guid(token)), ct);
        memory.Forget();
        return revoked.ToHttp();
    }

    private sealed record TokenBody(string? Name = null, string? UserId = null, DateTimeOffset? ExpiresAt = null);
}
