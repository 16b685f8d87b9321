using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class DirectoryEndpoints
{
    public static void MapDirectories(this RouteGroupBuilder organization)
    {
        var all = organization.MapGroup("/directories").WithTags("Directories");
        all.MapPost("", CreateAsync)
            .WithName("CreateDirectory").WithSummary("Makes a directory: the connection of one identity provider.")
            .Produces<DirectoryResponse>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("", ListAsync)
            .WithName("ListDirectories").WithSummary("The directories of the organization, oldest first.")
            .Produces<Page<DirectoryResponse>>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("{dir}", GetAsync)
            .WithName("GetDirectory").WithSummary("One directory.")
            .Produces<DirectoryResponse>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPatch("{dir}", ChangeAsync)
            .WithName("ChangeDirectory").WithSummary("Renames it, sets its provider and profile (lenient, interop, strict), or switches it off and on: SCIM calls of a disabled one get 403. Honours If-Match.")
            .Produces<DirectoryResponse>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        all.MapDelete("{dir}", DeleteAsync)
            .WithName("DeleteDirectory").WithSummary("Deletes it with its users, groups, tokens and log; honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> CreateAsync(
        string org, CreateDirectory body, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(body, ct)).ToHttp(made => AdminApi.Created(
            http, $"/admin/v1/organizations/{org}/directories/{made.Id}", DirectoryResponse.Of(made, address.BaseOf(http)), made.Revision));

    private static async Task<Page<DirectoryResponse>> ListAsync(
        string org, PageRequest page, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct)
    {
        var found = await mediator.Send(new ListDirectories(page), ct);
        var start = address.BaseOf(http);
        return new([.. found.Items.Select(directory => DirectoryResponse.Of(directory, start))], found.NextCursor);
    }

    private static async Task<IResult> GetAsync(
        string org, string dir, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetDirectory(RouteIds.Of<DirectoryId>(dir)), ct) is { } found
            ? AdminApi.Versioned(http, DirectoryResponse.Of(found, address.BaseOf(http)), found.Revision)
            : Problems.NotFound("directory");

    private static async Task<IResult> ChangeAsync(
        string org, string dir, DirectoryPatch body, HttpContext http, PublicAddress address, IMediator mediator, IAccessMemory memory,
        CancellationToken ct)
    {
        var changed = await mediator.Send(
            new ChangeDirectory(RouteIds.Of<DirectoryId>(dir), body.Name, body.Provider, body.Profile, body.Status, http.Request.IfMatch()), ct);
        memory.Forget();
        return changed.ToHttp(directory => AdminApi.Versioned(http, DirectoryResponse.Of(directory, address.BaseOf(http)), directory.Revision));
    }

    private static async Task<IResult> DeleteAsync(
        string org, string dir, HttpRequest request, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var deleted = await mediator.Send(new DeleteDirectory(RouteIds.Of<DirectoryId>(dir), request.IfMatch()), ct);
        memory.Forget();
        return deleted.ToHttp();
    }

    private sealed record DirectoryPatch(string? Name = null, string? Provider = null, string? Profile = null, DirectoryStatus? Status = null);
}

/// <summary>A directory with the address that its identity provider is given.</summary>
internal sealed record DirectoryResponse(
    DirectoryId Id, string Name, string Provider, string Profile, DirectoryStatus Status, string ScimBaseUrl, DateTimeOffset CreatedAt)
{
    public static DirectoryResponse Of(DirectoryView directory, string baseAddress) => new(
        directory.Id, directory.Name, directory.Provider, directory.Profile, directory.Status, $"{baseAddress}/scim/v2/{directory.Id}", directory.CreatedAt);
}
