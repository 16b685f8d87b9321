using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>What a directory's breaker holds, of all modules; null when there is no such directory.</summary>
internal sealed record GetHeldChanges(DirectoryId Directory) : IQuery<DirectoryHeldChanges?>;

/// <summary>What is held. <paramref name="Count"/> is of all parts together.</summary>
internal sealed record DirectoryHeldChanges(bool Holding, DateTimeOffset? HoldingSince, int Count, IReadOnlyList<HeldChanges> Parts);

/// <summary>What would change if a directory took effect now, of all modules; null when there is no such directory.</summary>
internal sealed record GetDirectoryReport(DirectoryId Directory) : IQuery<DirectoryReport?>;

/// <summary>The differences, of which at most 1,000 are listed, and how many there are.</summary>
internal sealed record DirectoryReport(IReadOnlyList<Drift> Drift, int Found);
