using System.Text.RegularExpressions;

namespace Scim.Modular.TestKit;

/// <summary>Somebody at a browser: the cookie of a session, and what browsers add to what a page of the site sends.</summary>
public sealed partial class Browser
{
    private readonly ScimService _service;

    private Browser(ScimService service, string? cookie) => (_service, Cookie) = (service, cookie);

    /// <summary>Name and value, as they are sent; null for nobody.</summary>
    public string? Cookie { get; private set; }

    public static Browser At(ScimService service, string? cookie = null) => new(service, cookie);

    /// <summary>Signs in by a link from the command line: as the owner of the installation, or as somebody who was invited.</summary>
    public static async Task<Browser> SignInAsync(ScimService service, string? administrator = null, string? organization = null)
    {
        var browser = At(service);
        (await browser.UseLinkAsync(await LinkAsync(service, administrator, organization))).Expect(303);
        return browser;
    }

    /// <summary>The code of a new link.</summary>
    public static async Task<string> LinkAsync(ScimService service, string? administrator = null, string? organization = null)
    {
        List<string> arguments = ["sign-in-link"];
        if (administrator is not null)
            arguments.AddRange(["--administrator", administrator]);
        if (organization is not null)
            arguments.AddRange(["--organization", organization]);
        var (exitCode, output) = await ScimService.RunToExitAsync(service.Options, [.. arguments]);
        return Code().Match(output) is { Success: true } found && exitCode == 0
            ? found.Groups["code"].Value
            : throw new InvalidOperationException($"No link was made: {exitCode}\n{output}");
    }

    public async Task<Reply> UseLinkAsync(string code, string? site = "same-origin")
    {
        var reply = await PostFormAsync("/sign-in/once", site, ("code", code));
        if (reply.Header("Set-Cookie") is { } set)
            Cookie = set.Split(';')[0];
        return reply;
    }

    public Task<Reply> SignOutAsync() => PostFormAsync("/sign-out", "same-origin");

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null, site: null);

    public Task<Reply> PostFormAsync(string path, string? site, params (string Name, string Value)[] fields) => SendAsync(
        HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), site);

    /// <summary>The admin API, as a page of the site calls it.</summary>
    public AdminClient Admin => AdminFrom("same-origin");

    /// <summary>The admin API, as another page calls it; null for a browser that says nothing.</summary>
    public AdminClient AdminFrom(string? site, string? origin = null)
    {
        var client = _service.Admin.WithAuthorization(null);
        if (Cookie is not null)
            client = client.With("Cookie", Cookie);
        if (site is not null)
            client = client.With("Sec-Fetch-Site", site);
        return origin is null ? client : client.With("Origin", origin);
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, string? site)
    {
        using var request = ScimClient.NewRequest(method, _service.BaseAddress + path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        if (Cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", Cookie);
        if (site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        request.Content = content;
        using var response = await _service.Http.SendAsync(request);
        return await Reply.ReadAsync(request, response);
    }

    [GeneratedRegex(@"/sign-in/once\?code=(?<code>scl_\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
