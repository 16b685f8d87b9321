using Microsoft.AspNetCore.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>What stands in addresses.</summary>
internal static class RouteIds
{
    /// <summary>An id as we write it. Anything else is nobody's, and so is the id that this answers: what is asked for is not found.</summary>
    public static TId Of<TId>(string text) where TId : struct, IId<TId> => Ids.TryParse<TId>(text, out var id) ? id : default;

    /// <inheritdoc cref="Of{TId}(string)"/>
    public static Guid Guid(string text) => System.Guid.TryParseExact(text, "D", out var id) ? id : default;

    /// <summary>A text to look for; null when there is none. No database stores the character 0.</summary>
    public static string? Text(string? given, string parameter)
    {
        if (given?.Contains('\0', StringComparison.Ordinal) == true)
            throw new BadHttpRequestException($"{parameter}: the character 0 is not allowed.");
        return string.IsNullOrWhiteSpace(given) ? null : given;
    }
}
