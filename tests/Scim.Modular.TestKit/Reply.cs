using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.TestKit;

/// <summary>An answer of the service, read to its end.</summary>
public sealed class Reply
{
    private Reply(string request, int status, string text, IReadOnlyDictionary<string, string> headers)
    {
        Request = request;
        Status = status;
        Text = text;
        Headers = headers;
    }

    public string Request { get; }

    public int Status { get; }

    public string Text { get; }

    /// <summary>Headers of the answer and of its content; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public JsonNode Json =>
        (Text.Length == 0 ? null : JsonNode.Parse(Text)) ?? throw new InvalidOperationException($"{this} has no JSON body.");

    public JsonNode? this[string path] => Json.At(path);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Itself when the status is one of these; otherwise a failure that shows the whole answer.</summary>
    public Reply Expect(params int[] statuses) =>
        statuses.Contains(Status)
            ? this
            : throw new UnexpectedReplyException($"expected {string.Join(" or ", statuses)}, but {this}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Request} → {Status}: {(Text.Length > 2000 ? Text[..2000] + "…" : Text)}");

    public static async Task<Reply> ReadAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(
            $"{request.Method} {request.RequestUri?.OriginalString}",
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            headers);
    }
}

public sealed class UnexpectedReplyException(string message) : Exception(message);
