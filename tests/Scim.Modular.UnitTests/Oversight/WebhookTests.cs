using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.UnitTests.Oversight;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly WebhookEndpoint _endpoint = WebhookEndpoint.Create(
        Ids.New<OrganizationId>(), Ids.New<WebhookId>(), 1, "https://hooks.example.com/", ["seat.*"], null, [1], Now);

    [Fact]
    public void A_message_is_tried_eight_times_in_about_a_day_and_then_given_up()
    {
        var message = WebhookMessage.Of(_endpoint, Guid.CreateVersion7(), "seat.assigned", "{}", Now);
        var time = Now;
        var waits = new List<TimeSpan>();
        while (message.NextAt is { } next)
        {
            waits.Add(next - time);
            time = next;
            message.Tried(new Outcome(time, TimeSpan.Zero, 500, null, null), jitter: 0, time);
        }

        Assert.Equal(["00:00:00", "00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "10:00:00"], waits.Select(wait => wait.ToString("c")));
        Assert.Equal(MessageStatus.Failed, message.Status);
        Assert.Equal(8, message.Attempts);

        message.Redeliver(time);
        message.Tried(new Outcome(time, TimeSpan.Zero, 200, null, null), jitter: 0, time);
        Assert.Equal((MessageStatus.Delivered, 9, null), (message.Status, message.Attempts, message.NextAt));
    }

    [Fact]
    public void An_endpoint_that_fails_for_a_day_without_one_success_is_disabled_and_says_so_once()
    {
        _endpoint.TakeRaised();
        _endpoint.Failed(gone: false, Now);
        _endpoint.Succeeded();
        _endpoint.Failed(gone: false, Now.AddHours(23));
        _endpoint.Failed(gone: false, Now.AddHours(46));
        Assert.True(_endpoint.IsActive);

        _endpoint.Failed(gone: false, Now.AddHours(47));
        _endpoint.Failed(gone: false, Now.AddHours(48));
        Assert.False(_endpoint.IsActive);
        Assert.Equal("failing", Assert.IsType<WebhookEndpointDisabled>(Assert.Single(_endpoint.TakeRaised())).Reason);
    }

    [Fact]
    public void An_endpoint_that_says_it_is_gone_is_disabled_at_once()
    {
        _endpoint.Failed(gone: true, Now);
        Assert.Equal(("disabled", "gone"), (_endpoint.Status, _endpoint.DisabledReason));
    }

    [Fact]
    public void The_secret_before_signs_for_a_day_but_never_for_another_receiver()
    {
        _endpoint.Rotate([2], Now);
        Assert.Equal([[2], [1]], _endpoint.SigningSecrets(Now.AddHours(23)));
        Assert.Equal([[2]], _endpoint.SigningSecrets(Now.AddHours(24)));

        _endpoint.Move("https://other.example.com/", [3], Now);
        Assert.Equal([[3]], _endpoint.SigningSecrets(Now));
    }

    [Theory]
    [InlineData("seat.*", "seat.assigned", true)]
    [InlineData("*", "seat.assigned", true)]
    [InlineData("seat.assigned", "seat.assigned", true)]
    [InlineData("seat.assigned", "seat.released", false)]
    [InlineData("team.*", "team.member_joined", true)]
    [InlineData("sea*", "seat.assigned", false)]
    public void A_pattern_is_a_type_a_family_or_everything(string pattern, string type, bool covers) =>
        Assert.Equal(covers, EventCatalogue.Covers(pattern, type));
}
