using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.UnitTests.Identity;

/// <summary>When something is the matter with a directory, to the call and to the minute.</summary>
public sealed class DirectoryAlertRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromHours(48);
    private static readonly Directory Okta = Directory.Create(Ids.New<OrganizationId>(), "Okta", "okta", Profiles.Lenient, Now);

    private static readonly DirectoryVitals Well = new(
        Okta.OrganizationId, Okta.Id, IsEnabled: true, LastCallAt: Now, Calls: 100, Refused: 0, Tokens: 1, LiveTokens: 1, TokenEndsAt: null, AccessEndsAt: null, []);

    [Fact]
    public void Nothing_is_the_matter_with_one_that_is_well_or_new_or_disabled()
    {
        Assert.Empty(Kinds(Well));
        Assert.Empty(Kinds(Well with { LastCallAt = null, Calls = 0, Tokens = 0, LiveTokens = 0 }));
        Assert.Empty(Kinds(Well with { IsEnabled = false, LastCallAt = Now.AddDays(-9), Refused = 100, LiveTokens = 0, Flapping = [new(Ids.New<UserId>(), "Ann")] }));
    }

    [Theory]
    [InlineData(47 * 60 + 59, false)]
    [InlineData(48 * 60, true)]
    public void It_is_silent_after_the_time_that_is_set(int minutes, bool told) =>
        Assert.Equal(told, Kinds(Well with { LastCallAt = Now.AddMinutes(-minutes) }).Contains("silent"));

    [Theory]
    [InlineData(19, 19, false, false)]      // too few to tell
    [InlineData(20, 5, false, true)]
    [InlineData(20, 4, false, false)]
    [InlineData(100, 24, false, false)]
    [InlineData(100, 25, false, true)]
    [InlineData(100, 20, true, true)]       // what was told is over only well below that
    [InlineData(100, 19, true, false)]
    [InlineData(19, 19, true, false)]
    public void Refused_calls_are_told_from_a_quarter_and_until_a_fifth(int calls, int refused, bool wasTold, bool told)
    {
        var before = wasTold ? Raised(Well with { Calls = 20, Refused = 20 }) : [];
        Assert.Equal(told, DirectoryAlertRules.Of(Well with { Calls = calls, Refused = refused }, before, SilentAfter, Now).Any(found => found.Kind == "calls_refused"));
    }

    [Fact]
    public void A_token_is_told_when_it_is_the_last_one_that_ends_soon()
    {
        var soon = Now.AddDays(14);
        Assert.Equal(["token_ending"], Kinds(Well with { TokenEndsAt = soon, AccessEndsAt = soon }));
        Assert.Empty(Kinds(Well with { TokenEndsAt = soon.AddMinutes(1), AccessEndsAt = soon.AddMinutes(1) }));
        // Another one lives longer, or for ever.
        Assert.Empty(Kinds(Well with { LiveTokens = 2, TokenEndsAt = soon, AccessEndsAt = Now.AddDays(90) }));
        Assert.Empty(Kinds(Well with { LiveTokens = 2, TokenEndsAt = soon, AccessEndsAt = null }));
        Assert.Equal(["no_token"], Kinds(Well with { LiveTokens = 0 }));
    }

    [Fact]
    public void What_is_told_is_not_told_again_and_what_is_over_ends()
    {
        var silent = Well with { LastCallAt = Now.AddDays(-3) };
        var open = Raised(silent);

        Assert.Equal(("silent", ""), Compared(silent, []));
        Assert.Equal(("", ""), Compared(silent, open));
        Assert.Equal(("", "silent"), Compared(Well, open));
        Assert.Equal(("", "silent"), Compared(silent with { IsEnabled = false }, open));
        Assert.Equal("The identity provider calls again.", DirectoryAlertRules.EndOf(open[0], Well));
        Assert.Equal("The directory was disabled.", DirectoryAlertRules.EndOf(open[0], silent with { IsEnabled = false }));
    }

    [Fact]
    public void Of_two_who_flap_each_is_told_by_name()
    {
        var (ann, ben) = (new FlappingUser(Ids.New<UserId>(), "Ann"), new FlappingUser(Ids.New<UserId>(), "Ben"));
        var open = Raised(Well with { Flapping = [ann] });
        Assert.StartsWith("Ann was deactivated and activated again and again, at least 4 times within a day", open[0].Text, StringComparison.Ordinal);

        var (began, ended) = DirectoryAlertRules.Compare(Well with { Flapping = [ann, ben] }, open, SilentAfter, Now);
        Assert.Equal(ben, Assert.Single(began).User);
        Assert.Empty(ended);
    }

    [Fact]
    public void A_user_flaps_with_the_fourth_change_within_a_day()
    {
        var now = Now;
        var user = User.Create(Okta.OrganizationId, Okta.Id, Document(active: true), null, now);
        void Change(bool active, double hours) => user.Replace(Document(active), now = now.AddHours(hours));

        Change(false, 1);
        Change(true, 20);
        Change(false, 3);
        Change(false, 1);               // a repeat is no change
        Change(true, 1);                // 25 hours after the first
        Assert.Null(user.FlappedAt);
        Change(false, 1);
        Assert.Equal(now, user.FlappedAt);

        // To go and come back is the same.
        var other = User.Create(Okta.OrganizationId, Okta.Id, Document(active: true), null, Now);
        for (var round = 0; round < 2; round++)
        {
            Assert.Null(other.FlappedAt);
            other.Delete(Now.AddHours(round));
            other.Return(Document(active: true), null, Now.AddHours(round));
        }

        Assert.Equal(Now.AddHours(1), other.FlappedAt);
    }

    private static UserDocument Document(bool active) => UserDocument.Of(
        ResourceBinder.Bind(new JsonObject { ["userName"] = "ann", ["active"] = active }, CoreSchemas.UserResourceType).Attributes, CoreSchemas.UserResourceType);

    private static string[] Kinds(DirectoryVitals vitals) => [.. DirectoryAlertRules.Of(vitals, [], SilentAfter, Now).Select(found => found.Kind)];

    private static DirectoryAlert[] Raised(DirectoryVitals vitals) =>
        [.. DirectoryAlertRules.Of(vitals, [], SilentAfter, Now).Select(found => DirectoryAlert.Raise(Okta, found, Now))];

    private static (string Began, string Ended) Compared(DirectoryVitals vitals, DirectoryAlert[] open)
    {
        var (began, ended) = DirectoryAlertRules.Compare(vitals, open, SilentAfter, Now);
        return (string.Join(' ', began.Select(found => found.Kind)), string.Join(' ', ended.Select(alert => alert.Kind)));
    }
}
