using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Conformance;

/// <summary>The last conformance runs of a directory, newest first; null when there is no such directory. There are few, so they are one page.</summary>
internal sealed record ListConformanceRuns(DirectoryId Directory) : IQuery<IReadOnlyList<ConformanceRunView>?>;

/// <summary>One of them with its exchanges, or null.</summary>
internal sealed record GetConformanceRun(DirectoryId Directory, Guid Id) : IQuery<ConformanceRunDetail?>;

internal enum ConformanceStatus
{
    Running,

    /// <summary>Every answer was as expected.</summary>
    Passed,

    /// <summary>Some answer was not.</summary>
    Failed,

    /// <summary>It was not played to its end, and says nothing about what it did not come to.</summary>
    Interrupted,
}

/// <summary>A conformance run. The numbers are those of its exchanges; <paramref name="Problem"/> says why it was interrupted.</summary>
internal sealed record ConformanceRunView(
    Guid Id, IReadOnlyList<string> Clients, ConformanceStatus Status, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Ok, int Failed, int Skipped,
    string? Problem)
{
    private const string Lost = "The process that played it is gone. Start another one.";

    public static ConformanceRunView Of(ConformanceRun run, DateTimeOffset now) =>
        Of(run.Id, run.Clients, run.StartedAt, run.FinishedAt, run.Ok, run.Failed, run.Skipped, run.Problem, now);

    public static ConformanceRunView Of(
        Guid id, string clients, DateTimeOffset startedAt, DateTimeOffset? finishedAt, int ok, int failed, int skipped, string? problem, DateTimeOffset now)
    {
        var isLost = finishedAt is null && !ConformanceRun.IsUnderWay(startedAt, finishedAt, now);
        var status = isLost || problem is not null ? ConformanceStatus.Interrupted
            : finishedAt is null ? ConformanceStatus.Running
            : failed > 0 ? ConformanceStatus.Failed
            : ConformanceStatus.Passed;
        return new(id, clients.Split(','), status, startedAt, finishedAt, ok, failed, skipped, isLost ? Lost : problem);
    }
}

/// <summary>The same with what was sent and answered.</summary>
internal sealed record ConformanceRunDetail(
    Guid Id, IReadOnlyList<string> Clients, ConformanceStatus Status, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Ok, int Failed, int Skipped,
    string? Problem, IReadOnlyList<ConformanceExchange> Exchanges)
{
    public static ConformanceRunDetail Of(ConformanceRun run, DateTimeOffset now)
    {
        var view = ConformanceRunView.Of(run, now);
        return new(
            view.Id, view.Clients, view.Status, view.StartedAt, view.FinishedAt, view.Ok, view.Failed, view.Skipped, view.Problem,
            StoredExchanges.Read(run.Exchanges));
    }
}
