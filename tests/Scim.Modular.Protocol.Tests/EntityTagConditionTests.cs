using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Protocol.Tests;

public sealed class EntityTagConditionTests
{
    private const string Version = "W/\"3\"";

    // The headers of RFC 7232 §3.1 and §3.2, with our version among the tags or not.
    [Theory]
    [InlineData(true, "*")]
    [InlineData(true, " * ")]
    [InlineData(true, "W/\"3\"")]
    [InlineData(true, "\"3\"")]
    [InlineData(false, "W/\"4\"")]
    [InlineData(false, "\"33\"")]
    [InlineData(false, "\"\"")]
    [InlineData(false, "\"w/3\"")]
    [InlineData(true, "\"xyzzy\", \"r2d2xxxx\", \"3\"")]
    [InlineData(true, "W/\"xyzzy\",W/\"r2d2xxxx\",W/\"3\"")]
    [InlineData(false, "W/\"xyzzy\", W/\"r2d2xxxx\", W/\"c3piozzzz\"")]
    [InlineData(true, ",, \"1\" ,\t,\"3\",")]
    [InlineData(false, "\"1,3\"")]
    [InlineData(true, "\"a,\\b\",\"3\"")]
    [InlineData(true, "\"é\",\"3\"")]
    [InlineData(true, "\"1\"", "\"3\"")]
    [InlineData(true, "", "\"3\"")]
    [InlineData(false, "\"1\"", "")]
    public void A_condition_names_a_version(bool matches, params string[] lines)
    {
        var condition = EntityTagCondition.Parse(lines)!;

        Assert.Equal(matches, condition.Matches(Version));
        Assert.Equal(matches, condition.Matches("\"3\""));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("W/3")]
    [InlineData("W/")]
    [InlineData("w/\"3\"")]
    [InlineData("\"3")]
    [InlineData("3\"")]
    [InlineData("\"3\" \"4\"")]
    [InlineData("\"3\"4")]
    [InlineData("\"a b\"")]
    [InlineData("\"a\u007Fb\"")]
    [InlineData("*, \"3\"")]
    [InlineData("\"3\", *")]
    [InlineData("**")]
    [InlineData("*,*")]
    [InlineData("*", "*")]
    [InlineData("")]
    [InlineData(" , ")]
    public void What_is_no_condition_is_refused(params string[] lines)
    {
        var error = Assert.Throws<ScimException>(() => EntityTagCondition.Parse(lines, "If-None-Match"));

        Assert.Equal((400, null), (error.Status, error.ScimType));
        Assert.StartsWith("If-None-Match: ", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_header_there_is_no_condition()
    {
        Assert.Null(EntityTagCondition.Parse([]));
        Assert.Null(EntityTagCondition.Parse([null]));
        Assert.True(EntityTagCondition.Parse(["*"])!.IsAny);
        Assert.False(EntityTagCondition.Parse(["\"*\""])!.IsAny);
    }
}
