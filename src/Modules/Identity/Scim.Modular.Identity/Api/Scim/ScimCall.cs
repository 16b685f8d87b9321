using System.Globalization;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Security;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Versioning;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>One SCIM request: for which directory, what it asks, how its client speaks, and under which limits.</summary>
internal sealed class ScimCall(HttpContext http, Credential credential, string baseAddress, ResourceCatalog catalog)
{
    public HttpContext Http => http;

    public DirectoryId Directory { get; } = new(credential.Directory);

    /// <summary>The resource types of the organization.</summary>
    public ResourceCatalog Catalog => catalog;

    /// <summary>How the client speaks, as the directory's provider and profile say.</summary>
    public Dialect Dialect { get; } = Dialect.Of(credential.Provider, credential.Profile);

    /// <summary>The user for whom the token stands, if it stands for one.</summary>
    public Guid? Subject => credential.Subject;

    /// <summary>The directory's SCIM address as this client uses it, without a slash at its end.</summary>
    public string BaseAddress => baseAddress;

    public IMediator Mediator { get; } = http.RequestServices.GetRequiredService<IMediator>();

    public LimitOptions Limits { get; } = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;

    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>The body as it came, for the provisioning log.</summary>
    public byte[]? Body { get; private set; }

    public BindingLimits BindingLimits => new() { StringLength = Limits.StringLength, KeyLength = Limits.KeyLength, Values = Limits.Values };

    public PatchLimits PatchLimits => new() { Operations = Limits.PatchOperations, MemberValues = Limits.MemberValues, Path = FilterLimits };

    public FilterLimits FilterLimits => new()
    {
        Length = Limits.FilterLength,
        Nodes = Limits.FilterNodes,
        Depth = Limits.FilterDepth,
        ValuePathNodes = Limits.ValuePathNodes,
    };

    /// <summary>Whether the request names the attributes that it wants in the answer.</summary>
    public bool AsksForAttributes => Parameter("attributes") is not null || Parameter("excludedAttributes") is not null;

    /// <summary>The filter of the query with its raw pluses, when it has one inside a quoted value.</summary>
    public string? FilterWithPlus => Dialect.Has(Habits.RawPlus) ? RawPlus.FilterOf(http.Request.QueryString.Value) : null;

    public AttributeProjection ProjectionOf(ServedType type) =>
        AttributeProjection.Parse(Parameter("attributes"), Parameter("excludedAttributes"), type.Definition);

    public FilterExpression ParseFilter(string text) => FilterParser.Parse(text, FilterLimits, Dialect);

    public EntityTagCondition? IfMatch => EntityTagCondition.Parse(http.Request.Headers.IfMatch, HeaderNames.IfMatch);

    public EntityTagCondition? IfNoneMatch => EntityTagCondition.Parse(http.Request.Headers.IfNoneMatch, HeaderNames.IfNoneMatch);

    /// <summary>A whole number of the query, as far as it can matter.</summary>
    public long? Number(string name)
    {
        var text = Parameter(name);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw ScimException.InvalidValue($"{name}: '{Shortened(text, 80)}' is not a whole number.");
        return (long)Math.Clamp(number, -1, int.MaxValue);
    }

    /// <summary>Reads the body as one JSON object: its size, then its media type, then its text.</summary>
    public async Task<JsonObject> ReadBodyAsync(int limit)
    {
        // RFC 7644 §8.1, and what clients in use send; JSON is UTF-8 (RFC 8259 §8.1).
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !(type.MediaType.Equals("application/scim+json", StringComparison.OrdinalIgnoreCase)
                || (Dialect != Dialect.Interop && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)))
            || !(type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ScimException(415, null, Dialect == Dialect.Interop
                ? "The Content-Type must be application/scim+json: this directory has the profile interop."
                : "The Content-Type must be application/scim+json or application/json, in UTF-8.");
        }

        if (http.Request.Headers.ContentEncoding.Count > 0)
            throw new ScimException(415, null, "A compressed body is not accepted: send it without Content-Encoding.");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        if (http.Request.ContentLength > limit)
            throw ScimException.TooLarge($"The body is larger than {limit} bytes.");

        using var buffer = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 1024, limit));
        try
        {
            await http.Request.Body.CopyToAsync(buffer, Aborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException && !Aborted.IsCancellationRequested)
        {
            // So Kestrel says that the size of a chunk is beyond its numbers.
            throw ScimException.InvalidSyntax("The body can't be read to its end: its length or its chunks are not as announced.");
        }

        Body = buffer.ToArray();
        return StrictJson.Parse(Body, Limits.JsonDepth);
    }

    /// <summary>A parameter of the query; given twice it is a 400, since nobody can tell which one is meant.</summary>
    public string? Parameter(string name)
    {
        var values = http.Request.Query[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => throw ScimException.InvalidValue($"The parameter '{name}' is given {values.Count} times; give it once."),
        };
    }

    /// <summary>The id at the end of the path. One that we would never write is of nobody.</summary>
    public static TId Id<TId>(string text, string resource) where TId : struct, IId<TId> =>
        Ids.TryParse<TId>(text, out var id) ? id : throw NotFound(resource, text);

    public static ScimException NotFound(string resource, string id) =>
        new(404, null, $"There is no {resource} with the id {Shortened(id, 80)}.");

    /// <summary>What a client sent, cut to what a sentence can hold.</summary>
    public static string Shortened(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    /// <summary>An expected refusal in SCIM's words.</summary>
    public static ScimException Refused(Error error) => new(
        error.Kind switch
        {
            ErrorKind.NotFound => 404,
            ErrorKind.Conflict => 409,
            ErrorKind.Forbidden => 403,
            ErrorKind.Stale => 412,
            ErrorKind.TooLarge => 413,
            _ => 400,
        },
        error.Kind switch
        {
            ErrorKind.Conflict => ScimTypes.Uniqueness,
            ErrorKind.Invalid => ScimTypes.InvalidValue,
            _ => null,
        },
        error.Message);
}

/// <summary>The answer to a SCIM request.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The JSON text, or null for none.</param>
/// <param name="Summary">What was done, for the provisioning log.</param>
internal sealed record ScimAnswer(int Status, string? Body, string Summary)
{
    /// <summary>The resource that it was about.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>The version of the resource in the answer.</summary>
    public string? ETag { get; init; }

    /// <summary>Where a new resource is.</summary>
    public string? Location { get; init; }

    /// <summary>What was left out or parked.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
