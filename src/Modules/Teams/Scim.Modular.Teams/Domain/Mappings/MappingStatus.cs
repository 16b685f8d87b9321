using System.Text.Json.Serialization;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>Where a mapping stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MappingStatus>))]
internal enum MappingStatus
{
    /// <summary>No group of its name has come yet.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting = 1,

    /// <summary>It follows one group, by the group's id.</summary>
    [JsonStringEnumMemberName("bound")] Bound = 2,

    /// <summary>Its group was deleted; it binds again when that comes back.</summary>
    [JsonStringEnumMemberName("orphaned")] Orphaned = 3,

    /// <summary>It was deleted and its sources are being taken away. Nobody sees it any more.</summary>
    [JsonStringEnumMemberName("deleted")] Deleted = 4,

    /// <summary>How a mapping is shown that an administrator paused. What it would be otherwise is kept.</summary>
    [JsonStringEnumMemberName("paused")] Paused = 5,
}

/// <summary>How a mapping treats the team's members.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MappingMode>))]
internal enum MappingMode
{
    /// <summary>Adds, and removes only what it added.</summary>
    [JsonStringEnumMemberName("managed")] Managed = 1,

    /// <summary>Adds, and never removes: who leaves the group stays.</summary>
    [JsonStringEnumMemberName("additive")] Additive = 2,

    /// <summary>Adds and removes, and while it follows its group nobody is in the team who is in none of the team's mapped groups.</summary>
    [JsonStringEnumMemberName("exclusive")] Exclusive = 3,
}
