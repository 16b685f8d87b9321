using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class PeopleEndpoints
{
    public static void MapPeople(this RouteGroupBuilder organization)
    {
        var users = organization.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListUsersAsync)
            .WithName("ListUsers")
            .WithSummary("The users of all directories with seat and teams. q looks in userName, display name and e-mail addresses.")
            .Produces<Page<PersonView>>().ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("{user}", GetUserAsync)
            .WithName("GetUser").WithSummary("One user with groups, and with its newest 100 events as history.")
            .Produces<PersonDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("{user}/explanation", ExplainAsync)
            .WithName("ExplainUser").WithSummary("Why it is so for this user: the facts, and by module every source of a seat, a team and a role.")
            .Produces<Explanation>().ProducesProblem(StatusCodes.Status404NotFound);

        var groups = organization.MapGroup("/groups").WithTags("Groups");
        groups.MapGet("", ListGroupsAsync)
            .WithName("ListGroups").WithSummary("The groups that identity providers have pushed, with the mappings that follow them. q looks in the name.")
            .Produces<Page<PushedGroup>>().ProducesProblem(StatusCodes.Status404NotFound);
        groups.MapGet("{group}", GetGroupAsync)
            .WithName("GetGroup").WithSummary("One pushed group.")
            .Produces<PushedGroup>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Page<PersonView>> ListUsersAsync(
        string org, string? q, bool? active, string? licenseStatus, Guid? teamId, Guid? directoryId, Guid? groupId, PageRequest page,
        IMediator mediator, CancellationToken ct)
    {
        if (licenseStatus is "")
            licenseStatus = null;
        if (licenseStatus is not null && !LicenseWords.All.Contains(licenseStatus, StringComparer.Ordinal))
            throw new BadHttpRequestException($"licenseStatus: one of {string.Join(", ", LicenseWords.All)} is needed.");
        return mediator.Send(
            new ListPeople(
                RouteIds.Text(q, "q"), active, licenseStatus, teamId, DirectoryOf(directoryId), page, groupId is { } id ? new GroupId(id) : null),
            ct);
    }

    private static async Task<IResult> GetUserAsync(string org, string user, HttpContext http, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetPerson(RouteIds.Of<UserId>(user)), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("user");

    private static async Task<IResult> ExplainAsync(string org, string user, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new ExplainPerson(RouteIds.Of<UserId>(user)), ct) is { } explanation
            ? TypedResults.Ok(explanation)
            : Problems.NotFound("user");

    private static Task<Page<PushedGroup>> ListGroupsAsync(
        string org, string? q, Guid? directoryId, PageRequest page, IMediator mediator, CancellationToken ct) =>
        mediator.Send(new ListPushedGroups(RouteIds.Text(q, "q"), DirectoryOf(directoryId), page), ct);

    private static async Task<IResult> GetGroupAsync(string org, string group, HttpContext http, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetPushedGroup(RouteIds.Of<GroupId>(group)), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("group");

    private static DirectoryId? DirectoryOf(Guid? given) => given is { } id ? new DirectoryId(id) : null;
}
