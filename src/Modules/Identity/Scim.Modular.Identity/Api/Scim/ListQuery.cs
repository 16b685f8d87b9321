using System.Globalization;
using System.Text;
using Scim.Modular.Identity.Application;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>What a GET on a list asks for: filter and page (RFC 7644 §3.4.2).</summary>
internal sealed class ListQuery
{
    private readonly TypedFilter? _filter;
    private readonly TypedFilter? _filterWithPlus;

    private ListQuery(TypedFilter? filter, TypedFilter? filterWithPlus, long startIndex, ResourcePage page) =>
        (_filter, _filterWithPlus, StartIndex, Page) = (filter, filterWithPlus, startIndex, page);

    /// <summary>The number of the first resource on the page, from 1.</summary>
    public long StartIndex { get; }

    public ResourcePage Page { get; }

    public static ListQuery Read(ScimCall call, ResourceTypeDefinition type)
    {
        if (call.Parameter("sortBy") is { Length: > 0 } || call.Parameter("sortOrder") is { Length: > 0 })
            throw ScimException.InvalidValue("Sorting is not supported, as /ServiceProviderConfig says: leave out sortBy and sortOrder.");

        var startIndex = Math.Max(1, Number(call, "startIndex") ?? 1);
        var count = Math.Clamp(Number(call, "count") ?? call.Limits.PageSizeDefault, 0, call.Limits.PageSize);
        var page = startIndex > call.Limits.StartIndex ? new ResourcePage(0, 0) : new ResourcePage((int)startIndex - 1, (int)count);
        var text = call.Parameter("filter");
        return string.IsNullOrWhiteSpace(text)
            ? new(null, null, startIndex, page)
            : new(Bind(text, call, type), WithPlus(call) is { } plus && plus != text ? Bind(plus, call, type) : null, startIndex, page);
    }

    /// <summary>
    /// Searches. A query string is form-encoded, so a plus is a blank; but a client in wide use leaves the plus of an address as it is.
    /// When nothing is found and there was a raw plus inside a quoted value, it is taken at its word.
    /// </summary>
    public async Task<FoundResources<T>> RunAsync<T>(Func<TypedFilter?, Task<FoundResources<T>>> search)
    {
        var found = await search(_filter);
        return found.Total == 0 && _filterWithPlus is not null ? await search(_filterWithPlus) : found;
    }

    private static TypedFilter Bind(string text, ScimCall call, ResourceTypeDefinition type) =>
        TypedFilter.Bind(FilterParser.Parse(text, call.FilterLimits), type);

    private static long? Number(ScimCall call, string name)
    {
        var text = call.Parameter(name);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw ScimException.InvalidValue($"{name}: '{ScimCall.Shortened(text, 80)}' is not a whole number.");
        return (long)Math.Clamp(number, -1, int.MaxValue);
    }

    private static string? WithPlus(ScimCall call)
    {
        var raw = (call.Http.Request.QueryString.Value ?? "").TrimStart('?').Split('&')
            .FirstOrDefault(pair => pair.StartsWith("filter=", StringComparison.OrdinalIgnoreCase));
        if (raw is null || !raw.Contains('+', StringComparison.Ordinal))
            return null;

        var text = new StringBuilder(raw.Length);
        var isQuoted = false;
        foreach (var letter in Uri.UnescapeDataString(raw["filter=".Length..].Replace("+", "\u0001", StringComparison.Ordinal)))
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            text.Append(letter != '\u0001' ? letter : isQuoted ? '+' : ' ');
        }

        return text.ToString();
    }
}
