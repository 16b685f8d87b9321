namespace Scim.Modular.Oversight.Domain.Webhooks;

/// <summary>What webhooks can be told, and by which names: these stay, whatever the events are called inside.</summary>
internal static class EventCatalogue
{
    private static readonly Dictionary<string, (string Type, string Meaning)> ByEvent = new(StringComparer.Ordinal)
    {
        ["identity.UserCreated"] = ("user.created", "A user was provisioned."),
        ["identity.UserProfileChanged"] = ("user.updated", "A user's attributes changed."),
        ["identity.UserActivated"] = ("user.activated", "A user was reactivated."),
        ["identity.UserDeactivated"] = ("user.deactivated", "A user was deactivated."),
        ["identity.UserDeleted"] = ("user.deleted", "A user was deleted."),
        ["identity.UserReturned"] = ("user.returned", "A deleted user was provisioned again and has its id back."),
        ["identity.DirectoryCreated"] = ("directory.created", "A directory was made."),
        ["identity.DirectoryChanged"] = ("directory.changed", "A directory has other settings, or another status."),
        ["identity.HeldChangesDecided"] = ("directory.held_changes_decided", "An administrator decided what a breaker had held."),
        ["identity.DirectoryDeleted"] = ("directory.deleted", "A directory was deleted, with its users and groups."),
        ["licensing.SeatAssigned"] = ("seat.assigned", "A person holds a seat."),
        ["licensing.SeatWaitlisted"] = ("seat.waitlisted", "A person waits for a seat."),
        ["licensing.SeatReleasing"] = ("seat.releasing", "A person lost a seat that is kept for a quick return."),
        ["licensing.SeatReleased"] = ("seat.released", "A person holds no seat any more."),
        ["licensing.PlanCreated"] = ("plan.created", "A plan was made."),
        ["licensing.PlanChanged"] = ("plan.changed", "A plan was changed."),
        ["licensing.PlanDeleted"] = ("plan.deleted", "A plan was deleted."),
        ["teams.TeamCreated"] = ("team.created", "A team was made."),
        ["teams.TeamRenamed"] = ("team.renamed", "A team has another name."),
        ["teams.TeamDeleted"] = ("team.deleted", "A team was deleted."),
        ["teams.MemberJoined"] = ("team.member_joined", "A person is in a team."),
        ["teams.MemberRoleChanged"] = ("team.member_role_changed", "A person has another role in a team."),
        ["teams.MemberLeft"] = ("team.member_left", "A person is no longer in a team."),
        ["teams.GroupMappingCreated"] = ("mapping.created", "A group mapping was made."),
        ["teams.GroupMappingBound"] = ("mapping.bound", "A mapping's group has come."),
        ["teams.GroupMappingFollowedRename"] = ("mapping.followed_rename", "A mapping's group has another name."),
        ["teams.GroupMappingOrphaned"] = ("mapping.orphaned", "A mapping's group is gone."),
        ["teams.GroupMappingChanged"] = ("mapping.changed", "A mapping was changed, paused or let go on."),
        ["teams.GroupMappingDeleted"] = ("mapping.deleted", "A mapping was deleted."),
        ["identity.DirectoryAlertRaised"] = (Notice, NoticeMeaning),
        ["identity.DirectoryAlertResolved"] = (Notice, NoticeMeaning),
        ["licensing.PlanNoticeRaised"] = (Notice, NoticeMeaning),
        ["licensing.MassReleaseSuspected"] = (Notice, NoticeMeaning),
        ["teams.MassRemovalSuspected"] = (Notice, NoticeMeaning),
        ["oversight.WebhookEndpointDisabled"] = (Notice, NoticeMeaning),
        ["oversight.ReconcileDriftFound"] = (Notice, NoticeMeaning),
    };

    private const string Notice = "notice.raised";
    private const string NoticeMeaning = "Something that an administrator should look at; its data says what.";

    /// <summary>What a test sends. Nobody subscribes to it.</summary>
    public const string Test = "webhook.test";

    /// <summary>The types, each once, with what they mean.</summary>
    public static IReadOnlyList<(string Type, string Meaning)> All { get; } =
        [.. ByEvent.Values.Distinct().OrderBy(one => one.Type, StringComparer.Ordinal)];

    /// <summary>The events that are notices.</summary>
    public static IReadOnlyList<string> Notices { get; } = [.. ByEvent.Where(pair => pair.Value.Type == Notice).Select(pair => pair.Key)];

    /// <summary>The type under which an event goes out; null when webhooks do not tell it.</summary>
    public static string? TypeOf(string happened) => ByEvent.TryGetValue(happened, out var known) ? known.Type : null;

    /// <summary>Whether a pattern — a type, <c>seat.*</c> or <c>*</c> — covers a type.</summary>
    public static bool Covers(string pattern, string type) =>
        pattern == type || pattern == "*"
        || (pattern.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.Ordinal));

    public static bool IsPattern(string pattern) => All.Any(one => Covers(pattern, one.Type));
}
