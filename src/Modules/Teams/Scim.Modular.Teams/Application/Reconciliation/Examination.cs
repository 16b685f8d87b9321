using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Reconciliation;

/// <summary>Computes for some users what every handler would have come to, in a book that is written only if the caller writes it.</summary>
internal sealed class Examination(
    IFactsOfUsers facts, IDirectoryRepository directories, IMembershipRepository memberships, TimeProvider clock)
{
    /// <summary>What differs, and the book that has the difference.</summary>
    public async Task<(IReadOnlyList<Drift> Drift, MembershipBook Book)> OfAsync(IReadOnlyList<UserId> users, CancellationToken ct)
    {
        var book = await memberships.OpenAsync(users, null, ct);
        var entitled = await facts.MappingsOfAsync(users, ct);
        var had = book.Sources.Where(source => !source.IsManual && source.Stay != Stay.Guarded).ToLookup(source => source.UserId);
        var mappings = await facts.MappingsAsync([.. had.SelectMany(sources => sources).Select(source => source.MappingId).Distinct()], ct);
        var now = clock.Now();
        var found = new List<Found>();
        foreach (var user in users)
        {
            foreach (var source in had[user].Where(source => !mappings.ContainsKey(source.MappingId)).ToArray())
            {
                found.Add(new("source", user, source.TeamId, source.Role, null));
                book.Revoke(source.TeamId, user, source.MappingId);
            }

            var its = entitled[user].ToDictionary(mapping => mapping.Id);
            var concerned = its.Values.Concat(had[user].Select(source => mappings.GetValueOrDefault(source.MappingId)).OfType<GroupMapping>());
            foreach (var mapping in concerned.DistinctBy(mapping => mapping.Id).ToArray())
            {
                var stored = book.Find(mapping.TeamId, user, mapping.Id)?.Role;
                var directory = await directories.KnowAsync(mapping.DirectoryId, ct);
                book.Apply(mapping, directory, new(user, its.ContainsKey(mapping.Id)), Reasons.Reconciled, now);
                var computed = book.Find(mapping.TeamId, user, mapping.Id)?.Role;
                if (stored != computed)
                    found.Add(new("source", user, mapping.TeamId, stored, computed));
            }
        }

        book.TouchAll();
        found.AddRange(book.Changes().Select(change => new Found("membership", change.User, change.Team, change.Before, change.After)));
        return (await ShownAsync(found, ct), book);
    }

    private async Task<IReadOnlyList<Drift>> ShownAsync(List<Found> found, CancellationToken ct)
    {
        if (found.Count == 0)
            return [];
        var names = await facts.TeamNamesAsync([.. found.Select(one => one.Team).Distinct()], ct);
        return [.. found.Select(one => new Drift(
            one.Kind, one.User.Value, names.GetValueOrDefault(one.Team) ?? one.Team.ToString(), WordOf(one.Stored), WordOf(one.Computed)))];
    }

    private static string? WordOf(TeamRole? role) => role is { } value ? Words.Of(value) : null;

    private readonly record struct Found(string Kind, UserId User, TeamId Team, TeamRole? Stored, TeamRole? Computed);
}
