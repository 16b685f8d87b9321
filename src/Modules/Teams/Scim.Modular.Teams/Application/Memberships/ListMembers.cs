using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>
/// Who is in a team, or who has a source and is not in it: deactivated, or suspended by an exclusive mapping. Null when there is no such
/// team.
/// </summary>
internal sealed record ListMembers(TeamId Team, bool Suspended, UserId? After, int Count) : IQuery<IReadOnlyList<MemberView>?>;

/// <summary>One member, suspended or not; null when the user has no place in the team.</summary>
internal sealed record GetMember(TeamId Team, UserId User) : IQuery<MemberView?>;

/// <param name="UserId">The user.</param>
/// <param name="UserName">As the identity provider sent it.</param>
/// <param name="DisplayName">May be missing.</param>
/// <param name="Role">The highest role of the sources.</param>
/// <param name="Active">False for a suspended member.</param>
/// <param name="Sources">Why the user is in the team.</param>
/// <param name="Version">For the <c>ETag</c>.</param>
internal sealed record MemberView(
    UserId UserId, string UserName, string? DisplayName, TeamRole Role, bool Active, IReadOnlyList<SourceView> Sources,
    [property: JsonIgnore] long Version);

/// <param name="Kind"><c>manual</c> or <c>mapping</c>.</param>
/// <param name="MappingId">The mapping.</param>
/// <param name="GroupName">The name of the group that the mapping follows.</param>
/// <param name="Role">What this source alone would give.</param>
/// <param name="Suspended">An exclusive mapping of the team suspends it.</param>
/// <param name="Held">The group has lost the user; the directory's breaker holds that until an administrator decides.</param>
/// <param name="Guarded">It would be gone, and stays because the team would lose its last owner.</param>
internal sealed record SourceView(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MappingId? MappingId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GroupName,
    TeamRole Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Suspended,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Held,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Guarded)
{
    public const string Manual = "manual";
    public const string Mapping = "mapping";

    public static SourceView Of(MembershipSource source, string? groupName, bool exclusive) => new(
        source.IsManual ? Manual : Mapping, source.IsManual ? null : source.MappingId, source.IsManual ? null : groupName, source.Role,
        MembershipRules.IsSuspended(source, exclusive), source.Stay == Stay.Held, source.Stay == Stay.Guarded);
}
