using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.People;

namespace Scim.Modular.Teams.Infrastructure.People;

internal sealed class FindPeopleHandler(TeamsDbContext db) : IQueryHandler<FindPeople, IReadOnlyList<FoundPerson>>
{
    public async Task<IReadOnlyList<FoundPerson>> Handle(FindPeople request, CancellationToken cancellationToken)
    {
        var text = request.Text.Replace("\0", "", StringComparison.Ordinal);
        var lower = text.ToLowerInvariant();
        return await db.People
            .Where(person => !person.Deleted
                && (person.UserName.Contains(text) || person.UserName.Contains(lower) || person.Email!.Contains(lower) || person.DisplayName!.Contains(text)))
            .OrderBy(person => person.Id).Take(request.Most)
            .Select(person => new FoundPerson(person.Id, person.UserName, person.DisplayName, person.Active)).ToListAsync(cancellationToken);
    }
}
