using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class FilterEvaluatorTests
{
    private const string Person = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"Ab1","externalId":"X1","userName":"BJensen","title":"","nickName":"Straße",
         "active":false,"name":{"givenName":"Barbara","familyName":""},"roles":[],
         "emails":[{"value":"B@Example.com","type":"work","primary":true},{"value":"b@home.org","type":"home"}],
         "phoneNumbers":[{"type":"work"}],"x509Certificates":[{"value":"AbC="}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tour","manager":{"value":"Mgr1"}},
         "meta":{"resourceType":"User","created":"2011-05-13T04:42:34.5Z","lastModified":"2011-05-13T06:42:34+02:00","version":"W/\"1\""}}
        """;

    // RFC 7644 §3.4.2.2, figure 2, on the user of RFC 7643 §8.2 and the one of §8.3.
    [Theory]
    [InlineData("""userName eq "bjensen" """, false, false)]
    [InlineData("""userName eq "BJENSEN@example.com" """, true, true)]
    [InlineData("""name.familyName co "O'Malley" """, false, false)]
    [InlineData("""userName sw "J" """, false, false)]
    [InlineData("""userName sw "B" """, true, true)]
    [InlineData("""urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J" """, false, false)]
    [InlineData("title pr", true, true)]
    [InlineData("""meta.lastModified gt "2011-05-13T04:42:34Z" """, false, false)]
    [InlineData("""meta.lastModified ge "2011-05-13T04:42:34Z" """, true, true)]
    [InlineData("""meta.lastModified lt "2011-05-13T04:42:34Z" """, false, false)]
    [InlineData("""meta.lastModified le "2011-05-13T04:42:34Z" """, true, true)]
    [InlineData("""title pr and userType eq "Employee" """, true, true)]
    [InlineData("""title pr or userType eq "Intern" """, true, true)]
    [InlineData("""schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" """, false, true)]
    [InlineData("""userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")""", true, true)]
    [InlineData("""userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")""", false, false)]
    [InlineData("""userType eq "Employee" and (emails.type eq "work")""", true, true)]
    [InlineData("""userType eq "Employee" and emails[type eq "work" and value co "@example.com"]""", true, true)]
    [InlineData("""emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]""", true, true)]
    public void The_examples_of_the_RFC_match(string filter, bool full, bool enterprise)
    {
        Assert.Equal(full, Matches(Samples.FullUser(), filter));
        Assert.Equal(enterprise, Matches(Samples.EnterpriseUser(), filter));
    }

    [Theory]
    [InlineData("""userName eq "bjensen" """, true)]
    [InlineData("""id eq "Ab1" """, true)]
    [InlineData("""id eq "ab1" """, false)]
    [InlineData("""externalId eq "x1" """, false)]
    [InlineData("""nickName eq "STRASSE" """, false)]
    [InlineData("""nickName eq "STRAẞE" """, true)]
    [InlineData("""userName eq "ＢＪＥＮＳＥＮ" """, true)]
    [InlineData("""email eq "b@EXAMPLE.com" """, true)]
    [InlineData("""emails eq "b@home.org" """, true)]
    [InlineData("""emails.value ne "b@home.org" """, true)]
    [InlineData("""not (emails.value eq "b@home.org")""", false)]
    [InlineData("""emails.type eq "home" and emails.primary eq true""", true)]
    [InlineData("""emails[type eq "home" and primary eq true]""", false)]
    [InlineData("""emails[type eq "home" and primary ne true]""", true)]
    [InlineData("""emails[type eq "home" and not (primary pr)]""", true)]
    [InlineData("""emails[type eq "work"].value eq "b@example.com" """, true)]
    [InlineData("""roles ne "x" """, true)]
    [InlineData("""roles[value ne "x"]""", false)]
    [InlineData("""phoneNumbers.value ne "x" """, true)]
    [InlineData("phoneNumbers pr", true)]
    [InlineData("phoneNumbers.value pr", false)]
    [InlineData("title pr", false)]
    [InlineData("""title ne "x" """, true)]
    [InlineData("""title eq "" """, false)]
    [InlineData("""not (title eq "x")""", true)]
    [InlineData("""title gt "" """, false)]
    [InlineData("title eq null", true)]
    [InlineData("title ne null", false)]
    [InlineData("userName ne null", true)]
    [InlineData("roles eq null", true)]
    [InlineData("emails.display eq null", true)]
    [InlineData("name pr", true)]
    [InlineData("name.familyName pr", false)]
    [InlineData("roles pr", false)]
    [InlineData("active pr", true)]
    [InlineData("active eq false", true)]
    [InlineData("""active eq "FALSE" """, true)]
    [InlineData("active ne true", true)]
    [InlineData("""department eq "tour" """, true)]
    [InlineData("""urn:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:user:Department sw "T" """, true)]
    [InlineData("""id eq "Ab1" and manager eq "Mgr1" """, true)]
    [InlineData("""manager.value eq "mgr1" """, false)]
    [InlineData("""meta.created gt "2011-05-13T04:42:34Z" """, true)]
    [InlineData("""meta.created eq "2011-05-13T06:42:34.50+02:00" """, true)]
    [InlineData("""meta.lastModified eq "2011-05-13T04:42:34.000000000Z" """, true)]
    [InlineData("""x509Certificates.value eq "AbC=" """, true)]
    [InlineData("""x509Certificates eq "abc=" """, false)]
    [InlineData("""userName gt "bj" and userName lt "bk" and userName ge "BJENSEN" and userName le "bjensen" """, true)]
    [InlineData("""userName co "%" or userName co "_" or userName sw "[" or userName ew "\\" """, false)]
    public void A_filter_matches(string filter, bool expected) => Assert.Equal(expected, Matches(Json.Object(Person), filter));

    [Theory]
    [InlineData("active gt true", "active")]
    [InlineData("active co \"t\"", "active")]
    [InlineData("active eq \"x\"", "active")]
    [InlineData("active eq 1", "active")]
    [InlineData("userName eq 5", "userName")]
    [InlineData("userName eq true", "userName")]
    [InlineData("userName gt null", "userName")]
    [InlineData("x509Certificates.value lt \"x\"", "x509Certificates.value")]
    [InlineData("x509Certificates.value sw \"x\"", "x509Certificates.value")]
    [InlineData("meta.created gt \"yesterday\"", "meta.created")]
    [InlineData("meta.created sw \"2011\"", "meta.created")]
    [InlineData("name eq \"x\"", "name")]
    [InlineData("addresses co \"x\"", "addresses")]
    [InlineData("password eq \"x\"", "password")]
    [InlineData("passwordHash pr", "passwordHash")]
    [InlineData("TenantId eq \"x\"", "TenantId")]
    [InlineData("tenant.name eq \"x\"", "tenant.name")]
    [InlineData("userName.x pr", "userName.x")]
    [InlineData("emails.nope pr", "emails.nope")]
    [InlineData("emails[nope pr]", "nope")]
    [InlineData("name[givenName pr]", "name")]
    [InlineData("urn:x:User:userName pr", "urn:x:User:userName")]
    public void A_filter_that_the_schema_does_not_support_is_refused_by_name(string filter, string name) =>
        Assert.Contains($"'{name}'", Json.AssertRefused("invalidFilter", () => Matches(Json.Object(Person), filter)).Detail, StringComparison.Ordinal);

    [Fact]
    public void A_filter_on_a_multivalued_attribute_binds_to_an_element()
    {
        var element = Assert.IsType<TypedElement>(Bind("""EMAILS.Value eq "B@X" """));
        var comparison = Assert.IsType<TypedComparison>(element.Inner);

        Assert.Equal("emails", element.Attribute.Path);
        Assert.Equal("emails.value", comparison.Attribute.Path);
        Assert.Equal(NormalValue.Of("b@x"), comparison.Value);
        Assert.IsType<TypedOr>(Bind("""emails.value ne "x" """));
        Assert.IsType<TypedElement>(Bind("emails.value pr"));
        Assert.IsType<TypedPresent>(Bind("emails pr"));
        Assert.IsType<TypedNot>(Bind("emails eq null"));
    }

    [Fact]
    public void A_simple_multivalued_attribute_compares_the_element_itself()
    {
        var element = Assert.IsType<TypedElement>(Bind("""schemas eq "URN:x" """));

        Assert.Null(Assert.IsType<TypedComparison>(element.Inner).Attribute.SubAttribute);
        Assert.Equal(NormalValue.Of("urn:x"), ((TypedComparison)element.Inner).Value);
    }

    [Fact]
    public void The_normal_form_is_canonical_folded_and_free_of_what_is_unassigned() => Json.AssertEqual("""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:user"],"userName":"bjensen","externalId":"X1","active":true,"name":{"givenName":"b"},
         "emails":[{"value":"a@x","primary":true}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"701984"},
         "meta":{"created":"2011-05-13T04:42:34.1230000Z"}}
        """, NormalForm.Of(Json.Object("""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"USERNAME":"BJensen","externalId":"X1","active":true,"title":"","nickName":null,
         "name":{"GivenName":"B","familyName":""},"roles":[],"ims":[{}],"photos":[{"value":""}],"emails":{"Value":"A@x","primary":true},"nope":1,
         "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"employeeNumber":701984,"manager":{}},
         "meta":{"created":"2011-05-13T06:42:34.123+02:00"}}
        """), CoreSchemas.UserResourceType));

    [Fact]
    public void The_normal_form_of_a_normal_form_is_itself()
    {
        var normal = NormalForm.Of(Samples.FullUser(), CoreSchemas.UserResourceType);

        Assert.True(JsonNode.DeepEquals(normal, NormalForm.Of(normal, CoreSchemas.UserResourceType)));
    }

    [Fact]
    public void A_resource_made_in_code_is_read_like_one_that_was_parsed() => Json.AssertEqual(
        """{"userName":"0190163d-8694-739b-aea5-966c26f8ad90","meta":{"created":"2011-05-13T04:42:34.0000000Z"}}""",
        NormalForm.Of(new JsonObject
        {
            ["userName"] = Guid.Parse("0190163D-8694-739B-AEA5-966C26F8AD90"),
            ["meta"] = new JsonObject { ["created"] = new DateTimeOffset(2011, 5, 13, 6, 42, 34, TimeSpan.FromHours(2)) },
        }, CoreSchemas.UserResourceType));

    // Databases keep numbers as doubles or as decimals, and must agree: 64 bits of a whole number, 15 digits of any other.
    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("10", "1E+1", true)]
    [InlineData("0", "-0", true)]
    [InlineData("0.1", "0.10", true)]
    [InlineData("9223372036854775807", "9223372036854775806", false)]
    [InlineData("0.3", "0.30000000000000004", true)]
    [InlineData("0.3", "0.300000000000001", false)]
    [InlineData("79228162514264337593543950335", "79228162514264300000000000000", true)]
    [InlineData("1e-28", "0.0000000000000000000000000001", true)]
    public void Numbers_compare_by_what_every_database_keeps_of_them(string one, string other, bool areEqual)
    {
        var weight = new AttributeDefinition { Name = "weight", Type = AttributeType.Decimal };

        Assert.Equal(areEqual, NormalValue.Of(weight, JsonNode.Parse(one))!.Equals(NormalValue.Of(weight, JsonNode.Parse(other))));
    }

    private static TypedFilter Bind(string filter) => TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.UserResourceType);

    private static bool Matches(JsonObject user, string filter) =>
        FilterEvaluator.Matches(user, FilterParser.Parse(filter), CoreSchemas.UserResourceType);
}
