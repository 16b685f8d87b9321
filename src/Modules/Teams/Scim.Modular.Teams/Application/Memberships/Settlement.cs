using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>
/// Writes what a book comes to. Before it does, it spares the last owner of a team, and afterwards it says who has which mapping as a
/// source now, to whoever gives plans by it.
/// </summary>
internal sealed class Settlement(
    IMembershipRepository memberships, IMappingRepository mappings, TimeProvider clock, ILogger<Settlement> log)
{
    public async Task WriteAsync(MembershipBook book, string reason, CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var (team, user) in await GuardOwnersAsync(book, reason, ct))
            log.LogWarning("{User} stays the owner of team {Team}, which would have none otherwise ({Reason})", user, team, reason);
        var relieved = await RelieveGuardedAsync(book, now, ct);
        await TellAsync(book, reason, now, ct);
        book.Settle(reason, now);
        if (relieved is not null)
        {
            await TellAsync(relieved, reason, now, ct);
            relieved.Settle(reason, now);
        }
    }

    /// <summary>Ends everything in the book.</summary>
    public async Task EraseAsync(MembershipBook book, string reason, CancellationToken ct)
    {
        var now = clock.Now();
        book.RevokeAll();
        await TellAsync(book, reason, now, ct);
        book.Erase(reason, now);
    }

    /// <summary>
    /// A push or a mapping never takes a team's last owner: says who stays for that. Whoever is deactivated or deleted goes all the same:
    /// Identity decides that.
    /// </summary>
    public async Task<IReadOnlyList<(TeamId Team, UserId User)>> GuardOwnersAsync(MembershipBook book, string reason, CancellationToken ct)
    {
        var spared = new List<(TeamId, UserId)>();
        if (reason == Reasons.TeamDeleted)
            return spared;
        foreach (var team in book.Changes().Where(change => change.Before == TeamRole.Owner).GroupBy(change => change.Team).ToArray())
        {
            if (book.Changes().Any(change => change.Team == team.Key && change.After == TeamRole.Owner))
                continue;
            var users = team.Select(change => change.User).Order().ToArray();
            if (!await memberships.HasOwnerBesideAsync(team.Key, users, ct) && book.Guard(team.Key, users, clock.Now()) is { } user)
                spared.Add((team.Key, user));
        }

        return spared;
    }

    // The team has another owner now. Those who were only spared may be outside this book: theirs is another one.
    private async Task<MembershipBook?> RelieveGuardedAsync(MembershipBook book, DateTimeOffset now, CancellationToken ct)
    {
        var owners = book.Changes().Where(change => change.After == TeamRole.Owner).ToLookup(change => change.Team, change => change.User);
        if (owners.Count == 0)
            return null;
        var owned = owners.Select(team => team.Key).ToArray();
        // Who is spared, was deactivated and comes back is no other owner.
        var guarded = (await memberships.GuardedAsync(owned, ct)).Where(one => owners[one.Team].Any(user => user != one.User)).ToArray();
        foreach (var (team, user) in guarded.Where(one => book.Knows(one.User)))
            book.Unguard(team, user, now);

        var elsewhere = guarded.Where(one => !book.Knows(one.User)).ToArray();
        if (elsewhere.Length == 0)
            return null;
        var other = await memberships.OpenAsync([.. elsewhere.Select(one => one.User).Distinct()], owned, ct);
        foreach (var (team, user) in elsewhere)
            other.Unguard(team, user, now);
        return other;
    }

    private async Task TellAsync(MembershipBook book, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var moves = book.Moves.ToLookup(move => move.Mapping);
        if (moves.Count == 0)
            return;
        foreach (var grant in await mappings.GrantsOfAsync([.. moves.Select(group => group.Key)], ct))
        {
            var moved = moves[grant.MappingId].ToLookup(move => move.Has, move => move.User);
            grant.Move([.. moved[true]], [.. moved[false]], reason, now);
        }
    }
}
