using System.Text.Json.Serialization;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>What a member may do in a team. The higher number is the higher role.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TeamRole>))]
internal enum TeamRole
{
    [JsonStringEnumMemberName("member")] Member = 1,
    [JsonStringEnumMemberName("admin")] Admin = 2,
    [JsonStringEnumMemberName("owner")] Owner = 3,
}
