using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// Keeps one tenant from taking the machine from the others: a rate for each credential and a number of requests that run at the same
/// time. What is over it waits in a short line before it is refused: identity providers send in bursts.
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((options, limits) =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var given) ? Math.Ceiling(given.TotalSeconds) : 1;
                context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
                return new ValueTask(ErrorResponses.WriteAsync(
                    context.HttpContext, StatusCodes.Status429TooManyRequests, "too_many_requests",
                    "Too many requests at a time. Wait as long as Retry-After says; nothing was changed."));
            };
        });
        services.AddOptions<RateLimiterOptions>().Configure<RequestRates, IOptions<LimitOptions>>((options, rates, limits) =>
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(rates.Limiter, AtATime(limits.Value)));
        services.AddSingleton<RequestRates>();
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> AtATime(LimitOptions limits) =>
        PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
            context.Features.Get<Credential>() is not { Kind: CredentialKind.Directory } credential
                ? RateLimitPartition.GetNoLimiter(Guid.Empty)
                : RateLimitPartition.GetConcurrencyLimiter(credential.Organization.Value, _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = limits.ConcurrentRequests,
                    QueueLimit = limits.QueuedRequests,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }));
}

/// <summary>The rate of each credential. A request counts as one when it arrives; one that is many says so when it is read.</summary>
public sealed class RequestRates(IOptions<LimitOptions> options)
{
    private const int BurstSeconds = 4;

    internal PartitionedRateLimiter<HttpContext> Limiter { get; } = Of(options.Value);

    /// <summary>
    /// Takes so many requests more from the credential's rate, and waits in line for them. False when the line is full: then nothing
    /// was taken, and the answer is 429.
    /// </summary>
    public async Task<bool> TakeAsync(HttpContext context, int requests, CancellationToken ct)
    {
        var most = options.Value.RequestsPerSecond * BurstSeconds;
        if (requests <= 0 || most == 0)
            return true;
        using var lease = await Limiter.AcquireAsync(context, Math.Min(requests, Math.Min(most, options.Value.QueuedRequests)), ct);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<HttpContext> Of(LimitOptions limits) =>
        PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
            context.Features.Get<Credential>() is not { } credential || limits.RequestsPerSecond == 0
                ? RateLimitPartition.GetNoLimiter(Guid.Empty)
                : RateLimitPartition.GetTokenBucketLimiter(credential.Id, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limits.RequestsPerSecond * BurstSeconds,
                    TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, limits.RequestsPerSecond / 10) / (double)limits.RequestsPerSecond),
                    QueueLimit = limits.QueuedRequests,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }));
}
