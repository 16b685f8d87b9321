using System.Net;
using System.Text;

namespace Scim.Modular.ConformanceTests.Okta;

/// <summary>A runner that cannot fail proves nothing: every comparison against an answer that holds and one that does not.</summary>
public sealed class OktaSpecRunnerTests
{
    [Theory]
    [InlineData("equal_number", "response_status", "", "200", "{}", true)]
    [InlineData("equal_number", "response_status", "", "201", "{}", false)]
    [InlineData("equal_number", "response_json", "total", "0", """{"total":0}""", true)]
    [InlineData("equal_number", "response_json", "total", "0", """{"total":"none"}""", false)]
    [InlineData("equal", "response_json", "a.b", "true", """{"a":{"b":true}}""", true)]
    [InlineData("equal", "response_json", "a.b", "true", """{"a":{"b":false}}""", false)]
    [InlineData("equal", "response_json", "name", "{{known}}", """{"name":"Value"}""", true)]
    [InlineData("equal", "response_json", "name", "{{known}}", """{"name":"value"}""", false)]
    [InlineData("not_empty", "response_json", "list[0].id", null, """{"list":[{"id":"x"}]}""", true)]
    [InlineData("not_empty", "response_json", "list[0].id", null, """{"list":[]}""", false)]
    [InlineData("not_empty", "response_json", "list", null, """{"list":[]}""", false)]
    [InlineData("is_a_number", "response_json", "n", null, """{"n":1}""", true)]
    [InlineData("is_a_number", "response_json", "n", null, """{"n":"1"}""", false)]
    [InlineData("has_value", "response_json", "schemas", "urn:x", """{"schemas":["urn:x"]}""", true)]
    [InlineData("has_value", "response_json", "schemas", "urn:x", """{"schemas":["urn:xy"]}""", false)]
    [InlineData("has_value", "response_json", "", "urn:x", """{"schemas":["urn:x"]}""", true)]
    [InlineData("contains", "response_json", "schemas", "urn:x", """{"schemas":["urn:xy"]}""", true)]
    [InlineData("contains", "response_json", "schemas", "urn:x", """{"schemas":[]}""", false)]
    [InlineData("is_less_than", "response_time", "", "60000", "{}", true)]
    [InlineData("is_less_than", "response_time", "", "0", "{}", false)]
    public async Task Every_comparison_tells_right_from_wrong(
        string comparison, string source, string property, string? value, string answer, bool holds)
    {
        using var http = new HttpClient(new Answering(answer));
        var runner = new OktaSpecRunner(http, new Dictionary<string, string>(StringComparer.Ordinal) { ["known"] = "Value" });

        await runner.RunAsync(JsonNodes.Of(new
        {
            steps = new[]
            {
                new
                {
                    step_type = "request",
                    skipped = false,
                    note = "own test",
                    method = "GET",
                    url = "http://127.0.0.1/Users",
                    headers = new { Accept = new[] { "application/scim+json" } },
                    assertions = new[] { new { comparison, source, property, value } },
                    variables = Array.Empty<object>(),
                    scripts = Array.Empty<string>(),
                },
            },
        }));

        Assert.Equal(1, runner.Assertions);
        Assert.Equal(holds, runner.Failures.Count == 0);
    }

    [Fact]
    public async Task A_server_that_answers_200_and_nothing_to_everything_fails_Oktas_test()
    {
        var path = RepositoryRoot.FindBeside(OktaSpecTests.SpecFile);
        if (path is null)
            Assert.Skip($"Okta's SPEC test is not beside the checkout: {OktaSpecTests.SpecFile}");
        using var http = new HttpClient(new Answering("{}"));
        var runner = new OktaSpecRunner(http, OktaSpecTests.Variables("http://127.0.0.1", "x"));

        await runner.RunAsync(JsonNode.Parse(await File.ReadAllTextAsync(path))!);

        Assert.Equal(12, runner.Requests);
        Assert.Equal(52, runner.Assertions);
        Assert.InRange(runner.Failures.Count, 40, 53);
    }

    private sealed class Answering(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, ScimClient.MediaType) });
    }
}
