using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>Users: what becomes of one moves seats and memberships.</summary>
internal sealed class UserOperations(ScimCall call, ServedType type) : ResourceOperations(call, type)
{
    public override async Task<ScimAnswer> CreateAsync(ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var bound = ResourceBinder.Bind(write.Body, Type.Definition, Call.BindingLimits, Call.Dialect);
        var user = await AdmitAndCreateAsync(UserDocument.Of(bound.Attributes, Type.Definition));
        return Created(await StoredAsync(user, [], projection), projection.Written(bound.Attributes), bound.Notes);
    }

    public override async Task<ScimAnswer> ReplaceAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var userId = ScimCall.Id<UserId>(id, Type.Name);
        var bound = ResourceBinder.Bind(write.Body, Type.Definition, Call.BindingLimits, Call.Dialect);
        var result = await Call.Mediator.Send(
            new ReplaceUser(Call.Directory, Type, userId, UserDocument.Of(bound.Attributes, Type.Definition), write.IfMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : await ChangedAsync(result.Value, projection.Written(bound.Attributes), "User replaced", bound.Notes);
    }

    /// <summary>PATCH of a user answers 200 with the user: every client accepts that, and some nothing else.</summary>
    public override async Task<ScimAnswer> PatchAsync(string id, ScimWrite write)
    {
        var projection = Call.ProjectionOf(Type);
        var userId = ScimCall.Id<UserId>(id, Type.Name);
        var patch = new PatchWork(PatchRequest.Parse(write.Body, Call.PatchLimits, Call.Dialect).Operations, Call.BindingLimits, Call.Dialect);
        var result = await Call.Mediator.Send(new PatchUser(Call.Directory, Type, userId, patch, write.IfMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : await ChangedAsync(result.Value.User, projection.Written(patch.NamedOn(Type)), "User patched", result.Value.Notes);
    }

    public override async Task<ScimAnswer> DeleteAsync(string id, EntityTagCondition? ifMatch)
    {
        var userId = ScimCall.Id<UserId>(id, Type.Name);
        var result = await Call.Mediator.Send(new DeleteUser(Call.Directory, Type, userId, ifMatch), Call.Aborted);
        return result.Error is { } error
            ? throw ScimCall.Refused(error)
            : new(StatusCodes.Status204NoContent, null, "User deleted") { ResourceId = userId.Value };
    }

    // A refusal for want of a seat comes before anything is stored; a name that is taken is the better reason, so it goes first.
    private async Task<User> AdmitAndCreateAsync(UserDocument document)
    {
        var admission = document.Active == false ? null : Call.Http.RequestServices.GetService<IUserAdmission>();
        if (admission is null)
            return await CreateAsync(document, admission: null);

        var reservation = Guid.CreateVersion7();
        var answer = await admission.ReserveAsync(reservation, Call.Aborted);
        if (answer.Refusal is { } refusal)
        {
            if (await Call.Mediator.Send(new FindNamesake(Call.Directory, document), Call.Aborted) is { } taken)
                throw ScimCall.Refused(taken);
            throw new ScimException(StatusCodes.Status403Forbidden, null, refusal);
        }

        if (!answer.Reserved)
            return await CreateAsync(document, admission: null);
        try
        {
            return await CreateAsync(document, reservation);
        }
        catch
        {
            await admission.CancelAsync(reservation, CancellationToken.None);
            throw;
        }
    }

    private async Task<User> CreateAsync(UserDocument document, Guid? admission)
    {
        var result = await Call.Mediator.Send(new CreateUser(Call.Directory, Type, document, admission), Call.Aborted);
        return result.Error is { } error ? throw ScimCall.Refused(error) : result.Value;
    }

    private async Task<ScimAnswer> ChangedAsync(User user, AttributeProjection projection, string summary, IReadOnlyList<string> notes)
    {
        var groups = WantsReferences(Type, projection) ? await Call.Mediator.Send(new GetGroupsOfUser(user.Id), Call.Aborted) : [];
        return Answer(StatusCodes.Status200OK, await StoredAsync(user, groups, projection), projection, summary, notes);
    }

    // The seat is as the change has left it: the command has waited for its effects.
    private async Task<StoredResource> StoredAsync(User user, IReadOnlyList<ResourceReference> groups, AttributeProjection projection) => new(
        Type, user.Id.ToString(), user.Document, user.CreatedAt, user.LastModifiedAt, user.Version, groups)
    {
        License = WantsLicense(Type, projection) ? await Call.Mediator.Send(new GetLicenseOfUser(user.Id), Call.Aborted) : null,
    };
}
