namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>Why a seat changed: fixed words, which callers may rely on. What comes from a group has the word that its mapping's event has.</summary>
internal static class SeatReasons
{
    public const string UserCreated = "user_created";
    public const string UserReturned = "user_returned";
    public const string UserReactivated = "user_reactivated";
    public const string UserDeactivated = "user_deactivated";
    public const string UserDeleted = "user_deleted";
    public const string UserForgotten = "user_forgotten";
    public const string DirectoryDeleted = "directory_deleted";
    public const string DirectoryChanged = "directory_changed";
    public const string HeldChangesDecided = "held_changes_decided";
    public const string GrantChanged = "grant_changed";
    public const string Pinned = "pinned";
    public const string Unpinned = "unpinned";
    public const string HoldLapsed = "hold_lapsed";
    public const string DirectoryKept = "directory_kept";
    public const string PlanFull = "plan_full";
    public const string PlanChanged = "plan_changed";
    public const string SeatFreed = "seat_freed";
    public const string SeatsRaised = "seats_raised";
    public const string ReservationLapsed = "reservation_lapsed";
    public const string Reconciled = "reconciled";

    /// <summary>Reasons that serve a line under their own word: everybody else's seat was freed by somebody.</summary>
    public static string Serving(string reason) =>
        reason is PlanChanged or SeatsRaised or ReservationLapsed or Reconciled ? reason : SeatFreed;
}
