using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Gives a directory other settings, or another status; what is null stays.</summary>
internal sealed record ChangeDirectory(DirectoryId Id, DirectorySettings Settings, long? ExpectedRevision) : ICommand<Result<DirectoryView>>;

internal sealed class ChangeDirectoryValidator : AbstractValidator<ChangeDirectory>
{
    public ChangeDirectoryValidator() => RuleFor(command => command.Settings).SetValidator(new DirectorySettingsValidator()).OverridePropertyName("");
}

/// <summary>The words and numbers that a directory's settings can have.</summary>
internal sealed class DirectorySettingsValidator : AbstractValidator<DirectorySettings>
{
    public DirectorySettingsValidator()
    {
        RuleFor(settings => settings.Name).IsName();
        RuleFor(settings => settings.Provider).IsProvider();
        RuleFor(settings => settings.Profile).IsProfile();
        RuleFor(settings => settings.Status).IsOneOf(DirectoryStatuses.All);
        RuleFor(settings => settings.Members).IsOneOf(MemberPolicies.All);
        RuleFor(settings => settings.Breaker!.Removals).Must(number => number is null or >= 1).OverridePropertyName("breaker.removals")
            .WithMessage("breaker.removals: a whole number from 1 is needed, or null for no such limit.").When(settings => settings.Breaker is not null);
        RuleFor(settings => settings.Breaker!.Percent).Must(number => number is null or (>= 1 and <= 100)).OverridePropertyName("breaker.percent")
            .WithMessage("breaker.percent: a whole number from 1 to 100 is needed, or null for no such limit.").When(settings => settings.Breaker is not null);
    }
}

internal sealed class ChangeDirectoryHandler(IDirectoryRepository directories, IDirectoryAlertRepository alerts, TimeProvider clock)
    : ICommandHandler<ChangeDirectory, Result<DirectoryView>>
{
    public async Task<Result<DirectoryView>> Handle(ChangeDirectory command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Id, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != directory.Revision)
            return DirectoryErrors.Stale;

        var now = clock.Now();
        if (directory.Change(command.Settings, now) is { } refused)
            return refused;
        foreach (var alert in directory.Status == DirectoryStatus.Disabled ? await alerts.OpenAsync([directory.Id], ct) : [])
        {
            alert.Resolve(directory, DirectoryAlertRules.Disabled, now);
            alerts.Remove(alert);
        }

        return DirectoryView.Of(directory);
    }
}
