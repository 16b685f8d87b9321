using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Pages;

/// <summary>Reads pages of an organization's console and posts their forms, as a browser of a signed-in administrator does.</summary>
internal sealed partial class ConsoleClient(ScimService service, string organization, string authorization)
{
    // What comes of a form is said by where it leads to.
    private static readonly HttpClient Http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public async Task<Page> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, null);

    /// <summary>Posts a form of the page with what it shows, but for the given fields.</summary>
    public async Task<Page> PostAsync(Page page, string form, params (string Name, string Value)[] typed)
    {
        var fields = page.FieldsOf(form);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return await SendAsync(HttpMethod.Post, page.Path, new FormUrlEncodedContent(fields));
    }

    private async Task<Page> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"{service.BaseAddress}/console/{organization}{(path.Length == 0 ? "" : "/" + path)}") { Content = content };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        using var response = await Http.SendAsync(request);
        if ((int)response.StatusCode >= 500)
            throw new UnexpectedReplyException($"{method} {path}: {(int)response.StatusCode}. The service wrote at last:\n{service.Output[^Math.Min(service.Output.Length, 4000)..]}");
        return new(path, (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString());
    }

    internal sealed partial record Page(string Path, int Status, string Html, string? Location)
    {
        /// <summary>What a reader sees, blanks folded.</summary>
        public string Text => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

        /// <summary>What is shown in the fields of a form.</summary>
        public Dictionary<string, string> FieldsOf(string name)
        {
            var form = Forms().Matches(Html).Select(match => match.Value)
                .FirstOrDefault(text => text.Contains($"name=\"_handler\" value=\"{name}\"", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"{Path} has no form {name}: {Text}");
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match input in Inputs().Matches(form))
            {
                if (Attribute(input.Value, "name") is { } field && (!input.Value.Contains("checkbox", StringComparison.Ordinal) || input.Value.Contains(" checked", StringComparison.Ordinal)))
                    fields[field] = Attribute(input.Value, "value") ?? "";
            }

            foreach (Match select in Selects().Matches(form))
            {
                var options = Options().Matches(select.Value).Select(match => match.Value).ToArray();
                var chosen = Array.Find(options, option => option.Contains(" selected", StringComparison.Ordinal)) ?? options[0];
                fields[Attribute(select.Value, "name")!] = Attribute(chosen, "value") ?? "";
            }

            return fields;
        }

        private static string? Attribute(string tag, string name) =>
            Regex.Match(tag, $" {name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
                ? WebUtility.HtmlDecode(match.Groups[1].Value)
                : null;

        [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
        private static partial Regex Tags();

        [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
        private static partial Regex Blanks();

        [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline, 1000)]
        private static partial Regex Forms();

        [GeneratedRegex("<input[^>]*>", RegexOptions.None, 1000)]
        private static partial Regex Inputs();

        [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline, 1000)]
        private static partial Regex Selects();

        [GeneratedRegex("<option[^>]*>", RegexOptions.None, 1000)]
        private static partial Regex Options();
    }
}
