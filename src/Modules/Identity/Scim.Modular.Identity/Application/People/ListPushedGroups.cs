using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>The groups that identity providers have pushed to the organization.</summary>
/// <param name="Text">Only those whose name contains this.</param>
/// <param name="Directory">Only those of this directory.</param>
/// <param name="Page">Which page.</param>
internal sealed record ListPushedGroups(string? Text, DirectoryId? Directory, PageRequest Page) : IQuery<Page<PushedGroup>>;

/// <summary>One pushed group, or null.</summary>
internal sealed record GetPushedGroup(GroupId Id) : IQuery<PushedGroup?>;

/// <summary>A pushed group as administrators see it.</summary>
internal sealed record PushedGroup(
    GroupId Id, string DisplayName, string? ExternalId, int MemberCount, DirectoryId DirectoryId, DateTimeOffset CreatedAt,
    DateTimeOffset LastModifiedAt, IReadOnlyList<MappingOfGroup> Mappings, [property: JsonIgnore] long Version);

/// <summary>A mapping that follows the group.</summary>
internal sealed record MappingOfGroup(
    Guid Id, Guid TeamId, string? TeamName, string Role, string Mode, int Priority, string? Plan, string Status);
