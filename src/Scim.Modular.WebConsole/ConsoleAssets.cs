using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Scim.Modular.WebConsole;

/// <summary>The style sheet and the script of the console. They are in the assembly; each has its content's hash in its address, and is kept.</summary>
public static class ConsoleAssets
{
    private static readonly FrozenDictionary<string, Asset> Assets = new[]
    {
        Asset.Read("console.css", "text/css; charset=utf-8"), Asset.Read("console.js", "text/javascript; charset=utf-8"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>Where an asset is.</summary>
    public static string AddressOf(string name) => $"/assets/{Assets[name].Hash}/{name}";

    internal static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{hash}/{name}", Get).AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Get(string hash, string name, HttpContext http)
    {
        if (!Assets.TryGetValue(name, out var asset))
            return TypedResults.NotFound();
        // While versions change, an old process may be asked for a new one's: it serves its own, and nobody keeps it.
        http.Response.Headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-store";
        return TypedResults.Bytes(asset.Content, asset.Type);
    }

    private sealed record Asset(string Name, string Type, byte[] Content, string Hash)
    {
        public static Asset Read(string name, string type)
        {
            using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new(name, type, content, WebEncoders.Base64UrlEncode(SHA256.HashData(content))[..12]);
        }
    }
}
