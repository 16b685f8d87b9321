using System.Text;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>A request as it goes out.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Path and query, percent-encoded.</param>
/// <param name="Authorization">Whose credential it carries: a name that stands for the value.</param>
/// <param name="Headers">The other headers.</param>
/// <param name="Body">The bytes, if any.</param>
internal sealed record FuzzedRequest(string Method, string Address, Credential Authorization, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    /// <summary>What a new thing that it makes is, for the ids that others will use.</summary>
    public string? Makes { get; init; }

    public bool IsScim => Address.StartsWith("/scim", StringComparison.OrdinalIgnoreCase);

    public async Task<Reply> SendAsync(ScimService service)
    {
        using var request = ScimClient.NewRequest(new HttpMethod(Method), service.BaseAddress + Address);
        if (Authorization.Value is { } value)
            request.Headers.TryAddWithoutValidation("Authorization", value);
        if (Body is not null)
            request.Content = new ByteArrayContent(Body);
        foreach (var (name, text) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, text))
                request.Content?.Headers.TryAddWithoutValidation(name, text);
        }

        // A server that refuses a body for its size may close the connection while it is still being sent.
        request.Headers.ExpectContinue = Body is { Length: > 16_384 } ? true : null;
        using var response = await service.Http.SendAsync(request);
        return await Reply.ReadAsync(request, response);
    }

    /// <summary>As a command that repeats it, once the credential is put in.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"curl -i -X {Method} \"$BASE{Address}\"");
        if (Authorization.Value is not null)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" -H \"Authorization: ${Authorization.Name}\"");
        foreach (var (name, value) in Headers)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" -H '{name}: {value}'");
        if (Body is not null)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" --data-binary @<(base64 -d <<< {Convert.ToBase64String(Body)})  # {Readable(Body)}");
        return text.ToString();
    }

    private static string Readable(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Length <= 1500 ? text : text[..1500] + "…";
    }
}

/// <summary>The value of an Authorization header, under the name that a report shows in its place.</summary>
internal sealed record Credential(string Name, string? Value);
