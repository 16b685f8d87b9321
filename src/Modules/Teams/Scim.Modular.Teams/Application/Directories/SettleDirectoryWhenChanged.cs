using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Groups;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Application.Directories;

/// <summary>
/// A directory takes effect, or no longer does. Its facts were learned all the while; what they come to is written in portions of people,
/// of each mapping's members, and of groups that need a team.
/// </summary>
internal sealed class SettleDirectoryWhenChanged(
    IOrganizationTurn turn, IDirectoryRepository directories, IPersonRepository people, IGroupRepository groups, IMappingRepository mappings,
    IMembershipRepository memberships, Settlement settlement, TeamsOfGroups teams, GroupSearch search, Portion atOnce, TimeProvider clock)
    : IDomainEventHandler<DirectoryChanged>, IDomainEventHandler<DirectoryPeopleUnsettled>, IDomainEventHandler<DirectoryGroupsUnsettled>
{
    private const int MostGroups = 100;

    public async Task Handle(DirectoryChanged happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        var (before, hadTeams) = (directory.Effect, directory.TeamPerGroup);
        if (!directory.Learn(happened.Version, happened.Directory))
            return;

        var now = clock.Now();
        if (directory.Effect != before)
            await ChangeEffectAsync(directory, now, ct);
        if (directory is { Effect: DirectoryEffect.Live, TeamPerGroup: true } && (!hadTeams || before != DirectoryEffect.Live))
            directory.ContinueWithGroups(null, now);
    }

    public async Task Handle(DirectoryPeopleUnsettled happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        if (directory.Effect is not (DirectoryEffect.Live or DirectoryEffect.Deprovisioned))
            return;

        var portion = await people.UnheedingAsync(directory.Id, directory.Effect, happened.After, atOnce.Size, ct);
        foreach (var person in portion)
            person.Heed(directory.Effect);
        var book = await memberships.OpenAsync([.. portion.Select(person => person.Id)], null, ct);
        book.TouchAll();
        var live = directory.Effect == DirectoryEffect.Live;
        await settlement.WriteAsync(book, live ? Reasons.DirectoryActive : Reasons.DirectoryDeprovisioned, ct);
        if (portion.Count == atOnce.Size)
            directory.ContinueWithPeople(portion[^1].Id, clock.Now());
    }

    public async Task Handle(DirectoryGroupsUnsettled happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(happened.DirectoryId, ct);
        if (directory is not { Effect: DirectoryEffect.Live, TeamPerGroup: true })
            return;

        var most = Math.Min(MostGroups, atOnce.Size);
        var portion = await groups.UnmappedAsync(directory.Id, happened.After, most, ct);
        foreach (var group in portion)
            await teams.AddAsync(group, ct);
        if (portion.Count == most)
            directory.ContinueWithGroups(portion[^1].Id, clock.Now());
    }

    private async Task ChangeEffectAsync(SourceDirectory directory, DateTimeOffset now, CancellationToken ct)
    {
        switch (directory.Effect)
        {
            case DirectoryEffect.Kept:
                foreach (var mapping in await mappings.OfDirectoryAsync(directory.Id, ct))
                    mapping.Orphan(Reasons.DirectoryKept, now, keepMembers: true);
                break;
            case DirectoryEffect.Deprovisioned:
                directory.ContinueWithPeople(null, now);
                break;
            case DirectoryEffect.Live:
                directory.ContinueWithPeople(null, now);
                await ResumeAsync(directory, now, ct);
                break;
        }
    }

    // Mappings that follow no group may find one that came meanwhile; the others look at all their members again.
    private async Task ResumeAsync(SourceDirectory directory, DateTimeOffset now, CancellationToken ct)
    {
        var all = await mappings.OfDirectoryAsync(directory.Id, ct);
        var searching = all.Where(mapping => mapping.BoundGroupId is null).ToArray();
        await search.BindAsync(directory.Id, searching, Reasons.DirectoryActive, ct);
        foreach (var portion in all.Except(searching.Where(mapping => mapping.BoundGroupId is not null)).Chunk(atOnce.Size))
        {
            foreach (var grant in await mappings.AllGrantsOfAsync([.. portion.Select(mapping => mapping.Id)], ct))
                grant.Continue(null, wholeTeam: false, announce: false, Reasons.DirectoryActive, now);
        }
    }
}
