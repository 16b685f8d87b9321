using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>How the provisioning of these directories goes; those that are not there are left out.</summary>
internal sealed record GetDirectoryHealth(IReadOnlyCollection<DirectoryId> Directories) : IQuery<IReadOnlyDictionary<DirectoryId, DirectoryHealth>>;

/// <summary>How the provisioning of a directory goes.</summary>
/// <param name="Users">How many users it has, deleted ones left out.</param>
/// <param name="LastCallAt">When its identity provider last called; null: never.</param>
/// <param name="Calls">Calls of the last day.</param>
/// <param name="Refused">Those of them that were refused or failed.</param>
/// <param name="Tokens">Tokens that it ever had.</param>
/// <param name="TokenEndsAt">When the first of those that open it now ends; null: none does.</param>
/// <param name="Matters">What is the matter with it now, by the rules of alerts.</param>
internal sealed record DirectoryHealth(
    int Users, DateTimeOffset? LastCallAt, int Calls, int Refused, int Tokens, DateTimeOffset? TokenEndsAt, IReadOnlyList<AlertFinding> Matters);

/// <summary>How far the connection of a new directory has come; null when there is no such directory.</summary>
internal sealed record GetFirstCalls(DirectoryId Directory) : IQuery<FirstCalls?>;

/// <summary>What the provisioning log and the facts say.</summary>
/// <param name="CallAt">When the first call was answered.</param>
/// <param name="UserAt">When the first user came.</param>
/// <param name="GroupAt">When the first group came.</param>
/// <param name="Last">The newest call.</param>
internal sealed record FirstCalls(DateTimeOffset? CallAt, DateTimeOffset? UserAt, DateTimeOffset? GroupAt, LastCall? Last);

/// <summary>The newest call of a directory.</summary>
internal sealed record LastCall(Guid Id, DateTimeOffset At, int Status, string Summary);
