namespace Scim.Modular.Identity.Api.Console.Guides;

internal static class JumpCloudGuide
{
    public static ProviderGuide Guide { get; } = new(
        "jumpcloud", "JumpCloud",
        [
            new("SCIM Version", "SCIM 2.0"),
            new("Base URL", ProviderGuide.BaseUrl),
        ],
        [
            new("Connect",
            [
                "In the JumpCloud Admin Portal open SSO Applications, choose your application or add a custom one, and open Identity Management.",
                "Choose the API type SCIM API and the version SCIM 2.0. Paste the Base URL, and the token as Token Key.",
                "Enter a Test User Email that nobody has, and press Test Connection. JumpCloud makes a test user and a test group and deletes them: all ticks of the console may turn green for a moment.",
                "The test user's seat is free again when the test is over. It needs one seat meanwhile if the plan refuses users when it is full.",
                "Activate, and save.",
            ]),
            new("Groups that fill teams",
            [
                "Switch on Enable management of User Groups and Group Membership in this application.",
                "On the page Directory sync, give each team the name of its JumpCloud group.",
                "User Groups: tick the groups that use the application. Their members are sent, and the groups with them.",
            ]),
            new("Good to know",
            [
                "A custom application of JumpCloud sends the standard attributes only.",
                "Whoever loses the last group with the application is deactivated here, and the seat is free at once.",
            ]),
        ]);
}
