using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Application.People;

/// <summary>
/// People whose user name, display name or e-mail address contains a text; user names and addresses also in lower case. The first so many.
/// </summary>
internal sealed record FindPeople(string Text, int Most) : IQuery<IReadOnlyList<FoundPerson>>;

internal sealed record FoundPerson(UserId Id, string UserName, string? DisplayName, bool Active);
