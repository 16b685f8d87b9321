using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Sorting;

namespace Scim.Modular.Protocol.Tests;

public sealed class SortByTests
{
    private static readonly string[] Users =
    [
        """{"id":"1","userName":"b","name":{"familyName":"Öz"},"emails":[{"value":"x@a"},{"value":"C@a","primary":true}],"active":true}""",
        """{"id":"2","userName":"C","name":{"familyName":"adams"},"emails":[{"value":"b@a"},{"value":"a@a","primary":false}],"active":false}""",
        """{"id":"3","userName":"a","emails":[],"title":""}""",
        """
        {"id":"4","userName":"ab","name":{"familyName":"Zed"},"emails":[{"value":"D@a","primary":"true"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d"},"title":"t"}
        """,
    ];

    [Theory]
    [InlineData("userName", null, "3 4 1 2")]
    [InlineData("USERNAME", "Descending", "2 1 4 3")]
    [InlineData("id", "descending", "4 3 2 1")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "", "3 4 1 2")]
    [InlineData("name.familyName", "ascending", "2 4 1 3")]
    [InlineData("name.familyName", "descending", "3 1 4 2")]
    [InlineData("emails", "ascending", "2 1 4 3")]
    [InlineData("emails.value", "descending", "3 4 1 2")]
    [InlineData("email", null, "2 1 4 3")]
    [InlineData("department", null, "4 1 2 3")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "descending", "1 2 3 4")]
    [InlineData("manager", "descending", "1 2 3 4")]
    [InlineData("active", "ascending", "2 1 3 4")]
    [InlineData("title", "descending", "1 2 3 4")]
    [InlineData("meta.created", null, "1 2 3 4")]
    public void Users_are_sorted(string sortBy, string? sortOrder, string expected)
    {
        var type = CoreSchemas.UserResourceType;
        var sort = SortBy.Parse(sortBy, sortOrder, type);
        var sorted = Users.Select(user => NormalForm.Of(Json.Object(user), type))
            .OrderBy(sort.KeyOf, Comparer<NormalValue?>.Create(sort.Compare));

        Assert.Equal(expected, string.Join(' ', sorted.Select(user => (string)user["id"]!)));
    }

    [Theory]
    [InlineData("emails", "emails.value")]
    [InlineData("Email", "emails.value")]
    [InlineData("manager", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")]
    [InlineData("schemas", "schemas")]
    [InlineData(" emails.TYPE ", "emails.type")]
    public void An_attribute_means(string sortBy, string path)
    {
        var sort = SortBy.Parse(sortBy, null, CoreSchemas.UserResourceType);

        Assert.Equal((path, false), (sort.Attribute.Path, sort.Descending));
    }

    [Theory]
    [InlineData("nope", "sortBy: 'nope' is not an attribute of User.")]
    [InlineData("name.nope", "sortBy: 'name.nope' is not an attribute of User.")]
    [InlineData("userName,title", "sortBy: 'userName,title' is not an attribute of User.")]
    [InlineData("", "sortBy: '' is not an attribute of User.")]
    [InlineData("name", "sortBy: 'name' is complex; sort by one of its sub-attributes.")]
    [InlineData("addresses", "sortBy: 'addresses' is complex; sort by one of its sub-attributes.")]
    [InlineData("x509Certificates", "sortBy: 'x509Certificates.value' is binary, which has no order.")]
    public void There_is_no_order_by(string sortBy, string detail) =>
        Assert.Equal(detail, Json.AssertRefused("invalidPath", () => SortBy.Parse(sortBy, null, CoreSchemas.UserResourceType)).Detail);

    [Fact]
    public void What_is_never_returned_gives_no_order_away()
    {
        var type = CoreSchemas.UserResourceType with
        {
            Schema = CoreSchemas.User with { Attributes = [new AttributeDefinition { Name = "pin", Returned = Returned.Never }] },
        };

        Json.AssertRefused("invalidPath", () => SortBy.Parse("pin", null, type));
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("-1")]
    [InlineData("ascending,descending")]
    public void An_order_is_ascending_or_descending(string sortOrder) => Assert.Equal(
        "sortOrder: must be 'ascending' or 'descending'.",
        Json.AssertRefused(ScimTypes.InvalidValue, () => SortBy.Parse("userName", sortOrder, CoreSchemas.UserResourceType)).Detail);
}
