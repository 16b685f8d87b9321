using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.Protocol.Text;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class ListPeopleHandler(IdentityDbContext db) : IQueryHandler<ListPeople, Page<PersonView>>
{
    public async Task<Page<PersonView>> Handle(ListPeople query, CancellationToken ct)
    {
        var users = Matching(query);
        if (query.Page.Key<Guid>() is { } key)
        {
            var after = new UserId(key);
            users = users.Where(user => user.Id.CompareTo(after) > 0);
        }

        var found = await (
            from user in users
            join license in db.UserLicenses on user.Id equals license.UserId into licenses
            from license in licenses.DefaultIfEmpty()
            orderby user.Id
            select new
            {
                user.Id, user.UserName, user.DisplayName, user.Email, user.Active, user.DirectoryId,
                License = license == null ? null : new LicenseView(license.Plan, license.Status, license.WaitsFor),
            })
            .Take(query.Page.Limit + 1).ToListAsync(ct);
        var teams = await TeamsOfPeople.LoadAsync(db, [.. found.Select(user => user.Id)], ct);
        return query.Page.Of<PersonView>(
            [.. found.Select(user => new PersonView(
                user.Id, user.UserName, user.DisplayName, user.Email, user.Active, user.DirectoryId, user.License, [.. teams[user.Id]]))],
            user => user.Id);
    }

    private IQueryable<User> Matching(ListPeople query)
    {
        var users = db.Users.Where(user => user.DeletedAt == null);
        if (query.Directory is { } directory)
            users = users.Where(user => user.DirectoryId == directory);
        if (query.Active is { } active)
            users = users.Where(user => user.Active == active);
        if (query.Team is { } team)
        {
            users = users.Where(user => db.UserTeams.Any(row => row.TeamId == team && row.UserId == user.Id && row.Role != null)
                && db.TeamNames.Any(name => name.TeamId == team && name.Name != null));
        }

        if (query.Group is { } pushed)
            users = users.Where(user => db.GroupMembers.Any(member => member.GroupId == pushed && member.UserId == user.Id));
        if (query.LicenseStatus == LicenseWords.None)
            users = users.Where(user => !db.UserLicenses.Any(row => row.UserId == user.Id));
        else if (query.LicenseStatus is { } status)
            users = users.Where(user => db.UserLicenses.Any(row => row.UserId == user.Id && row.Status == status));
        return query.Text is { Length: > 0 } text ? users.Where(Containing(CaseFolding.Fold(text))) : users;
    }

    private Expression<Func<User, bool>> Containing(string folded) => user =>
        user.UserNameKey.Contains(folded) || user.DisplayKey.Contains(folded)
        || db.UserEmails.Any(email => email.UserId == user.Id && email.ValueKey.Contains(folded));
}

internal sealed class GetPersonHandler(IdentityDbContext db, EventLog events) : IQueryHandler<GetPerson, PersonDetail?>
{
    private const int MostEvents = 100;

    public async Task<PersonDetail?> Handle(GetPerson query, CancellationToken ct)
    {
        var found = await (
            from user in db.Users
            join license in db.UserLicenses on user.Id equals license.UserId into licenses
            from license in licenses.DefaultIfEmpty()
            where user.Id == query.Id && user.DeletedAt == null
            select new
            {
                user.UserName, user.DisplayName, user.Email, user.Active, user.DirectoryId, user.ExternalId, user.CreatedAt, user.LastModifiedAt,
                user.Version, License = license == null ? null : new LicenseView(license.Plan, license.Status, license.WaitsFor),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return null;

        var teams = await TeamsOfPeople.LoadAsync(db, [query.Id], ct);
        var groups = await (
            from member in db.GroupMembers
            join pushed in db.Groups on member.GroupId equals pushed.Id
            where member.UserId == query.Id
            orderby pushed.DisplayNameKey
            select new GroupOfPerson(pushed.Id, pushed.DisplayName)).ToListAsync(ct);
        var history = await events.OfPersonAsync(query.Id.Value, MostEvents, ct);
        return new(
            query.Id, found.UserName, found.DisplayName, found.Email, found.Active, found.DirectoryId, found.License, [.. teams[query.Id]],
            found.ExternalId, found.CreatedAt, found.LastModifiedAt, groups, history, found.Version);
    }
}

/// <summary>The teams of all people of a page, in one query.</summary>
internal static class TeamsOfPeople
{
    public static async Task<ILookup<UserId, TeamView>> LoadAsync(IdentityDbContext db, UserId[] users, CancellationToken ct)
    {
        var found = await (
            from place in db.UserTeams
            join team in db.TeamNames on place.TeamId equals team.TeamId
            where users.Contains(place.UserId) && place.Role != null && team.Name != null
            orderby team.Name
            select new { place.UserId, place.TeamId, team.Name, place.Role }).ToListAsync(ct);
        return found.ToLookup(place => place.UserId, place => new TeamView(place.TeamId, place.Name!, place.Role!));
    }
}
