namespace Scim.Modular.Identity.Api.Console.Guides;

internal static class EntraGuide
{
    public static ProviderGuide Guide { get; } = new(
        "entra", "Microsoft Entra ID",
        [
            new("Tenant URL", ProviderGuide.BaseUrl),
            new("Authentication method", "Bearer Authentication"),
        ],
        [
            new("Connect",
            [
                "In the Microsoft Entra admin center open Enterprise apps → New application → Create your own application, and choose Integrate any other application you don't find in the gallery.",
                "Open Provisioning → New configuration. Paste the Tenant URL, and the token as Secret token.",
                "Press Test connection. Entra looks for a user that can't be there; the first tick of the console turns green.",
                "The address works with and without ?aadOptscim062020 at its end: both ways in which Entra writes changes are understood.",
            ]),
            new("Attributes",
            [
                "Attribute mapping → Provision Microsoft Entra ID Users: keep userName as the matching attribute, and active, displayName, name.givenName, name.familyName, emails[type eq \"work\"].value and externalId.",
                "Map externalId to objectId: it stays when somebody's name changes.",
                "Attribute mapping → Provision Microsoft Entra ID Groups: keep displayName, externalId and members.",
            ]),
            new("Start",
            [
                "Users and groups: assign people and groups to the app. With Sync only assigned users and groups, nobody else is sent. Groups in groups are not followed by Entra.",
                "Try one person with Provision on demand. The second tick of the console turns green.",
                "Set Provisioning Status to On and save. Entra works in rounds of about 40 minutes; whoever is removed there is deactivated here in the next round.",
                "On the page Directory sync, give each team the name of its group.",
            ]),
        ]);
}
