using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Renames a directory, says who its client is and how exactly it is taken at its word, or switches it off and on; what is null stays.</summary>
internal sealed record ChangeDirectory(
    DirectoryId Id, string? Name, string? Provider, string? Profile, DirectoryStatus? Status, long? ExpectedRevision)
    : ICommand<Result<DirectoryView>>;

internal sealed class ChangeDirectoryValidator : AbstractValidator<ChangeDirectory>
{
    public ChangeDirectoryValidator()
    {
        RuleFor(command => command.Name).IsName();
        RuleFor(command => command.Provider).IsProvider();
        RuleFor(command => command.Profile).IsProfile();
    }
}

internal sealed class ChangeDirectoryHandler(IDirectoryRepository directories) : ICommandHandler<ChangeDirectory, Result<DirectoryView>>
{
    public async Task<Result<DirectoryView>> Handle(ChangeDirectory command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Id, ct) is not { } directory)
            return DirectoryErrors.NotFound;
        if (command.ExpectedRevision is { } expected && expected != directory.Revision)
            return DirectoryErrors.Stale;

        directory.Change(command.Name, command.Provider, command.Profile, command.Status);
        return DirectoryView.Of(directory);
    }
}
