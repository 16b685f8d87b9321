namespace Scim.Modular.Identity.Api.Console.Guides;

internal static class GenericGuide
{
    public static ProviderGuide Guide { get; } = new(
        "generic", "Another SCIM 2.0 client",
        [
            new("Base URL", ProviderGuide.BaseUrl),
            new("Authentication", "Authorization: Bearer, with the token"),
        ],
        [
            new("Connect",
            [
                "Enter the base URL and the token. The token is accepted with and without the word Bearer in front.",
                "Let the client test its connection: any call that is answered turns the first tick below green.",
                "Send userName for every user; externalId keeps a person the same when the name changes.",
                "A client that follows RFC 7644 to the letter may have the profile strict, under the settings of the directory.",
            ]),
        ]);
}
