using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>What these ids are called: those of users, also deleted ones, of groups, teams, directories and admin keys; unknown ones are left out.</summary>
internal sealed record NameThings(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, NamedThing>>;

/// <summary>One of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called.</param>
internal sealed record NamedThing(ThingKind Kind, string Name);

internal enum ThingKind
{
    User,
    Group,
    Team,
    Directory,
    Key,
}

/// <summary>A user's attributes as they are stored, JSON; null when there is no such user.</summary>
internal sealed record GetProfile(Contracts.UserId Id) : IQuery<string?>;
