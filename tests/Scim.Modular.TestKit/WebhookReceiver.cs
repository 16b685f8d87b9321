using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scim.Modular.TestKit;

/// <summary>A message as it arrived: its headers, by lower-case name, and its body.</summary>
public sealed record ReceivedMessage(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}

/// <summary>Receives webhooks on a port of its own and answers what the test says.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();
    private readonly Task _listening;

    public WebhookReceiver()
    {
        Url = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}/hooks/");
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _listening = Task.Run(ListenAsync);
    }

    public string Url { get; }

    /// <summary>The status of the next answers.</summary>
    public int Answer { get; set; } = 204;

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; set; }

    /// <summary>Runs before each answer.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<ReceivedMessage> Received => [.. _received];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or SocketException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!.ToLowerInvariant(), name => context.Request.Headers[name]!, StringComparer.Ordinal);
        _received.Enqueue(new ReceivedMessage(headers, body));
        await BeforeAnswer();
        context.Response.StatusCode = Answer;
        if (Location is { } location)
            context.Response.RedirectLocation = location;
        if (Answer != 204)
            context.Response.OutputStream.Write(Encoding.UTF8.GetBytes("answer " + new string('x', 3000)));
        context.Response.Close();
    }
}
