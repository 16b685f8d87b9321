using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Api.Conformance;
using Scim.Modular.Identity.Application.Conformance;

namespace Scim.Modular.UnitTests.Identity;

/// <summary>What a conformance run finds wrong: answers that break a client, as their documentation and tests say.</summary>
public sealed class ExpectTests
{
    private const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";

    [Theory]
    [InlineData("""{"schemas":["LIST"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}""", null)]
    [InlineData("""{"schemas":["LIST"],"totalResults":0,"resources":[]}""", null)]
    [InlineData("""{"schemas":["LIST"],"totalResults":0}""", "Resources is no array")]
    [InlineData("""{"schemas":["LIST"],"totalResults":"0","Resources":[]}""", "totalResults is \"0\"")]
    [InlineData("""{"schemas":["LIST"],"totalResults":0,"startIndex":"1","Resources":[]}""", "startIndex is \"1\"")]
    [InlineData("""{"schemas":["LIST"],"totalResults":1,"Resources":[{"id":"1"}]}""", "There are 1 results")]
    [InlineData("""{"schemas":["LIST"],"totalResults":2,"Resources":[]}""", "totalResults says 2")]
    [InlineData("""{"totalResults":0,"Resources":[]}""", "its schemas lack")]
    [InlineData("[]", "its schemas lack")]
    [InlineData("", "its schemas lack")]
    public void An_empty_list_must_have_the_form_that_clients_read(string body, string? problem) =>
        Assert.Equal(problem is not null, Expect.List(0).ProblemOf(Reply(200, body.Replace("LIST", ListSchema, StringComparison.Ordinal)))?.Contains(problem!, StringComparison.Ordinal) ?? false);

    [Theory]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Nobody."}""", null)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":404,"detail":"Nobody."}""", "status in the body")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}""", "no detail")]
    [InlineData("""{"detail":"Nobody."}""", "no SCIM error")]
    public void A_refusal_must_be_a_SCIM_error(string body, string? problem)
    {
        var found = Expect.Refusal(404).ProblemOf(Reply(404, body));
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
        Assert.StartsWith("The answer is 500, not 404", Expect.Refusal(404).ProblemOf(Reply(500, body)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_has_an_id_of_text_and_what_was_sent_and_nothing_is_lost()
    {
        var user = Reply(200, $$"""{"meta":{"version":"2"},"schemas":["{{UserSchema}}"],"id":"7","title":"Lead","active":"true"}""");
        Assert.Null(Expect.Resource(UserSchema).ProblemOf(user));
        Assert.NotNull(Expect.Resource(UserSchema).ProblemOf(Reply(200, $$"""{"schemas":["{{UserSchema}}"],"id":7}""")));
        Assert.NotNull(Expect.Resource(UserSchema).ProblemOf(user with { Status = 201 }));
        Assert.Null(Expect.Value("Lead", "title").ProblemOf(user));
        Assert.Equal("active is \"true\", not true.", Expect.Value(true, "active").ProblemOf(user));
        Assert.NotNull(Expect.NoSecret("Lead").ProblemOf(user));
        var before = (JsonObject)JsonNode.Parse("""{"id":"7","title":"Boss","nickName":"L","meta":{"version":"1"}}""")!;
        Assert.Equal("What was not changed is not as it was: nickName.", Expect.Kept(before, "title").ProblemOf(user));
    }

    [Fact]
    public void Members_are_these_and_no_others()
    {
        var group = Reply(200, """{"members":[{"value":"1"},{"value":"2"}]}""");
        Assert.Null(Expect.Members("2", "1").ProblemOf(group));
        Assert.Equal("It has 2 members: 1 are missing, 1 should not be there.", Expect.Members("1", "3").ProblemOf(group));
        Assert.Null(Expect.Members().ProblemOf(Reply(200, "{}")));
    }

    [Fact]
    public async Task An_unexpected_status_ends_the_part_and_a_wrong_form_does_not()
    {
        using var http = new HttpClient(new Answers(
            (HttpStatusCode.OK, "text/html", "<p>Welcome</p>"), (HttpStatusCode.Forbidden, "application/scim+json", """{"detail":"Go away."}"""), (HttpStatusCode.NoContent, "", "")))
        {
            BaseAddress = new Uri("http://sandbox.invalid"),
        };
        var play = new ScimPlay(http, new("/scim/v2/1", "token"), "okta", new("application/scim+json", ClientHabits.Bearer), CancellationToken.None);

        await play.PartAsync("Users", async () =>
        {
            await play.GetAsync("First", "/Users", Expect.Status(200), Expect.List(0));
            await play.GetAsync("Second", "/Users", Expect.Status(200), Expect.List(0));
            await play.DeleteAsync("Third", "/Users/1");
        });
        await play.PartAsync("Groups", () => play.DeleteAsync("Fourth", "/Groups/1"));

        Assert.Equal(
            [("First", ExchangeOutcome.Failed), ("Second", ExchangeOutcome.Failed), ("The rest of Users", ExchangeOutcome.Skipped), ("Fourth", ExchangeOutcome.Ok)],
            play.Exchanges.Select(one => (one.Step, one.Outcome)));
        Assert.Contains("Its Content-Type is text/html, not application/scim+json.", play.Exchanges[0].Problems);
        Assert.Contains("Its body is no JSON.", play.Exchanges[0].Problems);
        Assert.Equal(["The answer is 403, not 200: Go away."], play.Exchanges[1].Problems);
    }

    private static ScimReply Reply(int status, string body) => new(status, "application/scim+json", null, body);

    private sealed class Answers(params (HttpStatusCode Status, string Type, string Body)[] answers) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, type, body) = answers[_next++];
            return Task.FromResult(new HttpResponseMessage(status)
            {
                Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, type),
            });
        }
    }
}
