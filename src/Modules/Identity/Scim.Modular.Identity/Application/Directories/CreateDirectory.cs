using FluentValidation;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Makes a directory: the connection of one identity provider.</summary>
internal sealed record CreateDirectory(
    string Name, string Provider, string? Profile = null, string? Status = null, string? Members = null, bool? TeamPerGroup = null,
    BreakerSettings? Breaker = null) : ICommand<Result<DirectoryView>>
{
    /// <summary>What is said beyond name, provider and profile.</summary>
    public DirectorySettings Settings => new(Status: Status, Members: Members, TeamPerGroup: TeamPerGroup, Breaker: Breaker);
}

internal sealed class CreateDirectoryValidator : AbstractValidator<CreateDirectory>
{
    public CreateDirectoryValidator()
    {
        RuleFor(command => command.Name).IsGiven().IsName();
        RuleFor(command => command.Provider).IsGiven().IsProvider();
        RuleFor(command => command.Profile).IsProfile();
        RuleFor(command => command.Settings).SetValidator(new DirectorySettingsValidator()).OverridePropertyName("");
    }
}

internal sealed class CreateDirectoryHandler(IDirectoryRepository directories, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateDirectory, Result<DirectoryView>>
{
    public Task<Result<DirectoryView>> Handle(CreateDirectory command, CancellationToken ct)
    {
        var directory = Directory.Create(call.Organization, command.Name, command.Provider, command.Profile ?? Profiles.Lenient, clock.Now());
        return Task.FromResult(directory.Change(command.Settings, clock.Now()) is { } refused ? refused : Added(directory));
    }

    private Result<DirectoryView> Added(Directory directory)
    {
        directories.Add(directory);
        return DirectoryView.Of(directory);
    }
}
