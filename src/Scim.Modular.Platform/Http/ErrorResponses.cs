using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// The one place that turns what went wrong into a response: a SCIM error below <c>/scim</c>, problem details elsewhere. Whatever it is —
/// an unknown route, a wrong method, a body too large, a bug — the client never gets HTML or an empty page.
/// </summary>
public static class ErrorResponses
{
    /// <summary>The media type of SCIM; without a charset parameter, as RFC 7644 §8.1 registers it.</summary>
    public const string ScimMediaType = "application/scim+json";

    /// <summary>True for a request to the SCIM endpoints.</summary>
    public static bool IsScim(HttpRequest request) => request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers whatever nothing else answered.</summary>
    public static IApplicationBuilder UseErrorResponses(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure) when (!context.Response.HasStarted)
            {
                if (context.RequestAborted.IsCancellationRequested && failure is OperationCanceledException)
                    return;
                await WriteAsync(context, failure);
            }

            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteAsync(context, context.Response.StatusCode, CodeOf(context.Response.StatusCode), DetailOf(context));
        });
        return app;
    }

    /// <summary>Writes an error in the form that the client understands.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string detail, string? scimType = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        if (IsScim(context.Request))
        {
            response.ContentType = ScimMediaType;
            return response.WriteAsync(ScimError.ToJson(status, scimType, detail).ToJsonString(), context.RequestAborted);
        }

        return AnswerAsync(context, Problems.Of(status, code, detail));
    }

    private static Task AnswerAsync(HttpContext context, IResult problem)
    {
        Problems.Note(context, problem);
        return problem.ExecuteAsync(context);
    }

    /// <summary>Writes what went wrong in the form that the client understands, and what is the service's own fault into the operator's log.</summary>
    public static Task WriteAsync(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case ScimException scim:
                return WriteAsync(context, scim.Status, scim.ScimType ?? CodeOf(scim.Status), scim.Detail, scim.ScimType);
            case ValidationException invalid when !IsScim(context.Request):
                return AnswerAsync(context, Problems.Of(invalid));
            case ValidationException invalid:
                return WriteAsync(context, 400, "invalid_request", invalid.Message, ScimTypes.InvalidValue);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
                return WriteAsync(context, 413, "body_too_large", $"The body is larger than {limit} bytes.");
            case BadHttpRequestException bad:
                var detail = bad.InnerException is JsonException json ? Explain(json) : bad.Message;
                return WriteAsync(context, bad.StatusCode, CodeOf(bad.StatusCode), detail, ScimTypes.InvalidSyntax);
        }

        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Scim.Modular.Http");
        var unavailable = DatabaseErrors.IsUnavailable(failure) || DatabaseErrors.IsConflict(failure) || failure is OperationCanceledException or TimeoutException;
        log.Log(unavailable ? LogLevel.Warning : LogLevel.Error, failure, "A request to {Route} failed",
            (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        if (!unavailable)
            return WriteAsync(context, 500, "internal_error", "The service failed on this request. It is logged; nothing was changed.");
        context.Response.Headers.RetryAfter = "5";
        return WriteAsync(context, 503, "unavailable", "The database did not answer in time. Nothing was changed; try again.");
    }

    // The text of the exception names our types; the path in the body is what helps whoever sent it.
    private static string Explain(JsonException json)
    {
        var where = json.Path is null or "$" ? $"line {json.LineNumber + 1}, position {json.BytePositionInLine + 1}" : json.Path;
        const string unmapped = "The JSON property '";
        return json.Message.StartsWith(unmapped, StringComparison.Ordinal)
            ? $"The body has a property that is not known here: {json.Message[unmapped.Length..].Split('\'')[0]}."
            : $"The body can't be read as what is expected here, at {where}.";
    }

    private static string DetailOf(HttpContext context) => context.Response.StatusCode switch
    {
        404 => "There is nothing at this address.",
        405 => $"The method {context.Request.Method} is not allowed here.",
        415 => "The Content-Type is none that this address takes: application/json, except where the description says otherwise.",
        413 => "The body is too large.",
        var status => ReasonPhrases.GetReasonPhrase(status),
    };

    private static string CodeOf(int status) => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '_');
}
