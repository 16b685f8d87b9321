using System.Text.Json.Nodes;
using Scim.Modular.Identity.Api.Console;
using Scim.Modular.Identity.Application.Provisioning;

namespace Scim.Modular.UnitTests.Identity;

public sealed class ConsoleWordsTests
{
    [Fact]
    public void Who_waits_is_told_the_place_in_line_and_what_decides()
    {
        var said = Sentences("""
            {"user":{"userName":"bob","displayName":"Bob","active":true,"directory":{"name":"Okta","status":"active","holding":false},"groups":[{"displayName":"Leads","via":[{"displayName":"Eng"}]}]},
             "license":{"plan":"standard","status":"assigned","waitsFor":"enterprise","waitlistPosition":2,"active":true,"sources":[
               {"kind":"mapping","plan":"enterprise","priority":5,"groupName":"Leads","wins":true,"idle":false,"ifRemoved":{"plan":"standard","status":"assigned","waitsFor":null}},
               {"kind":"default","plan":"standard","priority":0,"wins":false,"idle":false,"ifRemoved":{"plan":null,"status":"none","waitsFor":null}}]},
             "teams":[]}
            """);

        Assert.Equal(
        [
            "Bob is active, as the directory Okta says.",
            "Bob is in the group Leads (through Eng).",
            "Bob holds a seat of the plan standard, and stands in line for enterprise, at place 2: all its seats are taken.",
            "The group Leads entitles to the plan enterprise, with priority 5. This decides.",
            "Without it, Bob would hold a seat of the plan standard.",
            "Everybody who is active is entitled to the default plan standard. Something else comes before it.",
        ], said);
    }

    [Fact]
    public void A_persons_own_page_says_what_is_held_what_is_waited_for_and_why()
    {
        var license = JsonNode.Parse("""
            {"plan":"standard","status":"assigned","waitsFor":"enterprise","waitlistPosition":2,"active":true,"sources":[
              {"kind":"mapping","plan":"enterprise","groupName":"Leads","wins":true,"idle":false},{"kind":"default","plan":"standard","wins":false,"idle":false}]}
            """)!.AsObject();
        Assert.Equal(("standard", "place 2 for enterprise", "assigned, waiting for another"), (OwnWords.PlanOf(license), OwnWords.PlaceOf(license), OwnWords.StateOf(license).Text));
        Assert.Equal(
            ["You are in the group Leads, which entitles to the plan enterprise.", "All seats of that plan are taken. You get one when it is your turn."],
            OwnWords.WhyOf(license));
        Assert.Equal((null, null, "no seat"), (OwnWords.PlanOf(null), OwnWords.PlaceOf(null), OwnWords.StateOf(null).Text));
    }

    [Fact]
    public void A_persons_own_page_shows_the_teams_that_are_and_what_counts_there()
    {
        var teams = OwnWords.TeamsOf(JsonNode.Parse("""
            [{"teamName":"Engineering","role":"admin","sources":[
               {"kind":"manual","role":"admin","live":true},{"kind":"mapping","groupName":"Eng","via":"Backend","role":"member","live":true},
               {"kind":"mapping","groupName":"All","via":null,"role":"owner","live":false}]},
             {"teamName":"Sales","role":null,"sources":[{"kind":"manual","role":"member","live":false}]}]
            """));
        var team = Assert.Single(teams);
        Assert.Equal(("Engineering", "admin"), (team.Name, team.Role));
        Assert.Equal(["admin: an administrator put you there", "member: the group Eng, through Backend"], team.From);
    }

    [Fact]
    public void A_persons_own_page_shows_each_attribute_once_by_its_SCIM_name()
    {
        var lines = OwnWords.LinesOf(JsonNode.Parse("""
            {"schemas":["x"],"userName":"ann","name":{"givenName":"Ann"},"emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x"}],"active":true,
             "addresses":[{"locality":"Oslo","type":"home"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"R&D","manager":{"value":"7"}}}
            """)!.AsObject());
        Assert.Equal(
            ["userName: ann", "name.givenName: Ann", "emails: a@x (work)", "emails: b@x", "active: true", "addresses: Oslo (home)", "department: R&D", "manager.value: 7"],
            lines.Select(line => $"{line.Name}: {line.Value}"));
    }

