using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Organizations;

/// <summary>An event of an organization's story that no other module needs: the audit log tells it.</summary>
internal interface IOrganizationEvent : IDomainEvent
{
    OrganizationId OrganizationId { get; }

    string IDomainEvent.Stream => $"organization:{OrganizationId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>An organization was made.</summary>
internal sealed record OrganizationCreated(OrganizationId OrganizationId, long Version, string Slug, string Name, DateTimeOffset At)
    : IOrganizationEvent;

/// <summary>An organization got another slug or name.</summary>
internal sealed record OrganizationChanged(OrganizationId OrganizationId, long Version, string Slug, string Name, DateTimeOffset At)
    : IOrganizationEvent;

/// <summary>A schema was defined, or defined anew; <paramref name="Attributes"/> are the names of its attributes.</summary>
internal sealed record SchemaDefined(
    OrganizationId OrganizationId, long Version, string Urn, IReadOnlyList<string> Attributes, DateTimeOffset At) : IOrganizationEvent;

/// <summary>A schema was deleted.</summary>
internal sealed record SchemaDeleted(OrganizationId OrganizationId, long Version, string Urn, DateTimeOffset At) : IOrganizationEvent;

/// <summary>A resource type was defined, or one that is built in was given extensions.</summary>
internal sealed record ResourceTypeDefined(
    OrganizationId OrganizationId, long Version, string Name, string? Endpoint, string? Schema, IReadOnlyList<string> Extensions,
    DateTimeOffset At) : IOrganizationEvent;

/// <summary>A resource type was deleted, or lost what the organization had given it.</summary>
internal sealed record ResourceTypeDeleted(OrganizationId OrganizationId, long Version, string Name, DateTimeOffset At) : IOrganizationEvent;
