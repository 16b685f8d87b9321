using System.Globalization;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Api.Console;

/// <summary>How the console speaks of plans and seats.</summary>
internal static class SeatWords
{
    public static readonly IReadOnlyList<(string Value, string Text)> Overflows =
    [
        ("waitlist", "People wait in line"), ("overage", "Seats beyond the number are given out"), ("reject", "New users are refused"),
    ];

    public static readonly IReadOnlyList<(string Value, string Text)> Statuses =
    [
        ("assigned", "assigned"), ("waitlisted", "waitlisted"), ("releasing", "releasing"), ("released", "released"),
    ];

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        [SeatReasons.UserCreated] = "the identity provider created the user",
        [SeatReasons.UserReturned] = "a deleted user was created again",
        [SeatReasons.UserReactivated] = "the user was reactivated",
        [SeatReasons.UserDeactivated] = "the user was deactivated",
        [SeatReasons.UserDeleted] = "the user was deleted",
        [SeatReasons.UserForgotten] = "the user was forgotten",
        [SeatReasons.DirectoryDeleted] = "the directory was deleted",
        [SeatReasons.DirectoryChanged] = "the directory has another status",
        [SeatReasons.DirectoryKept] = "the directory was disabled and its people kept",
        [SeatReasons.HeldChangesDecided] = "an administrator decided what the breaker held",
        [SeatReasons.GrantChanged] = "a group mapping entitles to another plan",
        [SeatReasons.Pinned] = "an administrator pinned the plan",
        [SeatReasons.Unpinned] = "an administrator took the pin off",
        [SeatReasons.HoldLapsed] = "the time was over for which the seat was kept",
        [SeatReasons.PlanFull] = "the plan is full",
        [SeatReasons.PlanChanged] = "the plan was changed",
        [SeatReasons.SeatFreed] = "a seat became free",
        [SeatReasons.SeatsRaised] = "seats were added to the plan",
        [SeatReasons.ReservationLapsed] = "a reserved seat was not taken",
        [SeatReasons.Reconciled] = "reconciliation repaired it",
        ["group_push"] = "the identity provider pushed a group",
    };

    public static string ReasonOf(string reason) => Reasons.GetValueOrDefault(reason) ?? reason.Replace('_', ' ');

    public static string SourceOf(string? source) => source switch
    {
        "manual" => "a pin", "mapping" => "a group mapping", "default" => "the default plan", _ => "nothing",
    };

    public static string ActorOf(string actor) =>
        actor.StartsWith("directory:", StringComparison.Ordinal) ? "identity provider"
        : actor.StartsWith("admin:", StringComparison.Ordinal) ? "administrator" : actor;

    public static string ToneOf(string status) => status switch { "assigned" => "good", "waitlisted" => "warn", "releasing" => "warn", _ => "" };

    public static string Of(LicenseState? state) => state switch
    {
        null => "no seat",
        { Status: "waitlisted" } => $"waits for {state.Plan}",
        { WaitsFor: { } other } => $"{state.Plan} {state.Status}, waits for {other}",
        _ => $"{state.Plan} {state.Status}",
    };

    public static string Seats(int? seats) => seats is { } some ? Number(some) : "unlimited";

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>What should be noticed of a plan: a word, and its colour.</summary>
    public static (string Text, string Tone)? StateOf(PlanView plan) =>
        plan.OverCommitted ? ("over-committed", "bad")
        : plan.Overage > 0 ? ($"{Number(plan.Overage)} overage", "warn")
        : plan.Waitlisted > 0 ? ("people wait", "warn")
        : plan.Available == 0 ? ("full", "warn") : null;
}
