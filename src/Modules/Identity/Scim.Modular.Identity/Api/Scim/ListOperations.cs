using Microsoft.AspNetCore.Http;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Sorting;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Lists: of one endpoint or, at the root, of all; asked for by GET (RFC 7644 §3.4.2) or by POST to <c>/.search</c> (§3.4.3); in pages by
/// index or by cursor (RFC 9865).
/// </summary>
internal static class ListOperations
{
    public static Task<ScimAnswer> GetAsync(ScimCall call, IReadOnlyList<ServedType> types) => AnswerAsync(call, types, FromQuery(call));

    public static async Task<ScimAnswer> SearchAsync(ScimCall call, IReadOnlyList<ServedType> types) =>
        await AnswerAsync(call, types, SearchRequest.Parse(await call.ReadBodyAsync(call.Limits.SearchBodyBytes)));

    private static async Task<ScimAnswer> AnswerAsync(ScimCall call, IReadOnlyList<ServedType> types, SearchRequest request)
    {
        var projections = types.Select(type => AttributeProjection.Parse(request.Attributes, request.ExcludedAttributes, type.Definition)).ToArray();
        var found = await FindAsync(call, types, projections, request, request.Filter);
        // A query string is form-encoded, so a plus is a blank; but a client in wide use leaves the plus of an address as it is. When nothing
        // is found and there was a raw plus inside a quoted value, it is taken at its word.
        if (found.Result.Total == 0 && call.FilterWithPlus is { } plus && plus != request.Filter)
            found = await FindAsync(call, types, projections, request, plus);

        var shown = found.Result.Page
            .Select(resource => ResourceJson.Write(resource, call.BaseAddress, projections[IndexOf(types, resource.Type)])).ToArray();
        var isCursor = found.Page is CursorPage;
        var next = isCursor && found.Result.Last is { } last ? Cursor.Write(last, request, types) : null;
        var what = types.Count == 1 ? types[0].Definition.Endpoint[1..].ToLowerInvariant() : "resources";
        return new(
            StatusCodes.Status200OK, ResourceJson.List(shown, found.Result.Total, isCursor ? null : StartIndexOf(request), next),
            $"{shown.Length} of {found.Result.Total} {what} read");
    }

    private static async Task<(FoundResources Result, ResourcePage Page)> FindAsync(
        ScimCall call, IReadOnlyList<ServedType> types, AttributeProjection[] projections, SearchRequest request, string? filter)
    {
        var expression = string.IsNullOrWhiteSpace(filter) ? null : call.ParseFilter(filter);
        var isMany = types.Count > 1;
        if (isMany && expression is not null)
            RequireKnown(TypedFilter.Names(expression), types, "The filter", ScimTypes.InvalidFilter);
        if (isMany && request.SortBy is { Length: > 0 } sortBy)
            RequireKnown([AttributePath.Parse(sortBy)], types, "sortBy", ScimTypes.InvalidPath);

        var searched = types.Select((type, number) => new SearchedType(
            type,
            expression is null ? null : TypedFilter.Bind(expression, type.Definition, unknownIsAbsent: isMany, call.Dialect),
            SortOf(request, type, isOptional: isMany),
            ResourceOperations.WantsReferences(type, projections[number]),
            ResourceOperations.WantsLicense(type, projections[number]))).ToArray();
        var page = PageOf(call, types, request);
        return (await call.Mediator.Send(new SearchResources(call.Directory, searched, call.BaseAddress, page), call.Aborted), page);
    }

    // RFC 7644 §3.4.2.1: an attribute that a type doesn't have has no value there. One that no type has is a mistake.
    private static void RequireKnown(IEnumerable<AttributePath> names, IReadOnlyList<ServedType> types, string where, string scimType)
    {
        foreach (var name in names)
            if (!types.Any(type => type.Definition.TryResolve(name, out _)))
                throw new ScimException(StatusCodes.Status400BadRequest, scimType, $"{where}: '{ScimCall.Shortened(name.ToString(), 80)}' is not an attribute of any resource type.");
    }

    private static SortBy? SortOf(SearchRequest request, ServedType type, bool isOptional)
    {
        if (request.SortBy is not { Length: > 0 } name)
            return null;
        return isOptional && !type.Definition.TryResolve(AttributePath.Parse(name), out _) ? null : SortBy.Parse(name, request.SortOrder, type.Definition);
    }

    private static ResourcePage PageOf(ScimCall call, IReadOnlyList<ServedType> types, SearchRequest request)
    {
        var count = (int)Math.Clamp(request.Count ?? call.Limits.PageSizeDefault, 0, call.Limits.PageSize);
        if (request.Cursor is { } cursor)
        {
            if (request.StartIndex is not null)
                throw ScimException.InvalidValue("cursor and startIndex name two ways of paging: give one.");
            return new CursorPage(cursor.Length == 0 ? null : Cursor.Read(cursor, request, types), count);
        }

        var start = StartIndexOf(request);
        return start > call.Limits.StartIndex ? new IndexPage(0, 0) : new IndexPage((int)start - 1, count);
    }

    private static long StartIndexOf(SearchRequest request) => Math.Max(1, request.StartIndex ?? 1);

    private static int IndexOf(IReadOnlyList<ServedType> types, ServedType type)
    {
        for (var i = 0; i < types.Count; i++)
            if (types[i].Name == type.Name)
                return i;
        throw new ArgumentOutOfRangeException(nameof(type));
    }

    private static SearchRequest FromQuery(ScimCall call) => new()
    {
        Attributes = Names(call.Parameter("attributes")),
        ExcludedAttributes = Names(call.Parameter("excludedAttributes")),
        Filter = call.Parameter("filter"),
        SortBy = call.Parameter("sortBy"),
        SortOrder = call.Parameter("sortOrder"),
        StartIndex = call.Number("startIndex"),
        Count = call.Number("count"),
        Cursor = call.Parameter("cursor"),
    };

    private static string[]? Names(string? text) => text is null ? null : [text];
}
