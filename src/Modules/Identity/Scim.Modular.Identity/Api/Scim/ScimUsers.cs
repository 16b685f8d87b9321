using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary><c>/Users</c> and <c>/Users/{id}</c>.</summary>
internal static class ScimUsers
{
    private const string Kind = "user";

    public static async Task<ScimAnswer> ListAsync(ScimCall call)
    {
        var projection = Projection(call);
        var query = ListQuery.Read(call, CoreSchemas.UserResourceType);
        var found = await query.RunAsync(filter => call.Mediator.Send(
            new SearchUsers(call.Directory, filter, call.BaseAddress, query.Page, projection.Wants("groups")), call.Aborted));
        var shown = found.Page.Select(user => ResourceJson.User(user, call.BaseAddress, projection)).ToArray();
        return new(StatusCodes.Status200OK, ResourceJson.List(shown, found.Total, query.StartIndex), $"{shown.Length} of {found.Total} users read");
    }

    public static async Task<ScimAnswer> GetAsync(ScimCall call, string id)
    {
        var projection = Projection(call);
        var userId = ScimCall.Id<UserId>(id, Kind);
        var user = await call.Mediator.Send(new GetUser(call.Directory, userId, projection.Wants("groups")), call.Aborted)
            ?? throw ScimCall.NotFound(Kind, id);
        return new(StatusCodes.Status200OK, ResourceJson.User(user, call.BaseAddress, projection), "User read") { ResourceId = userId.Value };
    }

    public static async Task<ScimAnswer> CreateAsync(ScimCall call)
    {
        var projection = Projection(call);
        var bound = ResourceBinder.Bind(await call.ReadBodyAsync(call.Limits.UserBodyBytes), CoreSchemas.UserResourceType, call.BindingLimits);
        var document = UserDocument.Of(bound.Attributes);
        var user = await AdmitAndCreateAsync(call, document);
        return Answer(call, StatusCodes.Status201Created, user, [], projection, "User created", bound.Notes) with
        {
            Location = $"{call.BaseAddress}/Users/{user.Id}",
        };
    }

    public static async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id)
    {
        var projection = Projection(call);
        var userId = ScimCall.Id<UserId>(id, Kind);
        var bound = ResourceBinder.Bind(await call.ReadBodyAsync(call.Limits.UserBodyBytes), CoreSchemas.UserResourceType, call.BindingLimits);
        var result = await call.Mediator.Send(new ReplaceUser(call.Directory, userId, UserDocument.Of(bound.Attributes)), call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : await ChangedAsync(call, result.Value, projection, "User replaced", bound.Notes);
    }

    /// <summary>PATCH of a user answers 200 with the user: every client accepts that, and some nothing else.</summary>
    public static async Task<ScimAnswer> PatchAsync(ScimCall call, string id)
    {
        var projection = Projection(call);
        var userId = ScimCall.Id<UserId>(id, Kind);
        var patch = PatchRequest.Parse(await call.ReadBodyAsync(call.Limits.UserBodyBytes), call.PatchLimits);
        var result = await call.Mediator.Send(new PatchUser(call.Directory, userId, patch.Operations, call.BindingLimits), call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : await ChangedAsync(call, result.Value.User, projection, "User patched", result.Value.Notes);
    }

    public static async Task<ScimAnswer> DeleteAsync(ScimCall call, string id)
    {
        var userId = ScimCall.Id<UserId>(id, Kind);
        var result = await call.Mediator.Send(new DeleteUser(call.Directory, userId), call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : new(StatusCodes.Status204NoContent, null, "User deleted") { ResourceId = userId.Value };
    }

    private static AttributeProjection Projection(ScimCall call) =>
        AttributeProjection.Parse(call.Parameter("attributes"), call.Parameter("excludedAttributes"), CoreSchemas.UserResourceType);

    // A refusal for want of a seat comes before anything is stored; a name that is taken is the better reason, so it goes first.
    private static async Task<User> AdmitAndCreateAsync(ScimCall call, UserDocument document)
    {
        var admission = document.Active == false ? null : call.Http.RequestServices.GetService<IUserAdmission>();
        if (admission is null)
            return await CreateAsync(call, document, admission: null);

        var reservation = Guid.CreateVersion7();
        var answer = await admission.ReserveAsync(reservation, call.Aborted);
        if (answer.Refusal is { } refusal)
        {
            if (await call.Mediator.Send(new FindNamesake(call.Directory, document), call.Aborted) is { } taken)
                throw ScimCall.Refused(taken);
            throw new ScimException(StatusCodes.Status403Forbidden, null, refusal);
        }

        if (!answer.Reserved)
            return await CreateAsync(call, document, admission: null);
        try
        {
            return await CreateAsync(call, document, reservation);
        }
        catch
        {
            await admission.CancelAsync(reservation, CancellationToken.None);
            throw;
        }
    }

    private static async Task<User> CreateAsync(ScimCall call, UserDocument document, Guid? admission)
    {
        var result = await call.Mediator.Send(new CreateUser(call.Directory, document, admission), call.Aborted);
        return result.Error is { } error ? throw ScimCall.Refused(error) : result.Value;
    }

    private static async Task<ScimAnswer> ChangedAsync(
        ScimCall call, User user, AttributeProjection projection, string summary, IReadOnlyList<string> notes)
    {
        var groups = projection.Wants("groups") ? await call.Mediator.Send(new GetGroupsOfUser(user.Id), call.Aborted) : [];
        return Answer(call, StatusCodes.Status200OK, user, groups, projection, summary, notes);
    }

    private static ScimAnswer Answer(
        ScimCall call, int status, User user, IReadOnlyList<GroupOfUser> groups, AttributeProjection projection, string summary,
        IReadOnlyList<string> notes)
    {
        var stored = new StoredResource(user.Id.Value, user.Document, user.CreatedAt, user.LastModifiedAt, user.Version);
        return new(status, ResourceJson.User(new StoredUser(stored, groups), call.BaseAddress, projection), summary)
        {
            ResourceId = user.Id.Value,
            Notes = notes,
        };
    }
}
