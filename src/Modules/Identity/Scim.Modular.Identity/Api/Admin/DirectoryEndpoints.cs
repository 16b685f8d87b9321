using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class DirectoryEndpoints
{
    public static void MapDirectories(this RouteGroupBuilder organization)
    {
        var all = organization.MapGroup("/directories").WithTags("Directories");
        all.MapPost("", CreateAsync)
            .WithName("CreateDirectory").WithSummary("Makes a directory: the connection of one identity provider.")
            .WithDescription(Meaning)
            .Produces<DirectoryResponse>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("", ListAsync)
            .WithName("ListDirectories").WithSummary("The directories of the organization, oldest first.")
            .Produces<Page<DirectoryResponse>>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapGet("{dir}", GetAsync)
            .WithName("GetDirectory").WithSummary("One directory.")
            .Produces<DirectoryResponse>().ProducesProblem(StatusCodes.Status404NotFound);
        all.MapPatch("{dir}", ChangeAsync)
            .WithName("ChangeDirectory").WithSummary("Changes its settings, or its status: active, observe or disabled. What is left out stays. Honours If-Match.")
            .WithDescription(Meaning)
            .Produces<DirectoryResponse>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        all.MapDelete("{dir}", DeleteAsync).RequireFreshSignIn()
            .WithName("DeleteDirectory").WithSummary("Deletes it with its users, groups, tokens and log; honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private const string Meaning =
        "status: active; observe, what is pushed is stored and takes no effect until it is active (see its report); or disabled, its SCIM "
        + "calls get 403. members says what becomes of its people while it is disabled: freeze (default), all stays as it is; keep, their "
        + "seats and teams are theirs as if given by hand; deprovision, they count as inactive until it is active again. "
        + "teamPerGroup: every group that it pushes gets a team of its name. breaker: when so many people (removals), or such a share of the "
        + "directory's (percent), leave within an hour, what they lose is held until an administrator approves or discards it; {} or null "
        + "switches it off, as it is at first. profile: lenient, interop or strict. alerts: what is the matter with it, each with its kind (silent, "
        + "calls_refused, token_ending, no_token, user_flapping, changes_held), since when, the user whom it concerns and a sentence. They are "
        + "looked for every five minutes; when one begins or ends, it is a notice and webhooks tell it.";

    private static async Task<IResult> CreateAsync(
        string org, CreateDirectory body, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(body, ct)).ToHttp(made => AdminApi.Created(
            http, $"/admin/v1/organizations/{org}/directories/{made.Id}", DirectoryResponse.Of(made, address.BaseOf(http), []), made.Revision));

    private static async Task<Page<DirectoryResponse>> ListAsync(
        string org, PageRequest page, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct)
    {
        var found = await mediator.Send(new ListDirectories(page), ct);
        var start = address.BaseOf(http);
        var alerts = await mediator.Send(new GetDirectoryAlerts([.. found.Items.Select(directory => directory.Id)]), ct);
        return new([.. found.Items.Select(directory => DirectoryResponse.Of(directory, start, alerts[directory.Id]))], found.NextCursor);
    }

    private static async Task<IResult> GetAsync(
        string org, string dir, HttpContext http, PublicAddress address, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetDirectory(RouteIds.Of<DirectoryId>(dir)), ct) is { } found
            ? AdminApi.Versioned(http, DirectoryResponse.Of(found, address.BaseOf(http), await AlertsAsync(found, mediator, ct)), found.Revision)
            : Problems.NotFound("directory");

    private static async Task<IResult> ChangeAsync(
        string org, string dir, DirectoryPatch body, HttpContext http, PublicAddress address, IMediator mediator, IAccessMemory memory,
        CancellationToken ct)
    {
        var changed = await mediator.Send(
            new ChangeDirectory(RouteIds.Of<DirectoryId>(dir), body.Settings, http.Request.IfMatch()), ct);
        memory.Forget();
        var alerts = changed.Error is null ? await AlertsAsync(changed.Value, mediator, ct) : [];
        return changed.ToHttp(directory => AdminApi.Versioned(http, DirectoryResponse.Of(directory, address.BaseOf(http), alerts), directory.Revision));
    }

    private static async Task<IEnumerable<AlertView>> AlertsAsync(DirectoryView directory, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetDirectoryAlerts([directory.Id]), ct))[directory.Id];

    private static async Task<IResult> DeleteAsync(
        string org, string dir, HttpRequest request, IMediator mediator, IAccessMemory memory, CancellationToken ct)
    {
        var deleted = await mediator.Send(new DeleteDirectory(RouteIds.Of<DirectoryId>(dir), request.IfMatch()), ct);
        memory.Forget();
        return deleted.ToHttp();
    }

    private sealed record DirectoryPatch
    {
        private readonly bool _saysBreaker;

        public string? Name { get; init; }

        public string? Provider { get; init; }

        public string? Profile { get; init; }

        public string? Status { get; init; }

        public string? Members { get; init; }

        public bool? TeamPerGroup { get; init; }

        /// <summary>Null switches it off; left out, it stays.</summary>
        public BreakerSettings? Breaker
        {
            get;
            init => (field, _saysBreaker) = (value, true);
        }

        internal DirectorySettings Settings =>
            new(Name, Provider, Profile, Status, Members, TeamPerGroup, Breaker ?? (_saysBreaker ? new BreakerSettings() : null));
    }
}

/// <summary>A directory with the address that its identity provider is given, and what is the matter with it.</summary>
internal sealed record DirectoryResponse(
    DirectoryId Id, string Name, string Provider, string Profile, DirectoryStatus Status, string? Members, bool TeamPerGroup,
    BreakerSettings Breaker, bool Holding, DateTimeOffset? HoldingSince, string ScimBaseUrl, DateTimeOffset CreatedAt, IReadOnlyList<AlertView> Alerts)
{
    public static DirectoryResponse Of(DirectoryView directory, string baseAddress, IEnumerable<AlertView> open) => new(
        directory.Id, directory.Name, directory.Provider, directory.Profile, directory.Status, directory.Members, directory.TeamPerGroup,
        directory.Breaker, directory.HoldingSince is not null, directory.HoldingSince, $"{baseAddress}/scim/v2/{directory.Id}", directory.CreatedAt,
        directory.HoldingSince is { } since ? [new(AlertKinds.ChangesHeld, since, null, DirectoryAlertRules.Held), .. open] : [.. open]);
}
