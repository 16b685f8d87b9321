using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Scim.Modular.Host;

/// <summary>
/// A server without a network: it takes a request as an <see cref="HttpClient"/> sends it through the pipeline, and gives back what the
/// pipeline answered, whole.
/// </summary>
internal sealed class MemoryServer : HttpMessageHandler, IServer
{
    private Func<IFeatureCollection, Response, Task>? _answer;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        _answer = (features, response) => AnswerAsync(application, features, response);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _answer = null;
        return Task.CompletedTask;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = _answer ?? throw new InvalidOperationException("The server is not running.");
        using var written = new MemoryStream();
        var response = new Response(new StreamResponseBodyFeature(written));
        var features = new FeatureCollection();
        features.Set(await ReadAsync(request, cancellationToken));
        features.Set<IHttpRequestBodyDetectionFeature>(new Body(request.Content is not null));
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response.Written);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        await answer(features, response);
        return Written(request, response, written.ToArray());
    }

    private static async Task AnswerAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features, Response response)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
            await response.SendAsync();
        }
        catch (Exception thrown)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            // What was kept for the request's end uses its context.
            await response.EndAsync();
            application.DisposeContext(context, failure);
        }
    }

    private static async Task<IHttpRequestFeature> ReadAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var address = request.RequestUri!;
        var read = new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Method = request.Method.Method,
            Scheme = address.Scheme,
            Path = PathString.FromUriComponent(address).Value!,
            QueryString = address.Query,
            RawTarget = address.PathAndQuery,
        };
        read.Headers.Host = address.Authority;
        foreach (var (name, values) in request.Headers.NonValidated)
            read.Headers[name] = values.ToArray();
        if (request.Content is not { } content)
            return read;
        var bytes = await content.ReadAsByteArrayAsync(ct);
        foreach (var (name, values) in content.Headers.NonValidated)
            read.Headers[name] = values.ToArray();
        read.Headers.ContentLength = bytes.Length;
        read.Body = new MemoryStream(bytes, writable: false);
        return read;
    }

    private static HttpResponseMessage Written(HttpRequestMessage request, Response response, byte[] body)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.StatusCode) { RequestMessage = request, Content = new ByteArrayContent(body) };
        foreach (var (name, values) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                message.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return message;
    }

    private sealed record Body(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    // What is to run before the first byte runs when all of them are there: nothing has left the process before.
    private sealed class Response(StreamResponseBodyFeature body) : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Work, object State)> _starting = new();
        private readonly Stack<(Func<object, Task> Work, object State)> _completed = new();

        public StreamResponseBodyFeature Written => body;

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

        public async Task SendAsync()
        {
            await RunAsync(_starting);
            await body.CompleteAsync();
        }

        public Task EndAsync() => RunAsync(_completed);

        private static async Task RunAsync(Stack<(Func<object, Task> Work, object State)> callbacks)
        {
            while (callbacks.TryPop(out var callback))
                await callback.Work(callback.State);
        }
    }
}
