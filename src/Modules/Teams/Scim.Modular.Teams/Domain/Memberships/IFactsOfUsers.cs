using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>What facts and configuration say about users, beside what is stored of their teams: what the reconciler compares.</summary>
internal interface IFactsOfUsers
{
    /// <summary>The next of all who are known, in a group, or in a team, by id.</summary>
    Task<IReadOnlyList<UserId>> NextAsync(UserId? after, int count, CancellationToken ct);

    /// <summary>The next people of a directory, by id.</summary>
    Task<IReadOnlyList<UserId>> NextOfDirectoryAsync(DirectoryId directory, UserId? after, int count, CancellationToken ct);

    /// <summary>For each user the mappings whose group the user is in.</summary>
    Task<ILookup<UserId, GroupMapping>> MappingsOfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>These mappings, as far as they are there.</summary>
    Task<IReadOnlyDictionary<MappingId, GroupMapping>> MappingsAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct);

    /// <summary>Mappings that follow a group that isn't there.</summary>
    Task<IReadOnlyList<GroupMapping>> AstrayAsync(int count, CancellationToken ct);

    Task<IReadOnlyDictionary<TeamId, string>> TeamNamesAsync(IReadOnlyCollection<TeamId> teams, CancellationToken ct);

    /// <summary>Lets go of everything that was read and changed: nothing of it is saved.</summary>
    void Discard();
}
