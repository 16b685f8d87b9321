namespace Scim.Modular.Identity.Domain.Directories;

/// <summary>What an administrator decides about a directory; what is null stays as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">One of <see cref="Providers"/>.</param>
/// <param name="Profile">One of <see cref="Profiles"/>.</param>
/// <param name="Status">One of <see cref="DirectoryStatuses"/>.</param>
/// <param name="Members">One of <see cref="MemberPolicies"/>, for a disabled one.</param>
/// <param name="TeamPerGroup">Whether every group that it pushes gets a team of its name.</param>
/// <param name="Breaker">When so many leave within an hour that an administrator must look first.</param>
internal sealed record DirectorySettings(
    string? Name = null, string? Provider = null, string? Profile = null, string? Status = null, string? Members = null,
    bool? TeamPerGroup = null, BreakerSettings? Breaker = null);

/// <summary>The limits of the breaker; without either it is off.</summary>
internal sealed record BreakerSettings(int? Removals = null, int? Percent = null);
