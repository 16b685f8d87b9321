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
            options.GlobalLimiter = Of(limits.Value);
        });
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> Of(LimitOptions limits) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
            context.Features.Get<Credential>() is not { } credential || limits.RequestsPerSecond == 0
                ? RateLimitPartition.GetNoLimiter(Guid.Empty)
                : RateLimitPartition.GetTokenBucketLimiter(credential.Id, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limits.RequestsPerSecond * 4,
                    TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, limits.RequestsPerSecond / 10) / (double)limits.RequestsPerSecond),
                    QueueLimit = limits.QueuedRequests,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                })),
        PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
            context.Features.Get<Credential>() is not { Kind: CredentialKind.Directory } credential
                ? RateLimitPartition.GetNoLimiter(Guid.Empty)
                : RateLimitPartition.GetConcurrencyLimiter(credential.Organization.Value, _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = limits.ConcurrentRequests,
                    QueueLimit = limits.QueuedRequests,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                })));
}
