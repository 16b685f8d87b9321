using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// What every mutation of the admin API takes. <c>?dryRun=true</c>: it is validated and run, answered, and rolled back. The header
/// <c>Idempotency-Key</c>: a repeat of the same request changes nothing again and gets the answer that the first one got.
/// </summary>
public static class AdminMutations
{
    /// <summary>The header that names a request.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The header of an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>The query parameter, and the header of the answer.</summary>
    public const string DryRunParameter = "dryRun";

    /// <summary>On the answer to a request that only asked what would happen.</summary>
    public const string DryRunHeader = "Dry-Run";

    private const int LongestKey = 255;

    /// <summary>Serves both. It comes after authorization: the key belongs to the credential.</summary>
    public static IApplicationBuilder UseAdminMutations(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not { } endpoint || !IsMutation(endpoint, context.Request.Method))
            return next(context);
        if (IsDryRun(context.Request))
            return MeansItself(endpoint) ? next(context) : TryOutAsync(context, endpoint, next);
        return context.Request.Headers.TryGetValue(KeyHeader, out var given) ? RunOnceAsync(context, endpoint, given, next) : next(context);
    });

    /// <summary>Whether a call of this endpoint changes something.</summary>
    public static bool IsMutation(Endpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<AdminRoute>() is not null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static bool IsDryRun(HttpRequest request)
    {
        var given = request.Query[DryRunParameter];
        if (given.Count == 0)
            return false;
        return given.Count == 1 && bool.TryParse(given[0], out var asked)
            ? asked
            : throw new BadHttpRequestException($"{DryRunParameter}: true or false is needed.");
    }

    // An endpoint that takes the parameter itself has a meaning of its own for it.
    private static bool MeansItself(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Any(parameter => parameter.Name == DryRunParameter) == true;

    private static async Task TryOutAsync(HttpContext context, Endpoint endpoint, RequestDelegate next)
    {
        var dryRun = context.RequestServices.GetRequiredService<DryRun>();
        dryRun.Begin();
        context.Response.Headers[DryRunHeader] = "true";
        using var answer = new HeldAnswer(context);
        try
        {
            await next(context);
        }
        finally
        {
            // Before the answer is sent: nobody waits for a transaction until a slow client has read it.
            await dryRun.RollBackAsync();
            answer.LetGo();
        }

        context.Response.Headers.Location = default;
        if (endpoint.Metadata.GetMetadata<SecretAnswer>() is { } secret)
            answer.Blank(secret.Property);
        await answer.SendAsync();
    }

    private static async Task RunOnceAsync(HttpContext context, Endpoint endpoint, StringValues given, RequestDelegate next)
    {
        if (!IsKey(given, out var text))
        {
            await ErrorResponses.WriteAsync(
                context, StatusCodes.Status400BadRequest, "invalid_idempotency_key",
                $"{KeyHeader}: one value of 1 to {LongestKey} visible ASCII characters is needed.");
            return;
        }

        if (!await EnterOrganizationAsync(context))
        {
            await next(context);    // there is no such organization, and nothing that could have been done in it
            return;
        }

        var key = KeyOf(context, text);
        var fingerprint = await FingerprintAsync(context.Request, context.RequestAborted);
        var answers = context.RequestServices.GetRequiredService<StoredAnswers>();
        if (await answers.FindAsync(key, context.RequestAborted) is { } done)
        {
            await ReplayAsync(context, done, fingerprint);
            return;
        }

        var requestKey = context.RequestServices.GetRequiredService<RequestKey>();
        requestKey.Open(key, fingerprint);
        using var answer = new HeldAnswer(context);
        if (!await AnswersAsync(context, next, answer))
        {
            context.Response.Clear();
            await ReplayAsync(context, await answers.FindAsync(key, context.RequestAborted), fingerprint);
            return;
        }

        if (requestKey.TakenIn is { } module && context.Response.StatusCode < StatusCodes.Status500InternalServerError)
        {
            var kept = endpoint.Metadata.GetMetadata<SecretAnswer>() is { } secret && answer.Holds(secret.Property) ? null : answer.Keep();
            await SaveAsync(context, () => answers.SaveAsync(module, key, context.Response.StatusCode, kept));
        }

        await answer.SendAsync();
    }

    /// <summary>Lets the endpoint run. False: another request has taken the key in the meantime, and this one has done nothing.</summary>
    private static async Task<bool> AnswersAsync(HttpContext context, RequestDelegate next, HeldAnswer answer)
    {
        // Who sends a key wants to know the outcome later: a client that goes away does not end the request.
        using var bound = new CancellationTokenSource(LongestRun(context), context.RequestServices.GetRequiredService<TimeProvider>());
        var aborted = context.RequestAborted;
        context.RequestAborted = bound.Token;
        try
        {
            await next(context);
            return true;
        }
        catch (KeyTakenException)
        {
            return false;
        }
        finally
        {
            context.RequestAborted = aborted;
            answer.LetGo();
        }
    }

    private static async Task ReplayAsync(HttpContext context, IdempotencyRow? row, byte[] fingerprint)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        if (row is not null && !row.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            await ErrorResponses.WriteAsync(
                context, StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
                "Another request was sent under this key: method, address and body must be the same. Make a key for each request.");
        }
        else if (row is null || (row.Status is null && clock.Now() < row.At + LongestRun(context)))
        {
            context.Response.Headers.RetryAfter = "1";
            await ErrorResponses.WriteAsync(
                context, StatusCodes.Status409Conflict, "request_in_progress", "The first request under this key is still under way.");
        }
        else if (row.Answer is null)
        {
            await ErrorResponses.WriteAsync(
                context, StatusCodes.Status409Conflict, "already_applied",
                "This request was carried out, and its answer is not kept: it was lost, holds a secret or is too large. Read the resource.");
        }
        else
        {
            context.Response.Headers[ReplayedHeader] = "true";
            await HeldAnswer.SendAsync(context, row.Status!.Value, row.Answer);
        }
    }

    private static TimeSpan LongestRun(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequestTimeoutAttribute>()?.Timeout
        ?? context.GetEndpoint()?.Metadata.GetMetadata<RequestTimeoutPolicy>()?.Timeout
        ?? context.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value.RequestTimeout;

    // The change is committed: whether its answer can be kept or not, the client gets it.
    private static async Task SaveAsync(HttpContext context, Func<Task> save)
    {
        try
        {
            await save();
        }
        catch (Exception failure)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Scim.Modular.Http")
                .LogWarning(failure, "The answer to a request with an idempotency key could not be kept");
        }
    }

    private static async Task<bool> EnterOrganizationAsync(HttpContext context)
    {
        if (context.GetRouteValue("org") is not string given)
            return true;
        var found = await context.RequestServices.GetRequiredService<IOrganizationLookup>().FindAsync(given, context.RequestAborted);
        // A deleted one can still be asked for by its id: its last request was the deletion.
        if (found is null && Ids.TryParse<OrganizationId>(given, out var deleted))
            found = deleted;
        if (found is { } organization)
            context.RequestServices.GetRequiredService<CallContext>().Enter(organization);
        return found is not null;
    }

    private static bool IsKey(StringValues given, [NotNullWhen(true)] out string? key)
    {
        key = given.Count == 1 ? given[0] : null;
        return key is { Length: >= 1 and <= LongestKey } && key.All(letter => letter is > ' ' and <= '~');
    }

    private static byte[] KeyOf(HttpContext context, string text)
    {
        var actor = context.RequestServices.GetRequiredService<CallContext>().Actor;
        return SHA256.HashData(Encoding.UTF8.GetBytes(actor + "\0" + text));
    }

    private static async Task<byte[]> FingerprintAsync(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{request.Method}\n{request.PathBase}{request.Path}{request.QueryString}\n")));
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        hash.AppendData(body.GetBuffer(), 0, (int)body.Length);
        body.Position = 0;
        request.Body = body;
        return hash.GetHashAndReset();
    }
}

/// <summary>Marks the routes of the admin API.</summary>
internal sealed record AdminRoute;

/// <summary>
/// Marks an endpoint whose answer may hold a new secret: then it is not kept for repeats, and a dry run shows none, as what it would show
/// opens nothing.
/// </summary>
/// <param name="Property">Where in the answer it is.</param>
public sealed record SecretAnswer(string Property);
