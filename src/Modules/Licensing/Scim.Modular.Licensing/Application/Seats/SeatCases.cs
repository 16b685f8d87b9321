using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Collects what decides about people's seats, in a statement for each kind of it, however many they are.</summary>
internal sealed class SeatCases(IDirectoryRepository directories, IGrantRepository grants, ISeatRepository seats)
{
    public async Task<IReadOnlyList<SeatCase>> OfAsync(IReadOnlyList<Person> people, IReadOnlyList<Plan> plans, CancellationToken ct)
    {
        if (people.Count == 0)
            return [];
        var ids = people.Select(person => person.UserId).ToArray();
        var held = await seats.OfAsync(ids, ct);
        var known = await directories.OfAsync([.. people.Select(person => person.DirectoryId).Distinct()], ct);
        var granted = await grants.OfAsync(ids, ct);
        return
        [
            .. people.Select(person => Of(
                person, known.GetValueOrDefault(person.DirectoryId), held.GetValueOrDefault(person.UserId), granted[person.UserId], plans)),
        ];
    }

    /// <summary>The case of one person, given what is known of it already.</summary>
    public async Task<SeatCase> OfAsync(
        Person person, SourceDirectory? directory, bool isNew, IReadOnlyList<Plan> plans, CancellationToken ct)
    {
        var seat = isNew ? null : await seats.FindAsync(person.UserId, ct);
        return Of(person, directory, seat, (await grants.OfAsync([person.UserId], ct))[person.UserId], plans);
    }

    private static SeatCase Of(
        Person person, SourceDirectory? directory, Seat? seat, IEnumerable<PlanGrant> granted, IReadOnlyList<Plan> plans) =>
        new(person, directory?.Standing ?? Standing.Live, directory?.Holding ?? false, seat, SeatRules.Sources(person.Pin, granted, plans));
}
