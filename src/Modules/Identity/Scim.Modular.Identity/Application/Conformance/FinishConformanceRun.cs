using System.Text.Json;
using System.Text.Json.Serialization;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Conformance;

/// <summary>Keeps what a conformance run showed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Exchanges">What was sent and answered, in its order.</param>
/// <param name="Problem">Why it could not be played to its end; null when it was.</param>
internal sealed record FinishConformanceRun(Guid Run, IReadOnlyList<ConformanceExchange> Exchanges, string? Problem) : ICommand<Result>;

internal sealed class FinishConformanceRunHandler(IConformanceRunRepository runs, TimeProvider clock) : ICommandHandler<FinishConformanceRun, Result>
{
    public async Task<Result> Handle(FinishConformanceRun command, CancellationToken ct)
    {
        // Without its directory, it went with it.
        if (await runs.FindAsync(command.Run, ct) is { } run)
        {
            run.Finish(
                Count(ExchangeOutcome.Ok), Count(ExchangeOutcome.Failed), Count(ExchangeOutcome.Skipped), StoredExchanges.Write(command.Exchanges),
                command.Problem, clock.Now());
        }

        return Result.Ok;

        int Count(ExchangeOutcome outcome) => command.Exchanges.Count(exchange => exchange.Outcome == outcome);
    }
}

/// <summary>Exchanges as they are stored.</summary>
internal static class StoredExchanges
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Write(IReadOnlyList<ConformanceExchange> exchanges) => JsonSerializer.Serialize(exchanges, Json);

    public static IReadOnlyList<ConformanceExchange> Read(string json) => JsonSerializer.Deserialize<ConformanceExchange[]>(json, Json)!;
}
