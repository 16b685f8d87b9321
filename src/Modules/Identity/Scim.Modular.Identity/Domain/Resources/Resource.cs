using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Resources;

/// <summary>A resource of a type that an organization has defined itself.</summary>
[JsonConverter(typeof(IdJsonConverter<ResourceId>))]
internal readonly record struct ResourceId(Guid Value) : IId<ResourceId>
{
    public static ResourceId From(Guid value) => new(value);

    public int CompareTo(ResourceId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// A resource that is kept and served as its schema says, and has no effect on seats and teams: an organization has defined its type.
/// </summary>
internal sealed class Resource : AggregateRoot, IOwnedByOrganization
{
    private Resource()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ResourceId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    /// <summary>The name of its resource type.</summary>
    public string Type { get; private set; } = "";

    public string? ExternalId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    /// <summary>The attributes as JSON: what GET answers from.</summary>
    public string Document { get; private set; } = "";

    /// <summary>Their folded form: what filters are run against.</summary>
    public string Search { get; private set; } = "";

    public static Resource Create(
        OrganizationId organization, DirectoryId directory, ResourceTypeDefinition type, JsonObject attributes, DateTimeOffset now)
    {
        var resource = new Resource
        {
            OrganizationId = organization, Id = Ids.New<ResourceId>(), DirectoryId = directory, Type = type.Name, CreatedAt = now,
        };
        resource.Take(type, attributes, now);
        resource.Raise(version => new ResourceCreated(resource.Id, version, directory, type.Name, now));
        return resource;
    }

    /// <summary>Takes new attributes; the same as before are no change.</summary>
    public void Replace(ResourceTypeDefinition type, JsonObject attributes, DateTimeOffset now)
    {
        if (attributes.ToJsonString() == Document)
            return;
        Take(type, attributes, now);
        Raise(version => new ResourceChanged(Id, version, DirectoryId, Type, now));
    }

    public void Delete(DateTimeOffset now) => Raise(version => new ResourceDeleted(Id, version, DirectoryId, Type, now));

    private void Take(ResourceTypeDefinition type, JsonObject attributes, DateTimeOffset now)
    {
        ExternalId = attributes["externalId"]?.GetValue<string>();
        Document = attributes.ToJsonString();
        Search = NormalForm.Of(attributes, type).ToJsonString();
        LastModifiedAt = now;
    }
}

internal interface IResourceEvent : IDomainEvent
{
    ResourceId ResourceId { get; }

    string IDomainEvent.Stream => $"resource:{ResourceId}";

    Guid? IDomainEvent.Person => null;
}

internal sealed record ResourceCreated(ResourceId ResourceId, long Version, DirectoryId DirectoryId, string Type, DateTimeOffset At) : IResourceEvent;

internal sealed record ResourceChanged(ResourceId ResourceId, long Version, DirectoryId DirectoryId, string Type, DateTimeOffset At) : IResourceEvent;

internal sealed record ResourceDeleted(ResourceId ResourceId, long Version, DirectoryId DirectoryId, string Type, DateTimeOffset At) : IResourceEvent;

internal interface IResourceRepository
{
    /// <summary>A resource of this type, locked until the unit of work ends.</summary>
    Task<Resource?> FindForChangeAsync(DirectoryId directory, string type, ResourceId id, CancellationToken ct);

    /// <summary>The resource of this type that has the externalId already.</summary>
    Task<ResourceId?> HolderOfExternalIdAsync(DirectoryId directory, string type, string externalId, CancellationToken ct);

    void Add(Resource resource);

    void Remove(Resource resource);
}

internal static class ResourceErrors
{
    public static Error NotFound(string type, ResourceId id) => new(ErrorKind.NotFound, "resource_not_found", $"There is no {type} with the id {id}.");

    public static Error ExternalIdTaken(string type, ResourceId holder) => new(
        ErrorKind.Conflict, "uniqueness", $"The externalId is taken by the {type} with the id {holder} of this directory.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "The resource is not the version that If-Match demands: read it again and repeat the change.");
}
