namespace Scim.Modular.Identity.Api.Console.Guides;

internal static class OneLoginGuide
{
    public static ProviderGuide Guide { get; } = new(
        "onelogin", "OneLogin",
        [
            new("SCIM Base URL", ProviderGuide.BaseUrl),
            new("SCIM JSON Template", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{$parameters.scimusername}","externalId":"{$user.id}","displayName":"{$user.display_name}","name":{"givenName":"{$user.firstname}","familyName":"{$user.lastname}"},"emails":[{"value":"{$user.email}","type":"work","primary":true}]}"""),
            new("Custom Headers", "Content-Type: application/scim+json"),
        ],
        [
            new("Connect",
            [
                "In OneLogin Administration open Applications → Add App and choose SCIM Provisioner with SAML (SCIM v2 Core), or (SCIM v2 Enterprise) for department and manager.",
                "Configuration: paste the SCIM Base URL and the SCIM JSON Template, and the token as SCIM Bearer Token. OneLogin adds the word Bearer itself.",
                "API Connection → Enable. OneLogin reads what the service can do; the first tick of the console turns green.",
                "Parameters: keep scimusername as the e-mail address or the username, and tick Include in User Provisioning for Groups.",
            ]),
            new("What happens when",
            [
                "Provisioning → Enable provisioning. Untick Require admin approval for what should go by itself.",
                "When users are deleted in OneLogin, or their app access is removed, choose Suspend or Delete: both free the seat at once. After Suspend somebody who returns is the same person with the same id.",
                "When user accounts are suspended in OneLogin, choose Suspend.",
            ]),
            new("Groups that fill teams",
            [
                "Groups come from rules: Rules → New rule → Set Groups in the app, for example from the user's role.",
                "On the page Directory sync, give each team the name of its group. A name may be typed before the group comes.",
                "Assign people by Users → Applications, or by a role that has the app. Approve what waits under Users of the app.",
            ]),
        ]);
}
