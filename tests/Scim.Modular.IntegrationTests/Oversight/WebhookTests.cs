using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Oversight.Infrastructure;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>Messages reach their receivers, signed, at least once, and nobody else.</summary>
public abstract class WebhookTests(ProvidedDatabase provided) : OversightTests(provided)
{
    [Fact]
    public async Task An_event_arrives_signed_as_Standard_Webhooks_says()
    {
        await using var receiver = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "user.created");

        var user = await place.CreateUserAsync("ada");
        await place.RenameAsync(user, "Lead");      // nobody subscribed to that
        await SealAndSendAsync();

        var message = Assert.Single(receiver.Received);
        Assert.True(IsSigned(message, webhook.Secret!));
        Assert.Equal(Clock.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), message.Headers["webhook-timestamp"]);
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal("user.created", body.Text("type"));
        Assert.Equal(user.ToString(), body.Text("data.userId"));
        Assert.Equal(place.Organization.ToString(), body.Text("data.organizationId"));
        Assert.Equal("ada", body.Text("data.user.userName"));
        var delivery = Assert.Single(await DeliveriesAsync(place, webhook.Id));
        Assert.Equal((message.Id, MessageStatus.Delivered, 204), (delivery.Id.ToString(), delivery.Status, Assert.Single(delivery.Attempts).Status));
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_under_the_same_id()
    {
        await using var receiver = new WebhookReceiver { Answer = 500 };
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "user.*");
        await place.CreateUserAsync("ada");
        await SealAndSendAsync();
        Assert.Equal(0, await SendDueAsync());      // not before its time

        Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, await SendDueAsync());
        receiver.Answer = 200;
        Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await SendDueAsync());
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await SendDueAsync());

        Assert.Equal(3, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(message => message.Id).Distinct());
        var delivery = Assert.Single(await DeliveriesAsync(place, webhook.Id));
        Assert.Equal([500, 500, 200], delivery.Attempts.Select(attempt => attempt.Status));
        Assert.Equal(1024, delivery.Attempts[0].Response!.Length);
        Assert.Null((await GetAsync(place, webhook.Id)).FailingSince);
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_a_day_is_disabled_and_hears_no_more()
    {
        await using var receiver = new WebhookReceiver { Answer = 503 };
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "user.*");
        await place.CreateUserAsync("ada");
        await SealAsync();
        for (var hour = 0; hour < 40; hour++)
        {
            await SendDueAsync();
            Clock.Advance(TimeSpan.FromHours(1));
        }

        var disabled = await GetAsync(place, webhook.Id);
        Assert.Equal(("disabled", "failing"), (disabled.Status, disabled.DisabledReason));
        var tries = receiver.Received.Count;
        await place.CreateUserAsync("ben");
        await SealAndSendAsync();
        Assert.Equal(tries, receiver.Received.Count);
        Assert.Equal(MessageStatus.Failed, Assert.Single(await DeliveriesAsync(place, webhook.Id)).Status);
        Assert.Contains("oversight.WebhookEndpointDisabled", (await EntriesAsync(place)).Select(entry => entry.Action));
        var notice = Assert.Single(await Service.SendAsync(place.Organization, new Scim.Modular.Oversight.Application.Notices.ListNotices(null, 10)));
        Assert.Equal("webhook_disabled", notice.Kind);
    }

    [Fact]
    public async Task Who_answers_410_is_disabled_at_once()
    {
        await using var receiver = new WebhookReceiver { Answer = 410 };
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "*");
        await place.CreateUserAsync("ada");
        await SealAndSendAsync();

        Assert.Equal("gone", (await GetAsync(place, webhook.Id)).DisabledReason);
        Assert.Equal("webhook_disabled", (await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id))).Error?.Code);
    }

    [Fact]
    public async Task While_a_secret_is_changed_both_sign()
    {
        await using var receiver = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "*");
        var rotated = (await Service.SendAsync(place.Organization, new RotateWebhookSecret(webhook.Id, null))).Value;
        await place.CreateUserAsync("ada");
        await SealAndSendAsync();
        var message = receiver.Received[^1];
        Assert.True(IsSigned(message, webhook.Secret!) && IsSigned(message, rotated.Secret!));

        Clock.Advance(TimeSpan.FromHours(25));
        await place.CreateUserAsync("ben");
        await SealAndSendAsync();
        message = receiver.Received[^1];
        Assert.True(!IsSigned(message, webhook.Secret!) && IsSigned(message, rotated.Secret!));
    }

    [Fact]
    public async Task Another_receiver_gets_another_secret()
    {
        await using var first = new WebhookReceiver();
        await using var second = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, first.Url, "*");

        var kept = await Service.SendAsync(place.Organization, new ChangeWebhook(webhook.Id, second.Url, null, null, null, false, null));
        Assert.Equal("webhook_needs_new_secret", kept.Error?.Code);
        var moved = (await Service.SendAsync(place.Organization, new ChangeWebhook(webhook.Id, second.Url, null, null, null, true, null))).Value;
        await place.CreateUserAsync("ada");
        await SealAndSendAsync();

        Assert.Empty(first.Received);
        Assert.All(second.Received, message => Assert.True(IsSigned(message, moved.Secret!) && !IsSigned(message, webhook.Secret!)));
        Assert.NotEmpty(second.Received);
    }

    [Fact]
    public async Task A_message_is_sent_once_more_on_demand_and_only_when_it_is_settled()
    {
        await using var receiver = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "*");
        var message = (await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id))).Value;
        var again = new RedeliverMessage(webhook.Id, message);
        Assert.Equal("delivery_pending", (await Service.SendAsync(place.Organization, again)).Error?.Code);
        await SendDueAsync();

        Assert.Null((await Service.SendAsync(place.Organization, again)).Error);
        await SendDueAsync();

        Assert.Equal([message.ToString(), message.ToString()], receiver.Received.Select(one => one.Id));
        Assert.Equal(2, Assert.Single(await DeliveriesAsync(place, webhook.Id)).Attempts.Count);
    }

    [Fact]
    public async Task Two_processes_send_each_message_once()
    {
        await using var receiver = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        await CreateAsync(place, receiver.Url, "user.*");
        for (var i = 0; i < 40; i++)
            await place.CreateUserAsync(FormattableString.Invariant($"user{i}"));
        await SealAsync();
        var processes = new[] { Service, NewProcess() };

        await Task.WhenAll(processes.Select(process => Task.Run(async () =>
        {
            while (await SendDueAsync(process) > 0)
            {
            }
        })));
        while (await SendDueAsync() > 0)
        {
        }

        Assert.Equal(40, receiver.Received.Count);
        Assert.Equal(40, receiver.Received.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_private_address_not_called()
    {
        await using var target = new WebhookReceiver();
        await using var receiver = new WebhookReceiver { Answer = 302, Location = target.Url };
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "*");
        await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id));
        await SendDueAsync();
        Assert.Equal(302, (await DeliveriesAsync(place, webhook.Id))[0].Attempts[0].Status);

        var guarded = NewProcess(("Webhooks:AllowPrivateAddresses", "false"));
        Clock.Advance(TimeSpan.FromSeconds(6));
        await SendDueAsync(guarded);

        Assert.Empty(target.Received);
        Assert.Single(receiver.Received);
        var refused = (await DeliveriesAsync(place, webhook.Id))[0].Attempts[1];
        Assert.Null(refused.Status);
        Assert.Contains("Webhooks__AllowPrivateAddresses", refused.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_sealed_by_a_key_that_is_not_in_the_database()
    {
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, "http://127.0.0.1:9/", "*");
        var secret = Convert.FromBase64String(webhook.Secret!["whsec_".Length..]);
        var stored = await Service.InAsync<OversightDbContext, byte[]>(place.Organization, db => db.Webhooks.Select(row => row.Secret).SingleAsync());
        Assert.Equal(-1, stored.AsSpan().IndexOf(secret));

        await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id));
        await SendDueAsync(NewProcess(("Webhooks:Key", Convert.ToBase64String(new byte[32]))));
        Assert.Contains("another key", Assert.Single(await DeliveriesAsync(place, webhook.Id)).Attempts[0].Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_webhooks_fit_into_an_organization()
    {
        var place = await Service.NewPlaceAsync();
        var create = new CreateWebhook("http://127.0.0.1:9/", ["*"], null);
        for (var i = 0; i < 18; i++)
            Assert.Null((await Service.SendAsync(place.Organization, create)).Error);

        var last = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Service.SendAsync(place.Organization, create))));

        Assert.Equal(["too_many_webhooks", "too_many_webhooks"], last.Where(one => one.Error is not null).Select(one => one.Error!.Code));
        Assert.Equal(20, (await Service.SendAsync(place.Organization, new ListWebhooks(null, 100))).Count);
    }

    [Fact]
    public async Task Deliveries_are_kept_for_thirty_days()
    {
        await using var receiver = new WebhookReceiver();
        var place = await Service.NewPlaceAsync();
        var webhook = await CreateAsync(place, receiver.Url, "*");
        await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id));
        await SendDueAsync();
        Clock.Advance(TimeSpan.FromDays(31));
        await Service.SendAsync(place.Organization, new TestWebhook(webhook.Id));

        await Worker<Upkeep>(Service).RunAsync(CancellationToken.None);

        Assert.Equal(MessageStatus.Pending, Assert.Single(await DeliveriesAsync(place, webhook.Id)).Status);
    }

    /// <summary>The reference: HMAC-SHA256 with the decoded secret over id, time and body, joined by dots.</summary>
    private static bool IsSigned(ReceivedMessage message, string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var signed = $"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{message.Body}";
        var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
        return message.Headers["webhook-signature"].Split(' ').Contains(expected);
    }

    private async Task<WebhookView> CreateAsync(Place place, string url, params string[] events) =>
        (await Service.SendAsync(place.Organization, new CreateWebhook(url, events, null))).Value;

    private async Task<WebhookView> GetAsync(Place place, WebhookId id) => (await Service.SendAsync(place.Organization, new GetWebhook(id)))!;

    private async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(Place place, WebhookId id) =>
        (await Service.SendAsync(place.Organization, new ListDeliveries(id, null, null, 100)))!;

    private async Task SealAndSendAsync()
    {
        await SealAsync();
        while (await SendDueAsync() > 0)
        {
        }
    }
}

public sealed class WebhookOnSqlite(SqliteDatabase database) : WebhookTests(database), IClassFixture<SqliteDatabase>;

public sealed class WebhookOnPostgreSql(PostgreSqlDatabase database) : WebhookTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class WebhookOnSqlServer(SqlServerDatabase database) : WebhookTests(database), IClassFixture<SqlServerDatabase>;
