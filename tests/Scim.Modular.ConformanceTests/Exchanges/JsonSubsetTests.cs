namespace Scim.Modular.ConformanceTests.Exchanges;

/// <summary>A comparison that cannot fail proves nothing: each against what holds and what does not.</summary>
public sealed class JsonSubsetTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":1}""", """{"b":1}""", false)]
    [InlineData("""{"a":true}""", """{"a":false}""", false)]
    [InlineData("""{"a":"x"}""", """{"a":"X"}""", false)]
    [InlineData("""{"a":null}""", """{}""", true)]
    [InlineData("""{"a":null}""", """{"a":[]}""", false)]
    [InlineData("""{"a":"*"}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":"*"}""", """{}""", false)]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1,"c":2}}""", true)]
    [InlineData("""{"a":{"b":1}}""", """{"a":[{"b":1}]}""", false)]
    [InlineData("""{"a":[{"b":1},{"b":2}]}""", """{"a":[{"b":1,"c":1},{"b":2}]}""", true)]
    [InlineData("""{"a":[{"b":1},{"b":2}]}""", """{"a":[{"b":2},{"b":1}]}""", false)]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1},{"b":2}]}""", false)]
    [InlineData("""{"a":[]}""", """{"a":[1]}""", false)]
    [InlineData("""{"a":{"$anyOrder":[2,1]}}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":{"$anyOrder":[2,1]}}""", """{"a":[1,2,3]}""", false)]
    [InlineData("""{"a":{"$anyOrder":[2,4]}}""", """{"a":[1,2]}""", false)]
    [InlineData("""{"a":{"$contains":[2]}}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":{"$contains":[3]}}""", """{"a":[1,2]}""", false)]
    [InlineData("""{"a":{"$lacks":[3]}}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":{"$lacks":[2]}}""", """{"a":[1,2]}""", false)]
    public void An_answer_holds_what_is_expected(string expected, string actual, bool holds) =>
        Assert.Equal(holds, JsonSubset.Difference(JsonNode.Parse(expected), JsonNode.Parse(actual)) is null);

    [Fact]
    public void Every_client_of_the_folder_has_exchanges() => Assert.Equal(
        ["entra", "entra-aadOptscim062020", "google", "jumpcloud", "okta-catalogue", "okta-custom", "onelogin", "ping", "rippling"],
        ExchangeFile.All().Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
}
