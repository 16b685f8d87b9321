using System.Text.Json.Nodes;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>A few people, and filters with whom each finds, by name in the order in which they came.</summary>
internal static class KnownFilters
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static readonly IReadOnlyList<(string Name, Func<JsonObject> Body)> People =
    [
        ("babs", () => Json($$"""
            {"userName":"bjensen@example.com","externalId":"701984","name":{"givenName":"Barbara","familyName":"O'Malley"},"displayName":"Babs Jensen","title":"Tour Guide",
             "userType":"Employee","emails":[{"value":"bjensen@example.com","type":"work","primary":true},{"value":"babs@jensen.org","type":"home"}],
             "{{Enterprise}}":{"department":"Tour Operations","manager":{"value":"26118915"} } }
            """)),
        ("intern", () => Json("""{"userName":"Jim","active":false,"userType":"Intern","emails":[{"value":"jim@example.org","type":"home"}],"ims":[{"type":"xmpp","value":"jim@foo.com"}]}""")),
        ("percent", () => Json("""{"userName":"100%_[a]\\x","title":"a;-- '\"b","nickName":"Straße"}""")),
        ("plain", () => Json("""{"userName":"100xxa x","title":"a b","nickName":"STRASSE"}""")),
        ("emoji", () => Json("""{"userName":"😀","title":"😀","nickName":"\uFFFD"}""")),
    ];

    public static readonly IReadOnlyList<(string Filter, string Expected)> Cases =
    [
        ("""userName eq "BJensen@EXAMPLE.com" """, "babs"),
        ("""name.familyName co "O'Malley" """, "babs"),
        ("""userName sw "J" """, "intern"),
        ("""urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J" """, "intern"),
        ("title pr", "babs percent plain emoji"),
        ("""meta.lastModified ge "2011-05-13T04:42:34Z" and userType pr""", "babs intern"),
        ("""meta.lastModified lt "2011-05-13T04:42:34Z" """, ""),
        ("""title pr and userType eq "Employee" """, "babs"),
        ("""title pr or userType eq "Intern" """, "babs intern percent plain emoji"),
        ($"""schemas eq "{Enterprise}" """, "babs"),
        ("""userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")""", "babs"),
        ("""userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")""", "percent plain emoji"),
        ("""userType eq "Employee" and emails[type eq "work" and value co "@example.com"]""", "babs"),
        ("""emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]""", "babs intern"),
        ("""emails[type eq "home" and value co "example.com"]""", ""),
        ("""emails.type eq "home" and emails.value co "example.com" """, "babs"),
        ("""email eq "babs@JENSEN.org" """, "babs"),
        ("""emails.value ne "babs@jensen.org" """, "babs intern percent plain emoji"),
        ("""not (emails.value eq "babs@jensen.org")""", "intern percent plain emoji"),
        ("active eq false", "intern"),
        ("active ne false", "babs percent plain emoji"),
        ("externalId eq \"701984\"", "babs"),
        ("externalId ne \"701984\"", "intern percent plain emoji"),
        ("externalId eq null", "intern percent plain emoji"),
        ("""manager eq "26118915" """, "babs"),
        ($"""{Enterprise}:department sw "tour" """, "babs"),
        ("""id eq "{babs}" """, "babs"),
        ("""id ne "{babs}" """, "intern percent plain emoji"),
        ("""id eq "nobody" """, ""),
        ("""groups.display eq "TOUR guides" """, "babs"),
        ("""groups[type eq "direct"]""", "babs"),
        ("""groups.$ref pr""", "babs"),
        ("""groups.$ref co "/Groups/" """, "babs"),
        // C06: each of these is itself, and nothing else.
        ("""userName co "%" """, "percent"),
        ("""userName co "_" """, "percent"),
        ("""userName co "[a]" """, "percent"),
        ("""userName co "\\" """, "percent"),
        ("""userName sw "100%" """, "percent"),
        ("""userName ew "_[a]\\x" """, "percent"),
        ("""userName sw "100_" """, ""),
        ("""userName sw "1%x" """, ""),
        ("""title co "'" """, "percent"),
        ("""title co "\"" """, "percent"),
        ("""title co ";--" """, "percent"),
        ("""title eq "' OR 1=1 --" """, ""),
        ("""title sw "a" """, "percent plain"),
        ("""title ew "b" """, "percent plain"),
        ("""title co "" """, "babs percent plain emoji"),
        ("""title sw "" """, "babs percent plain emoji"),
        ("""title ew "" """, "babs percent plain emoji"),
        ("""title eq "" """, ""),
        ("""nickName eq "straße" """, "percent"),
        ("""nickName eq "strasse" """, "plain"),
        // By code point the upper plane comes last; UTF-16 has it before U+FFFD.
        ("""title gt "\uFFFD" """, "emoji"),
        ("""nickName lt "😀" """, "percent plain emoji"),
        ("""userName ew "😀" """, "emoji"),
        ("""userName ew "😀😀" """, ""),
    ];

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
