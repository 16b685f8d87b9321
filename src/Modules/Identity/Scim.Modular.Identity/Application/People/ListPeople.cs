using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>The users of the organization, of all its directories, with seat and teams.</summary>
/// <param name="Text">Only those whose userName, display name or an e-mail address contains this.</param>
/// <param name="Active">Only active ones, or only inactive ones.</param>
/// <param name="LicenseStatus">Only those with a seat in this state; see <see cref="LicenseWords"/>.</param>
/// <param name="Team">Only those in this team.</param>
/// <param name="Directory">Only those of this directory.</param>
/// <param name="Page">Which page.</param>
/// <param name="Group">Only those whom this group holds directly.</param>
internal sealed record ListPeople(
    string? Text, bool? Active, string? LicenseStatus, Guid? Team, DirectoryId? Directory, PageRequest Page, GroupId? Group = null) : IQuery<Page<PersonView>>;

/// <summary>One user of the organization with its groups and its history, or null.</summary>
internal sealed record GetPerson(UserId Id) : IQuery<PersonDetail?>;

/// <summary>A person's seat; <paramref name="WaitsFor"/> is the plan in whose line the person stands.</summary>
internal sealed record LicenseView(string Plan, string Status, string? WaitsFor);

/// <summary>A person's place in a team.</summary>
internal sealed record TeamView(Guid Id, string Name, string Role);

/// <summary>A person's place in a pushed group.</summary>
internal sealed record GroupOfPerson(GroupId Id, string DisplayName);

/// <summary>A user as administrators see it.</summary>
internal sealed record PersonView(
    UserId Id, string UserName, string? DisplayName, string? Email, bool Active, DirectoryId DirectoryId, LicenseView? License,
    IReadOnlyList<TeamView> Teams);

/// <summary>The same with all that is known.</summary>
internal sealed record PersonDetail(
    UserId Id, string UserName, string? DisplayName, string? Email, bool Active, DirectoryId DirectoryId, LicenseView? License,
    IReadOnlyList<TeamView> Teams, string? ExternalId, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt,
    IReadOnlyList<GroupOfPerson> Groups, IReadOnlyList<Effect> History, [property: JsonIgnore] long Version);
