using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Why it is so for this user: the facts, and what each module makes of them; null when there is no such user.</summary>
internal sealed record ExplainPerson(UserId Id) : IQuery<Explanation?>;

/// <summary>The answer. Each module's part stands beside <c>user</c> under its own name; null when it knows nothing of the user.</summary>
internal sealed record Explanation(ExplainedPerson User)
{
    /// <summary>The parts.</summary>
    [JsonExtensionData]
    public Dictionary<string, object?> Parts { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>The facts.</summary>
internal sealed record ExplainedPerson(
    UserId Id, string UserName, string? DisplayName, bool Active, ExplainedDirectory Directory, IReadOnlyList<ExplainedGroup> Groups);

/// <summary>The directory that provisions the user: what it is allowed to do decides about what it says.</summary>
internal sealed record ExplainedDirectory(DirectoryId Id, string Name, string Status, string? Members, bool Holding);

/// <summary>A group that the user is in; <paramref name="Via"/> are the groups through which, for one that it is not in directly.</summary>
internal sealed record ExplainedGroup(GroupId Id, string DisplayName, string Type, IReadOnlyList<GroupOfPerson> Via);
