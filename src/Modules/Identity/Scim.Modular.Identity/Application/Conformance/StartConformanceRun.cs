using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Conformance;

/// <summary>Begins a conformance run of a directory, one at a time.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Provider">One of <see cref="ConformanceClients.All"/>; null: every client of the directory's own identity provider.</param>
internal sealed record StartConformanceRun(DirectoryId Directory, string? Provider) : ICommand<Result<ConformanceRunView>>;

internal sealed class StartConformanceRunValidator : AbstractValidator<StartConformanceRun>
{
    public StartConformanceRunValidator() => RuleFor(command => command.Provider).IsOneOf(ConformanceClients.All);
}

internal sealed class StartConformanceRunHandler(IDirectoryRepository directories, IConformanceRunRepository runs, TimeProvider clock)
    : ICommandHandler<StartConformanceRun, Result<ConformanceRunView>>
{
    public async Task<Result<ConformanceRunView>> Handle(StartConformanceRun command, CancellationToken ct)
    {
        // Its row is locked: two that begin at once do so one after the other.
        if (await directories.FindAsync(command.Directory, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        var clients = command.Provider is { } given ? [given] : ConformanceClients.Of(directory.Provider);
        if (clients.Count == 0)
            return ConformanceErrors.ClientNeeded(directory.Provider);

        var now = clock.Now();
        if ((await runs.UnfinishedAsync(directory.Id, ct)).Any(run => run.IsUnderWay(now)))
            return ConformanceErrors.UnderWay;
        await runs.RemoveAllButAsync(directory.Id, ConformanceRun.Kept - 1, ct);
        var started = directory.StartConformanceRun(clients, now);
        runs.Add(started);
        return ConformanceRunView.Of(started, now);
    }
}
