namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>Why a seat changed: fixed words, which callers may rely on.</summary>
internal static class SeatReasons
{
    public const string UserCreated = "user_created";
    public const string UserReturned = "user_returned";
    public const string UserReactivated = "user_reactivated";
    public const string UserDeactivated = "user_deactivated";
    public const string UserDeleted = "user_deleted";
    public const string UserForgotten = "user_forgotten";
    public const string DirectoryDeleted = "directory_deleted";
    public const string PlanFull = "plan_full";
    public const string PlanChanged = "plan_changed";
    public const string SeatFreed = "seat_freed";
    public const string SeatsRaised = "seats_raised";
    public const string ReservationLapsed = "reservation_lapsed";
}