    [Fact]
    public void Every_source_of_a_team_says_what_would_be_left_without_it()
    {
        var said = Sentences("""
            {"user":{"userName":"ann","displayName":"Ann","active":true,"directory":{"name":"Okta","status":"active","holding":true},"groups":[]},
             "teams":[{"teamName":"Engineering","role":"admin","sources":[
               {"kind":"manual","groupName":null,"via":null,"role":"admin","live":true,"suspended":false,"held":false,"guarded":false,"ifRemoved":"member"},
               {"kind":"mapping","groupName":"Eng","via":"Backend","role":"member","live":true,"suspended":false,"held":true,"guarded":false,"ifRemoved":"admin"},
               {"kind":"mapping","groupName":"All","via":null,"role":"member","live":false,"suspended":true,"held":false,"guarded":false,"ifRemoved":"admin"}]}]}
            """);

        Assert.Contains("Many people left that directory at once, so removals wait until an administrator decides.", said);
        Assert.Contains(
            "Ann is in the team Engineering as admin, because an administrator put Ann there as admin and the group Eng (which Ann is in through Backend) brings the role member.",
            said);
        Assert.Contains("Without what the administrator gave, Ann would be in it as member.", said);
        Assert.Contains("That Ann left the group Eng waits until an administrator decides about held changes.", said);
        Assert.Contains("An exclusive mapping of the team suspends the group All.", said);
    }

    [Fact]
    public void Who_is_deactivated_is_in_no_team_though_sources_are_there()
    {
        var said = Sentences("""
            {"user":{"userName":"ann","active":false,"directory":{"name":"Okta","status":"active","holding":false},"groups":[]},
             "license":{"plan":null,"status":"none","active":false,"sources":[]},
             "teams":[{"teamName":"Engineering","role":null,"sources":[{"kind":"mapping","groupName":"Eng","role":"member","live":false}]}]}
            """);

        Assert.Contains("ann holds no seat and waits for none.", said);
        Assert.Contains("ann is not in the team Engineering now, being deactivated, though the group Eng brings the role member.", said);
    }

    [Fact]
    public void A_difference_names_attributes_and_knows_an_element_wherever_it_stands()
    {
        var lines = Difference.Of(
            """{"id":"1","active":true,"name":{"givenName":"Ann"},"emails":[{"value":"a@x","primary":true},{"value":"b@x"}],"meta":{"version":"1"}}""",
            """{"id":"1","active":false,"name":{"givenName":"Anne"},"emails":[{"value":"b@x"},{"value":"a@x","primary":true},{"value":"c@x"}],"meta":{"version":"2"}}""");

        Assert.Equal(
            [new("active", "true", "false"), new("emails[c@x].value", null, "c@x"), new("name.givenName", "Ann", "Anne")],
            lines!);
        Assert.Null(Difference.Of("""{"id":"1" … (cut: the body has 20000 bytes)""", """{"id":"1"}"""));
        Assert.Null(Difference.Of(null, """{"id":"1"}"""));
    }

    [Theory]
    [InlineData("/scim/v2/01a2025b-3755-7c76-981e-add2c6aba2e7/Users?filter=userName%20eq%20%22a%22", "/Users?filter=userName eq \"a\"")]
    [InlineData("/scim/v2/Users/1", "/Users/1")]
    public void A_call_is_shown_by_its_path_below_the_directory(string path, string shown) => Assert.Equal(shown, CallWords.PathOf(path));

    private static string[] Sentences(string explanation) =>
        [.. ExplanationWords.Of(JsonNode.Parse(explanation)!.AsObject()).SelectMany(part => part.Sentences)];
}
