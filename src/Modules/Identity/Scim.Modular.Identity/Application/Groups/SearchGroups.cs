using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>Groups of a directory: those that match, in the order in which they came, a page of them.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Filter">The filter, or null for all.</param>
/// <param name="Location">The address of the directory, for filters on <c>meta.location</c> and <c>$ref</c>.</param>
/// <param name="Page">Which page.</param>
/// <param name="WithMembers">Whether the answer needs the members.</param>
internal sealed record SearchGroups(DirectoryId Directory, TypedFilter? Filter, string Location, ResourcePage Page, bool WithMembers)
    : IQuery<FoundResources<StoredGroup>>;

/// <summary>One group of a directory, or null.</summary>
internal sealed record GetGroup(DirectoryId Directory, GroupId Id, bool WithMembers) : IQuery<StoredGroup?>;

/// <summary>A group as it is stored, with its members where they were asked for.</summary>
internal sealed record StoredGroup(StoredResource Resource, IReadOnlyList<MemberOfGroup> Members);

/// <summary>A member of a group.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Display">The user's displayName, or else its userName.</param>
internal sealed record MemberOfGroup(UserId Id, string Display);
