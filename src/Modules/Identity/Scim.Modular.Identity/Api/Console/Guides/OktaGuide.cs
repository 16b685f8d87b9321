namespace Scim.Modular.Identity.Api.Console.Guides;

internal static class OktaGuide
{
    public static ProviderGuide Guide { get; } = new(
        "okta", "Okta",
        [
            new("SCIM connector base URL", ProviderGuide.BaseUrl),
            new("Unique identifier field for users", "userName"),
            new("Supported provisioning actions", "Import New Users and Profile Updates, Push New Users, Push Profile Updates, Push Groups"),
            new("Authentication Mode", "HTTP Header"),
        ],
        [
            new("A SAML or OIDC app of your own",
            [
                "In the Okta admin console open Applications → Applications and choose your app, or make one with Create App Integration.",
                "General → App Settings → Edit: choose SCIM, or tick Enable SCIM provisioning, and save. The app has a Provisioning tab now.",
                "Provisioning → Integration → Edit: enter the values above. As the unique identifier, email works as well: a user is found by any address.",
                "Paste the token into Authorization and press Test Connector Configuration. Okta asks for two users; the first tick of the console turns green.",
                "Save, then To App → Edit: enable Create Users, Update User Attributes and Deactivate Users. Leave Sync Password off.",
                "Attribute Mappings: keep userName, givenName, familyName, email and displayName, each applied on Create and Update.",
                "Assignments: assign people or groups. Each person takes a seat.",
            ]),
            new("Groups that fill teams",
            [
                "Tick Push Groups and Import New Users and Profile Updates among the supported provisioning actions.",
                "On the page Directory sync, give each team the name of its Okta group. A name may be typed before the group is pushed.",
                "Assign people to the app first, then push their group under Push Groups. Okta sends only members who are assigned to the app.",
                "Use different groups for assignment and for push: Okta advises against one group for both.",
            ]),
            new("An app of Okta's catalogue",
            [
                "With SCIM 2.0 Test App (OAuth Bearer Token), enter the base URL and the token. Okta adds the word Bearer itself.",
                "With SCIM 2.0 Test App (Header Auth), the token is sent as typed. It is accepted with and without Bearer in front.",
                "Catalogue apps change users and groups by PATCH, apps of your own by PUT. Both work; nothing has to be chosen here.",
            ]),
        ]);
}
