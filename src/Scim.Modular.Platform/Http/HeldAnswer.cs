using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Scim.Modular.Platform.Http;

/// <summary>Keeps an answer back until it is known whether, and how, it is sent.</summary>
internal sealed class HeldAnswer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    private readonly HttpContext _context;
    private readonly Stream _real;
    private MemoryStream _body = new();

    public HeldAnswer(HttpContext context)
    {
        (_context, _real) = (context, context.Response.Body);
        context.Response.Body = _body;
    }

    /// <summary>What is written from here on goes to the client.</summary>
    public void LetGo() => _context.Response.Body = _real;

    /// <summary>Sends it.</summary>
    public async Task SendAsync()
    {
        if (_body.Length == 0)
            return;
        _context.Response.ContentLength = _body.Length;
        await _real.WriteAsync(_body.GetBuffer().AsMemory(0, (int)_body.Length), _context.RequestAborted);
    }

    /// <summary>What is needed to send it again, as JSON; null: it is too large.</summary>
    public string? Keep()
    {
        var response = _context.Response;
        return _body.Length > LargestKept
            ? null
            : JsonSerializer.Serialize(new Kept(
                response.ContentType, response.Headers.Location, response.Headers.ETag, _body.Length == 0 ? null : _body.ToArray()));
    }

    /// <summary>Sends one that was kept.</summary>
    public static async Task SendAsync(HttpContext context, int status, string kept)
    {
        var answer = JsonSerializer.Deserialize<Kept>(kept)!;
        var response = context.Response;
        response.StatusCode = status;
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.ETag is not null)
            response.Headers.ETag = answer.ETag;
        if (answer.Body is not { } body)
            return;
        response.ContentType = answer.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Whether it is an object in which this property has a value.</summary>
    public bool Holds(string property) => Read()?[property] is not null;

    /// <summary>Takes the value of a property away.</summary>
    public void Blank(string property)
    {
        if (Read() is not { } answer || answer[property] is null)
            return;
        answer[property] = "";
        _body.Dispose();
        _body = new MemoryStream();
        _body.Write(JsonSerializer.SerializeToUtf8Bytes(answer));
    }

    private JsonObject? Read() => _body.Length == 0 ? null : JsonNode.Parse(_body.ToArray()) as JsonObject;

    public void Dispose() => _body.Dispose();

    private sealed record Kept(string? ContentType, string? Location, string? ETag, byte[]? Body);
}
