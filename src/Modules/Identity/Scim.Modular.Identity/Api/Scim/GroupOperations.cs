using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>Groups: their members are rows, and a change of one is a change of one row.</summary>
internal sealed class GroupOperations(ScimCall call, ServedType type) : ResourceOperations(call, type)
{
    private const string Members = "members";

    public override int BodyBytes => Call.Limits.GroupBodyBytes;

    public override async Task<ScimAnswer> CreateAsync(ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var (document, members, notes) = Read(write.Body);
        var result = await Call.Mediator.Send(new CreateGroup(Call.Directory, Type, document, members, Call.Dialect), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : Created(await FindAsync(result.Value.Group.Id.ToString(), projection), projection.Written(document.Attributes), [.. notes, .. result.Value.Notes]);
    }

    public override async Task<ScimAnswer> ReplaceAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var groupId = ScimCall.Id<GroupId>(id, Type.Name);
        var (document, members, notes) = Read(write.Body);
        var result = await Call.Mediator.Send(new ReplaceGroup(Call.Directory, Type, groupId, document, members, Call.Dialect, write.IfMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : Answer(StatusCodes.Status200OK, await FindAsync(id, projection), projection.Written(document.Attributes), "Group replaced", [.. notes, .. result.Value.Notes]);
    }

    /// <summary>PATCH of a group answers 204: its cost stays that of the change. Who asks for attributes gets them with 200.</summary>
    public override async Task<ScimAnswer> PatchAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var groupId = ScimCall.Id<GroupId>(id, Type.Name);
        var operations = PatchRequest.Parse(write.Body, Call.PatchLimits, Call.Dialect).Operations;
        var members = CollectionPatch.Split(operations, Members, Type.Definition, Call.PatchLimits, Call.Dialect);
        var result = await Call.Mediator.Send(
            new PatchGroup(Call.Directory, Type, groupId, members, new PatchWork(members.Remaining, Call.BindingLimits, Call.Dialect), write.IfMatch), Call.Aborted);
        if (result.Error is { } error)
            throw ScimCall.Refused(error);
        return Call.AsksForAttributes
            ? Answer(StatusCodes.Status200OK, await FindAsync(id, projection), projection, "Group patched", result.Value.Notes)
            : new(StatusCodes.Status204NoContent, null, "Group patched")
            {
                ResourceId = groupId.Value, ETag = StoredResource.VersionOf(result.Value.Group.Version), Notes = result.Value.Notes,
            };
    }

    public override async Task<ScimAnswer> DeleteAsync(string id, EntityTagCondition? ifMatch)
    {
        var groupId = ScimCall.Id<GroupId>(id, Type.Name);
        var result = await Call.Mediator.Send(new DeleteGroup(Call.Directory, Type, groupId, ifMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : new(StatusCodes.Status204NoContent, null, "Group deleted") { ResourceId = groupId.Value };
    }

    private (GroupDocument Document, IReadOnlyList<string> Members, IReadOnlyList<string> Notes) Read(JsonObject body)
    {
        var bound = ResourceBinder.Bind(body, Type.Definition, Call.BindingLimits, Call.Dialect);
        var members = (bound.Attributes[Members] as JsonArray ?? [])
            .Select(member => member?["value"]?.GetValue<string>()
                ?? throw ScimException.InvalidValue("members.value: each member needs the id of a user or group."))
            .Distinct(StringComparer.Ordinal).ToArray();
        if (members.Length > Call.Limits.GroupMembers)
            throw ScimException.TooLarge($"A group has at most {Call.Limits.GroupMembers} members.");
        if (Array.Find(members, value => value.Length > Call.Limits.KeyLength) is not null)
            throw ScimException.InvalidValue($"members.value: an id has at most {Call.Limits.KeyLength} characters.");
        bound.Attributes.Remove(Members);
        return (new GroupDocument(bound.Attributes, Type.Definition), members, bound.Notes);
    }
}
