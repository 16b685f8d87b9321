using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary><c>/Groups</c> and <c>/Groups/{id}</c>.</summary>
internal static class ScimGroups
{
    private const string Kind = "group";
    private const string Members = "members";

    public static async Task<ScimAnswer> ListAsync(ScimCall call)
    {
        var projection = Projection(call);
        var query = ListQuery.Read(call, CoreSchemas.GroupResourceType);
        var found = await query.RunAsync(filter => call.Mediator.Send(
            new SearchGroups(call.Directory, filter, call.BaseAddress, query.Page, projection.Wants(Members)), call.Aborted));
        var shown = found.Page.Select(group => ResourceJson.Group(group, call.BaseAddress, projection)).ToArray();
        return new(StatusCodes.Status200OK, ResourceJson.List(shown, found.Total, query.StartIndex), $"{shown.Length} of {found.Total} groups read");
    }

    public static Task<ScimAnswer> GetAsync(ScimCall call, string id) =>
        ShownAsync(call, ScimCall.Id<GroupId>(id, Kind), StatusCodes.Status200OK, "Group read", []);

    public static async Task<ScimAnswer> CreateAsync(ScimCall call)
    {
        var (document, members, notes) = await ReadAsync(call);
        var result = await call.Mediator.Send(new CreateGroup(call.Directory, document, members), call.Aborted);
        if (result.Error is { } error)
            throw ScimCall.Refused(error);
        var id = result.Value.Group.Id;
        return (await ShownAsync(call, id, StatusCodes.Status201Created, "Group created", [.. notes, .. result.Value.Notes])) with
        {
            Location = $"{call.BaseAddress}/Groups/{id}",
        };
    }

    public static async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id)
    {
        var groupId = ScimCall.Id<GroupId>(id, Kind);
        var (document, members, notes) = await ReadAsync(call);
        var result = await call.Mediator.Send(new ReplaceGroup(call.Directory, groupId, document, members), call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : await ShownAsync(call, groupId, StatusCodes.Status200OK, "Group replaced", [.. notes, .. result.Value.Notes]);
    }

    /// <summary>PATCH of a group answers 204: its cost stays that of the change. Who asks for attributes gets them with 200.</summary>
    public static async Task<ScimAnswer> PatchAsync(ScimCall call, string id)
    {
        var groupId = ScimCall.Id<GroupId>(id, Kind);
        var operations = PatchRequest.Parse(await call.ReadBodyAsync(call.Limits.GroupBodyBytes), call.PatchLimits).Operations;
        var patch = CollectionPatch.Split(operations, Members, CoreSchemas.GroupResourceType, call.PatchLimits);
        var result = await call.Mediator.Send(new PatchGroup(call.Directory, groupId, patch, call.BindingLimits), call.Aborted);
        if (result.Error is { } error)
            throw ScimCall.Refused(error);
        return call.Parameter("attributes") is null && call.Parameter("excludedAttributes") is null
            ? new(StatusCodes.Status204NoContent, null, "Group patched") { ResourceId = groupId.Value, Notes = result.Value.Notes }
            : await ShownAsync(call, groupId, StatusCodes.Status200OK, "Group patched", result.Value.Notes);
    }

    public static async Task<ScimAnswer> DeleteAsync(ScimCall call, string id)
    {
        var groupId = ScimCall.Id<GroupId>(id, Kind);
        var result = await call.Mediator.Send(new DeleteGroup(call.Directory, groupId), call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : new(StatusCodes.Status204NoContent, null, "Group deleted") { ResourceId = groupId.Value };
    }

    private static AttributeProjection Projection(ScimCall call) =>
        AttributeProjection.Parse(call.Parameter("attributes"), call.Parameter("excludedAttributes"), CoreSchemas.GroupResourceType);

    private static async Task<(GroupDocument Document, IReadOnlyList<string> Members, IReadOnlyList<string> Notes)> ReadAsync(ScimCall call)
    {
        var bound = ResourceBinder.Bind(await call.ReadBodyAsync(call.Limits.GroupBodyBytes), CoreSchemas.GroupResourceType, call.BindingLimits);
        var members = (bound.Attributes[Members] as JsonArray ?? [])
            .Select(member => member?["value"]?.GetValue<string>()
                ?? throw ScimException.InvalidValue("members.value: each member needs the id of a user."))
            .Distinct(StringComparer.Ordinal).ToArray();
        if (members.Length > call.Limits.GroupMembers)
            throw ScimException.TooLarge($"A group has at most {call.Limits.GroupMembers} members.");
        if (Array.Find(members, value => value.Length > call.Limits.KeyLength) is not null)
            throw ScimException.InvalidValue($"members.value: an id has at most {call.Limits.KeyLength} characters.");
        bound.Attributes.Remove(Members);
        return (new GroupDocument(bound.Attributes), members, bound.Notes);
    }

    private static async Task<ScimAnswer> ShownAsync(ScimCall call, GroupId id, int status, string summary, IReadOnlyList<string> notes)
    {
        var projection = Projection(call);
        var group = await call.Mediator.Send(new GetGroup(call.Directory, id, projection.Wants(Members)), call.Aborted)
            ?? throw ScimCall.NotFound(Kind, id.ToString());
        return new(status, ResourceJson.Group(group, call.BaseAddress, projection), summary) { ResourceId = id.Value, Notes = notes };
    }
}
