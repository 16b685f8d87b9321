namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>Why a membership changed: the fixed words on its events.</summary>
internal static class Reasons
{
    public const string Manual = "manual";
    public const string GroupPush = "group_push";
    public const string GroupDeleted = "group_deleted";
    public const string DirectoryDeleted = "directory_deleted";
    public const string MappingCreated = "mapping_created";
    public const string MappingChanged = "mapping_changed";
    public const string MappingPaused = "mapping_paused";
    public const string MappingResumed = "mapping_resumed";
    public const string PlanDeleted = "plan_deleted";
    public const string DirectoryActive = "directory_active";
    public const string DirectoryKept = "directory_kept";
    public const string DirectoryDeprovisioned = "directory_deprovisioned";
    public const string ChangesApproved = "changes_approved";
    public const string ChangesDiscarded = "changes_discarded";
    public const string Reconciled = "reconciled";
    public const string MappingDeleted = "mapping_deleted";
    public const string TeamDeleted = "team_deleted";
    public const string UserCreated = "user_created";
    public const string UserReturned = "user_returned";
    public const string UserReactivated = "user_reactivated";
    public const string UserDeactivated = "user_deactivated";
    public const string UserDeleted = "user_deleted";
    public const string UserForgotten = "user_forgotten";

    /// <summary>Whether the identity provider did it, rather than an administrator: then the breaker has a say.</summary>
    public static bool IsProviders(string reason) => reason is GroupPush or GroupDeleted;
}
