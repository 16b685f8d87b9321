using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.UnitTests.Teams;

/// <summary>One organization with one directory, and what its facts look like.</summary>
internal sealed class TeamsWorld
{
    public static readonly DateTimeOffset Now = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public OrganizationId Organization { get; } = Ids.New<OrganizationId>();

    public DirectoryId Directory { get; } = Ids.New<DirectoryId>();

    public TeamId Team { get; } = Ids.New<TeamId>();

    public Person Person(bool active = true, long version = 1) => new(Organization, Ids.New<UserId>(), version, Facts(active));

    public UserFacts Facts(bool active = true, string userName = "ada") => new(Directory, userName, null, null, active);

    public Group Group(string name = "Eng", string? externalId = null, DirectoryId? directory = null) =>
        new(Organization, Ids.New<GroupId>(), 1, new GroupFacts(directory ?? Directory, name, externalId));

    public GroupMapping Mapping(string name = "Eng", TeamRole role = TeamRole.Member)
    {
        var mapping = GroupMapping.Create(Organization, Directory, name, Team, new MappingTerms(role), Now);
        mapping.TakeRaised();
        return mapping;
    }

    public MembershipSource Source(Person person, TeamRole role = TeamRole.Member, MappingId mapping = default) =>
        new(Organization, Team, person.Id, mapping, role);

    public static string Raised(params AggregateRoot[] aggregates) =>
        string.Join(' ', aggregates.SelectMany(aggregate => aggregate.TakeRaised()).Select(Word));

    private static string Word(IDomainEvent happened) => happened switch
    {
        MemberJoined joined => $"joined:{joined.Role}:{joined.Reason}:{joined.Version}",
        MemberRoleChanged changed => $"role:{changed.Role}:{changed.Reason}:{changed.Version}",
        MemberLeft left => $"left:{left.Reason}:{left.Version}",
        _ => happened.GetType().Name,
    };
}
