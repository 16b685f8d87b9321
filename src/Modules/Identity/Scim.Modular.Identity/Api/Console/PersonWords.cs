using Scim.Modular.Identity.Application.People;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of people.</summary>
internal static class PersonWords
{
    public static string NameOf(PersonView person) => person.DisplayName ?? person.UserName;

    public static string SeatOf(LicenseView? license) => license switch
    {
        null => "none",
        { Status: LicenseWords.Assigned, WaitsFor: null } => license.Plan,
        { Status: LicenseWords.Assigned } => $"{license.Plan}, waits for {license.WaitsFor}",
        { Status: LicenseWords.Waitlisted } => $"waits for {license.WaitsFor ?? license.Plan}",
        { Status: LicenseWords.Releasing } => $"{license.Plan}, being released",
        _ => "none",
    };

    public static string ToneOf(LicenseView? license) => license?.Status switch
    {
        LicenseWords.Assigned when license.WaitsFor is null => "good",
        LicenseWords.Assigned or LicenseWords.Waitlisted or LicenseWords.Releasing => "warn",
        _ => "",
    };
}
