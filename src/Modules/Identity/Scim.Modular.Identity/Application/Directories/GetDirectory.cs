using System.Linq.Expressions;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>One directory, or null.</summary>
internal sealed record GetDirectory(DirectoryId Id) : IQuery<DirectoryView?>;

/// <summary>The directories of the organization, oldest first.</summary>
internal sealed record ListDirectories(PageRequest Page) : IQuery<Page<DirectoryView>>;

/// <summary>The tokens of a directory, revoked ones included, oldest first; null when there is no such directory.</summary>
internal sealed record ListTokens(DirectoryId Directory, PageRequest Page) : IQuery<Page<TokenView>?>;

/// <summary>A directory as administrators see it.</summary>
internal sealed record DirectoryView(
    DirectoryId Id, string Name, string Provider, string Profile, DirectoryStatus Status, string? Members, bool TeamPerGroup,
    BreakerSettings Breaker, DateTimeOffset? HoldingSince, DateTimeOffset CreatedAt, long Revision)
{
    public static Expression<Func<Directory, DirectoryView>> Shown { get; } = directory => new DirectoryView(
        directory.Id, directory.Name, directory.Provider, directory.Profile, directory.Status, directory.Members, directory.TeamPerGroup,
        new BreakerSettings(directory.BreakerRemovals, directory.BreakerPercent), directory.HoldingSince, directory.CreatedAt, directory.Revision);

    private static readonly Func<Directory, DirectoryView> Show = Shown.Compile();

    public static DirectoryView Of(Directory directory) => Show(directory);
}

/// <summary>A token without its secret. <paramref name="Prefix"/> is how it begins, <paramref name="LastUsedAt"/> is to the minute.</summary>
internal sealed record TokenView(
    Guid Id, string Name, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt,
    UserId? UserId);
