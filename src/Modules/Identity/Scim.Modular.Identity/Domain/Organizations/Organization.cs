using System.Text.RegularExpressions;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Organizations;

/// <summary>A tenant.</summary>
internal sealed class Organization : AggregateRoot
{
    private Organization()
    {
    }

    public OrganizationId Id { get; private set; }

    /// <summary>Its name in addresses: lower case, unique in the installation.</summary>
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Changes with each edit; <see cref="AggregateRoot.Version"/> counts events only.</summary>
    public long Revision { get; private set; } = 1;

    public static Organization Create(OrganizationId id, string slug, string name, DateTimeOffset now)
    {
        var organization = new Organization { Id = id, Slug = slug, Name = name, CreatedAt = now };
        organization.Raise(version => new OrganizationCreated(id, version, slug, name, now));
        return organization;
    }

    public void Rename(string? slug, string? name, DateTimeOffset now)
    {
        if ((slug ?? Slug) == Slug && (name ?? Name) == Name)
            return;
        (Slug, Name) = (slug ?? Slug, name ?? Name);
        Revision++;
        Raise(version => new OrganizationChanged(Id, version, Slug, Name, now));
    }

    // What an organization has defined is part of its story: a definition that is deleted and made again would begin its own anew.

    public void SchemaWasDefined(string urn, IReadOnlyList<string> attributes, DateTimeOffset now) =>
        Raise(version => new SchemaDefined(Id, version, urn, attributes, now));

    public void SchemaWasDeleted(string urn, DateTimeOffset now) => Raise(version => new SchemaDeleted(Id, version, urn, now));

    public void ResourceTypeWasDefined(string name, string? endpoint, string? schema, IReadOnlyList<string> extensions, DateTimeOffset now) =>
        Raise(version => new ResourceTypeDefined(Id, version, name, endpoint, schema, extensions, now));

    public void ResourceTypeWasDeleted(string name, DateTimeOffset now) => Raise(version => new ResourceTypeDeleted(Id, version, name, now));

    public void Delete(DateTimeOffset now) => Raise(version => new OrganizationDeleted(Id, version, now));
}

/// <summary>An organization's name in addresses, where its id may stand as well: so one must never be taken for the other.</summary>
internal static partial class Slug
{
    public const int Length = 63;

    public const string Form =
        "lower-case letters, digits and single hyphens between them, 63 characters at most, and not in the form of an id";

    public static bool IsValid(string? text) => text is { Length: > 0 and <= Length } && Words().IsMatch(text) && !Guid.TryParse(text, out _);

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9])*\\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}

internal interface IOrganizationRepository
{
    Task<Organization?> FindAsync(OrganizationId id, CancellationToken ct);

    Task<bool> IsSlugTakenAsync(string slug, CancellationToken ct);

    void Add(Organization organization);

    /// <summary>Removes it with all that this module keeps of it.</summary>
    Task RemoveAsync(Organization organization, CancellationToken ct);
}

internal static class OrganizationErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "organization_not_found", "There is no such organization.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error SlugTaken(string slug) => new(
        ErrorKind.Conflict, "slug_taken", $"The slug '{slug}' belongs to another organization. Choose another one.");
}
