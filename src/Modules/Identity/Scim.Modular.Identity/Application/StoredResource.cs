namespace Scim.Modular.Identity.Application;

/// <summary>A resource as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Document">Its attributes as JSON text.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="LastModifiedAt">When it was last changed.</param>
/// <param name="Version">Its version.</param>
internal sealed record StoredResource(Guid Id, string Document, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Version);

/// <summary>A page by index (RFC 7644 §3.4.2.4).</summary>
/// <param name="Skip">Resources before the page.</param>
/// <param name="Take">Resources on it; 0 asks for the number alone.</param>
internal sealed record ResourcePage(int Skip, int Take);

/// <summary>A page of what was found, and how much was found in all.</summary>
internal sealed record FoundResources<T>(int Total, IReadOnlyList<T> Page);
