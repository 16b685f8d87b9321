using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Sorting;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>Resources of a directory: those that match, in the order asked for, or else as they came; a page of them.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Types">Which types, with what to look for in each.</param>
/// <param name="Location">The address of the directory, for filters on <c>meta.location</c> and <c>$ref</c>.</param>
/// <param name="Page">Which page.</param>
internal sealed record SearchResources(DirectoryId Directory, IReadOnlyList<SearchedType> Types, string Location, ResourcePage Page)
    : IQuery<FoundResources>;

/// <summary>What to look for among the resources of one type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Filter">The filter, or null for all.</param>
/// <param name="Sort">The order; null for that in which they came, or where the type lacks the attribute.</param>
/// <param name="WithReferences">Whether the answer needs a user's groups, or a group's members.</param>
/// <param name="WithLicense">Whether the answer needs a user's seat.</param>
internal sealed record SearchedType(ServedType Type, TypedFilter? Filter, SortBy? Sort, bool WithReferences, bool WithLicense = false);

/// <summary>A page of a list.</summary>
/// <param name="Take">Most resources on it; 0 asks for the number alone.</param>
internal abstract record ResourcePage(int Take);

/// <summary>A page by index (RFC 7644 §3.4.2.4).</summary>
/// <param name="Skip">Resources before the page.</param>
/// <param name="Take">Most resources on it.</param>
internal sealed record IndexPage(int Skip, int Take) : ResourcePage(Take);

/// <summary>A page by cursor (RFC 9865): what comes behind a place, wherever that is by now.</summary>
/// <param name="After">The place of the last resource seen, or null for the first page.</param>
/// <param name="Take">Most resources on it.</param>
internal sealed record CursorPage(PlaceInList? After, int Take) : ResourcePage(Take);

/// <summary>A place in a list.</summary>
/// <param name="Type">The number of the resource's type among those searched.</param>
/// <param name="Key">What it is sorted by; null where it has no such value, or nothing is sorted by.</param>
/// <param name="Id">Its id.</param>
internal sealed record PlaceInList(int Type, NormalValue? Key, string Id);

/// <summary>A page of what was found, and how much was found in all.</summary>
/// <param name="Total">How many match.</param>
/// <param name="Page">Those on the page.</param>
/// <param name="Last">The place of the last one when others follow it; for pages by cursor.</param>
internal sealed record FoundResources(int Total, IReadOnlyList<StoredResource> Page, PlaceInList? Last);

/// <summary>One resource of a directory, or null.</summary>
internal sealed record GetResource(DirectoryId Directory, ServedType Type, string Id, bool WithReferences, bool WithLicense = false)
    : IQuery<StoredResource?>;

/// <summary>A resource as it is stored: its attributes as JSON text, and what the service itself knows.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Document">Its attributes as JSON text.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="LastModifiedAt">When it was last changed.</param>
/// <param name="Version">Its version.</param>
/// <param name="References">A user's groups, or a group's members, where they were asked for.</param>
internal sealed record StoredResource(
    ServedType Type, string Id, string Document, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Version,
    IReadOnlyList<ResourceReference> References)
{
    /// <summary>A user's seat, where it was asked for and there is or was one.</summary>
    public ShownLicense? License { get; init; }

    /// <summary>The version as clients see it: <c>meta.version</c> and <c>ETag</c>.</summary>
    public string ETag => VersionOf(Version);

    public static string VersionOf(long version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"W/\"{version}\"");
}

/// <summary>A user's seat.</summary>
/// <param name="Plan">The key of the plan that is held, waited for, or was held last.</param>
/// <param name="Status">One of the words of <c>LicenseWords</c>.</param>
/// <param name="Since">Since when, where that is known.</param>
/// <param name="WaitsFor">The plan in whose line the user stands.</param>
/// <param name="WaitlistPosition">The place in that line.</param>
internal sealed record ShownLicense(string Plan, string Status, DateTimeOffset? Since, string? WaitsFor, int? WaitlistPosition);

/// <summary>A group of a user, or a member of a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Endpoint">Where its type is served, with the slash.</param>
/// <param name="Display">Its name.</param>
/// <param name="Type"><c>direct</c> or <c>indirect</c> for a group, <c>User</c> or <c>Group</c> for a member.</param>
internal sealed record ResourceReference(Guid Id, string Endpoint, string Display, string Type);
