using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Everything below <c>/scim</c>: one endpoint, so that one place decides for whom a request is, what its path means, how a refusal
/// looks and what is logged. The directory may stand in the path (<c>/scim/v2/{directory}/Users</c>) or be left to the token
/// (<c>/scim/v2/Users</c>); where it stands in the path it must be the token's.
/// </summary>
internal static class ScimEndpoint
{
    private const string Prefix = "/scim/v2";

    public static void MapScim(this IEndpointRouteBuilder routes) =>
        routes.Map("/scim/{**path}", ReceiveAsync).RequireAuthorization(Policies.Scim).ExcludeFromDescription();

    private static Task ReceiveAsync(HttpContext http) =>
        AnswerAsync(http, http.Features.Get<Credential>()!, http.RequestServices.GetRequiredService<IProvisioningLog>());

    /// <summary>Answers a request of this credential and tells the log of it, also when it throws because the service failed.</summary>
    internal static async Task AnswerAsync(HttpContext http, Credential credential, IProvisioningLog log)
    {
        var services = http.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        var (at, started) = (clock.Now(), Stopwatch.GetTimestamp());
        var directory = new DirectoryId(credential.Directory);
        ScimCall? call = null;
        ScimAnswer answer;
        try
        {
            // A client tolerates no redirect, and administrators end the base URL with a slash: empty segments count for nothing.
            var segments = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
            var rest = Enter(segments, credential, out var address);
            var catalog = await services.GetRequiredService<IResourceCatalogs>().CurrentAsync(credential.Organization, http.RequestAborted);
            call = new ScimCall(http, credential, services.GetRequiredService<PublicAddress>().BaseOf(http) + address, catalog);
            if (credential.DirectoryDisabled)
                throw new ScimException(StatusCodes.Status403Forbidden, null, "This directory is disabled. An administrator can enable it again.");
            answer = await ScimRouter.RouteAsync(call, rest);
        }
        catch (ScimException refusal)
        {
            answer = new(refusal.Status, ScimError.ToJson(refusal).ToJsonString(), refusal.Detail);
            if (refusal.Status == StatusCodes.Status401Unauthorized)
                http.Response.Headers.WWWAuthenticate = "Bearer";
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            Log(new(StatusCodes.Status500InternalServerError, null, "The service failed on this request; the operator's log says why"));
            throw;
        }

        http.Response.Headers["X-Request-Id"] = services.GetRequiredService<CallContext>().RequestId.ToString("D");
        await WriteAsync(http.Response, answer);
        Log(answer);

        void Log(ScimAnswer given) => log.Write(new ProvisioningRequest
        {
            OrganizationId = credential.Organization,
            Id = services.GetRequiredService<CallContext>().RequestId,
            DirectoryId = directory,
            At = at,
            Method = http.Request.Method,
            Path = ScimCall.Shortened(Redaction.Of(http.Request.Path.Value + http.Request.QueryString.Value), 2000),
            Status = given.Status,
            DurationMs = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            UserAgent = ScimCall.Shortened(http.Request.Headers.UserAgent.ToString(), 200),
            Summary = ScimCall.Shortened(given.Summary, 500),
            ResourceId = given.ResourceId,
            Notes = given.Notes.Count == 0 ? null : JsonSerializer.Serialize(given.Notes),
            RequestBody = call?.Body is { } body ? Redaction.Of(body) : null,
            // What a list or a GET answers is what is stored; only what came of a write, or of a refusal, is worth keeping.
            ResponseBody = given.Body is { } text && (!IsRead(http.Request) || given.Status >= 400) ? Redaction.Of(Encoding.UTF8.GetBytes(text)) : null,
        });
    }

    /// <summary>The segments behind the directory, after the check that the path's directory is the token's.</summary>
    private static string[] Enter(string[] segments, Credential credential, out string address)
    {
        address = Prefix;
        if (segments.Length < 2 || !segments[1].Equals("v2", StringComparison.OrdinalIgnoreCase))
            throw NoSuchAddress();
        var rest = segments[2..];
        if (rest.Length == 0 || !Guid.TryParseExact(rest[0], "D", out _))
            return rest;
        if (!Ids.TryParse<DirectoryId>(rest[0], out var named) || named.Value != credential.Directory)
            throw new ScimException(StatusCodes.Status401Unauthorized, null, "The token is not one of the directory that this address names.");
        address = $"{Prefix}/{named}";
        return rest[1..];
    }

    private static async Task WriteAsync(HttpResponse response, ScimAnswer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Location is { } location)
            response.Headers.Location = location;
        if (answer.ETag is { } tag)
            response.Headers.ETag = tag;
        if (answer.Body is not { } body || HttpMethods.IsHead(response.HttpContext.Request.Method))
            return;
        response.ContentType = ErrorResponses.ScimMediaType;
        await response.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || request.Path.Value!.EndsWith("/.search", StringComparison.Ordinal);

    internal static ScimException NoSuchAddress() => new(
        StatusCodes.Status404NotFound, null,
        "There is nothing at this address: SCIM is at /scim/v2, and there what /ResourceTypes lists, and the discovery endpoints.");
}
