using System.Text.Json;
using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Reconciliation;

/// <summary>Asks every module to compare what it stores with what its rules compute, in the current organization.</summary>
internal interface IReconciliation
{
    /// <summary>Runs it and keeps that it ran.</summary>
    /// <param name="dryRun">Nothing is repaired.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="passed">Is told after each portion how many people it was, at most.</param>
    /// <param name="ct">Ends it between two portions.</param>
    Task<Platform.Modules.Reconciliation> RunAsync(bool dryRun, string by, IProgress<int>? passed, CancellationToken ct);

    /// <summary>How many people are gone over: each counts once for every module that knows them.</summary>
    Task<int> CountAsync(CancellationToken ct);
}

/// <summary>Keeps that a comparison ran.</summary>
internal sealed record RecordReconcileRun(
    DateTimeOffset At, TimeSpan Duration, int Found, int Repaired, bool DryRun, string By, IReadOnlyList<string> Kinds) : ICommand<Result>;

internal sealed class RecordReconcileRunHandler(IReconcileRuns runs, CallContext call) : ICommandHandler<RecordReconcileRun, Result>
{
    public Task<Result> Handle(RecordReconcileRun request, CancellationToken cancellationToken)
    {
        runs.Add(ReconcileRun.Of(
            call.Organization, request.At, request.Duration, request.Found, request.Repaired, request.DryRun, request.By, request.Kinds));
        return Task.FromResult(Result.Ok);
    }
}

/// <summary>Past runs, the newest first, from the one before <paramref name="Before"/>.</summary>
internal sealed record ListReconcileRuns(Guid? Before, int Count) : IQuery<IReadOnlyList<ReconcileRunView>>;

/// <param name="Id">The run.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Found">How many differences there were.</param>
/// <param name="Repaired">How many were repaired.</param>
/// <param name="DryRun">It only looked.</param>
/// <param name="By">Who asked for it; <c>system</c>: the schedule.</param>
internal sealed record ReconcileRunView(Guid Id, DateTimeOffset At, int DurationMs, int Found, int Repaired, bool DryRun, string By);

/// <summary>What a comparison found, as a job keeps it.</summary>
internal static class StoredReconciliation
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(Platform.Modules.Reconciliation found) => JsonSerializer.Serialize(found, Json);

    public static Platform.Modules.Reconciliation Read(string json) => JsonSerializer.Deserialize<Platform.Modules.Reconciliation>(json, Json)!;
}

/// <summary>What a comparison found.</summary>
/// <param name="Drift">The differences; at most 1,000 are listed.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Repaired">How many were repaired.</param>
internal sealed record ReconcileView(IReadOnlyList<Drift> Drift, int Found, int Repaired);
