using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>Users of a directory: those that match, in the order in which they came, a page of them.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Filter">The filter, or null for all.</param>
/// <param name="Location">The address of the directory, for filters on <c>meta.location</c> and <c>$ref</c>.</param>
/// <param name="Page">Which page.</param>
/// <param name="WithGroups">Whether the answer needs the groups that they are in.</param>
internal sealed record SearchUsers(DirectoryId Directory, TypedFilter? Filter, string Location, ResourcePage Page, bool WithGroups)
    : IQuery<FoundResources<StoredUser>>;

/// <summary>One user of a directory, or null.</summary>
internal sealed record GetUser(DirectoryId Directory, UserId Id, bool WithGroups) : IQuery<StoredUser?>;

/// <summary>A user as it is stored: the document as JSON text, and what the service itself knows.</summary>
internal sealed record StoredUser(StoredResource Resource, IReadOnlyList<GroupOfUser> Groups);

/// <summary>A group that a user is in.</summary>
internal sealed record GroupOfUser(GroupId Id, string DisplayName);

/// <summary>The groups that a user is in.</summary>
internal sealed record GetGroupsOfUser(UserId Id) : IQuery<IReadOnlyList<GroupOfUser>>;

/// <summary>Why a new user with these attributes would be refused for its userName or externalId; null when it would not.</summary>
internal sealed record FindNamesake(DirectoryId Directory, UserDocument Document) : IQuery<Error?>;
