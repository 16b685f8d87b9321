using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Api.Console;

/// <summary>How the console speaks of teams and mappings.</summary>
internal static class TeamWords
{
    public static readonly IReadOnlyList<(string Value, string Text)> Roles = [("member", "member"), ("admin", "admin"), ("owner", "owner")];

    public static readonly IReadOnlyList<(string Value, string Text)> Modes =
    [
        ("managed", "managed: adds, and removes whom it added"), ("additive", "additive: adds, and removes nobody"),
        ("exclusive", "exclusive: adds, and suspends everybody else"),
    ];

    public static string Of(TeamRole? role) => role is { } known ? Words.Of(known) : "not in the team";

    public static string Of(MappingMode mode) => Words.Of(mode);

    public static string Of(MappingStatus status) => Words.Of(status);

    public static string ToneOf(MappingStatus status) => status switch
    {
        MappingStatus.Bound => "good", MappingStatus.Waiting or MappingStatus.Paused => "warn", MappingStatus.Orphaned => "bad", _ => "",
    };

    public static string MeaningOf(MappingStatus status) => status switch
    {
        MappingStatus.Bound => "It follows its group.",
        MappingStatus.Waiting => "No group of this name has been pushed yet.",
        MappingStatus.Orphaned => "Its group was deleted; it binds again when that comes back.",
        MappingStatus.Paused => "Nobody is added or removed until it goes on.",
        _ => "",
    };

    public static string Of(SourceView source) => source.Kind == SourceView.Manual ? "manual" : $"mapping \"{source.GroupName}\"";

    public static string ToneOf(SourceView source) => source.Suspended || source.Held || source.Guarded ? "warn" : "";

    /// <summary>What is not as usual with a source.</summary>
    public static string? NoteOf(bool suspended, bool held, bool guarded) =>
        suspended ? "suspended by an exclusive mapping" : held ? "held by the breaker" : guarded ? "kept: the last owner" : null;

    public static string NameOf(MappingView mapping) => mapping.BoundGroupName ?? mapping.GroupName;
}
