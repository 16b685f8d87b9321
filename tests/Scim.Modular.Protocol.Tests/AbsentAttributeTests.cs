using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

// RFC 7644 §3.4.2.1: a search over several types, of which each knows its own attributes.
public sealed class AbsentAttributeTests
{
    [Theory]
    [InlineData("userName eq \"x\"", false)]
    [InlineData("userName ne \"x\"", true)]
    [InlineData("userName co \"x\"", false)]
    [InlineData("userName gt \"x\"", false)]
    [InlineData("userName eq 5", false)]
    [InlineData("userName pr", false)]
    [InlineData("userName eq null", true)]
    [InlineData("userName ne null", false)]
    [InlineData("not (userName pr)", true)]
    [InlineData("urn:x:y:nope eq true", false)]
    [InlineData("displayName.nope pr", false)]
    [InlineData("emails[type eq \"work\"]", false)]
    [InlineData("emails[not (type eq \"work\")]", false)]
    [InlineData("members[nope eq \"x\"]", false)]
    [InlineData("members[nope eq \"x\" and value pr]", false)]
    [InlineData("userName pr and displayName pr", false)]
    [InlineData("displayName pr and userName pr", false)]
    [InlineData("userName ne \"x\" or displayName pr", true)]
    [InlineData("displayName pr or userName ne \"x\"", true)]
    public void What_a_type_does_not_define_has_no_value_there(string filter, bool matches)
    {
        var bound = Bind(filter);

        Assert.Equal(new TypedConstant(matches), bound);
        Assert.Equal(matches, FilterEvaluator.Matches([], bound));
        Json.AssertRefused("invalidFilter", () => TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.GroupResourceType));
    }

    [Theory]
    [InlineData("userName pr or displayName sw \"t\"", "displayName sw \"t\"")]
    [InlineData("displayName sw \"t\" or emails co \"@\"", "displayName sw \"t\"")]
    [InlineData("userName ne \"x\" and displayName sw \"t\"", "displayName sw \"t\"")]
    [InlineData("displayName sw \"t\" and not (userName pr)", "displayName sw \"t\"")]
    [InlineData("members[nope ne \"x\"]", "members pr")]
    [InlineData("members[nope pr or value eq \"1\"]", "members[value eq \"1\"]")]
    [InlineData("displayName pr and id pr", "displayName pr and id pr")]
    public void The_rest_of_the_filter_stays(string filter, string same) =>
        Assert.Equal(TypedFilter.Bind(FilterParser.Parse(same), CoreSchemas.GroupResourceType), Bind(filter));

    [Theory]
    [InlineData("userName gt null")]
    [InlineData("userName pr and displayName eq 5")]
    [InlineData("userName ne \"x\" or members.value gt true")]
    [InlineData("meta eq \"x\"")]
    [InlineData("displayName[value pr]")]
    public void Everything_else_is_as_wrong_as_before(string filter) => Json.AssertRefused("invalidFilter", () => Bind(filter));

    [Theory]
    [InlineData("[]", false)]
    [InlineData("""[{"value":"1"}]""", true)]
    public void A_constant_is_evaluated_wherever_it_stands(string members, bool any)
    {
        var group = NormalForm.Of(new JsonObject { ["members"] = JsonNode.Parse(members) }, CoreSchemas.GroupResourceType);
        Assert.True(CoreSchemas.GroupResourceType.TryResolve(AttributePath.Parse("members"), out var attribute));

        Assert.Equal(any, FilterEvaluator.Matches(group, new TypedElement(attribute, new TypedConstant(true))));
        Assert.True(FilterEvaluator.Matches(group, new TypedNot(new TypedElement(attribute, new TypedConstant(false)))));
    }

    [Theory]
    [InlineData("userName eq \"x\"", "userName")]
    [InlineData("not (urn:a:b:c.d pr) or x gt 1", "urn:a:b:c.d x")]
    [InlineData("urn:a:b:emails[type eq \"work\" and not (value pr)] and type pr", "urn:a:b:emails urn:a:b:emails.type urn:a:b:emails.value type")]
    [InlineData("a pr and a eq 1 and A pr", "a A")]
    public void A_filter_names_attributes(string filter, string names) =>
        Assert.Equal(names, string.Join(' ', TypedFilter.Names(FilterParser.Parse(filter))));

    private static TypedFilter Bind(string filter) =>
        TypedFilter.Bind(FilterParser.Parse(filter), CoreSchemas.GroupResourceType, unknownIsAbsent: true);
}
