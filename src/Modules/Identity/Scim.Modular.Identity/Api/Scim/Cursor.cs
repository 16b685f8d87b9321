using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// A cursor (RFC 9865): the place of the last resource seen, and a mark of the query that it belongs to. It holds no state of the service,
/// so it never expires and any process can go on from it; and no secret, since it names only what its holder was shown.
/// </summary>
internal static class Cursor
{
    private const int MarkLength = 8;

    public static string Write(PlaceInList place, SearchRequest request, IReadOnlyList<ServedType> types)
    {
        var json = new JsonArray(place.Type, place.Key?.ToJson(), place.Id, request.Count);
        byte[] bytes = [.. MarkOf(request, types), .. JsonSerializer.SerializeToUtf8Bytes(json)];
        return Base64Url.EncodeToString(bytes);
    }

    public static PlaceInList Read(string cursor, SearchRequest request, IReadOnlyList<ServedType> types)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length <= MarkLength || !bytes.AsSpan(0, MarkLength).SequenceEqual(MarkOf(request, types)))
                throw Invalid();
            var json = (JsonArray)JsonNode.Parse(bytes.AsSpan(MarkLength))!;
            if (json[3]?.GetValue<long>() != request.Count)
                throw new ScimException(400, ScimTypes.InvalidCount, "count: it must be the same for all pages of one query; begin anew to change it.");
            return new PlaceInList(json[0]!.GetValue<int>(), KeyOf(json[1]), TextOf(json[2]!));
        }
        catch (Exception garbled) when (garbled is FormatException or JsonException or InvalidOperationException or InvalidCastException
            or NullReferenceException or ArgumentOutOfRangeException)
        {
            throw Invalid();
        }
    }

    private static NormalValue? KeyOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => NormalValue.Of(TextOf(node)),
        JsonValueKind.Number => NormalValue.Of(node.GetValue<decimal>()),
        JsonValueKind.True => NormalValue.Of(true),
        JsonValueKind.False => NormalValue.Of(false),
        _ => throw Invalid(),
    };

    // The one character that JSON can hold and PostgreSQL can't compare with.
    private static string TextOf(JsonNode node) =>
        node.GetValue<string>() is var text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw Invalid();

    // What must be the same on all pages: a place in one order says nothing in another.
    private static byte[] MarkOf(SearchRequest request, IReadOnlyList<ServedType> types)
    {
        var query = new JsonArray(
            new JsonArray([.. types.Select(type => JsonValue.Create(type.Name))]), request.Filter, request.SortBy, request.SortOrder);
        return SHA256.HashData(Encoding.UTF8.GetBytes(query.ToJsonString()))[..MarkLength];
    }

    private static ScimException Invalid() => new(
        400, ScimTypes.InvalidCursor, "cursor: take it from nextCursor of the page before, with the same query; an empty one asks for the first page.");
}
