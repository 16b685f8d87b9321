using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>Why a new user with these attributes would be refused for its userName or externalId; null when it would not.</summary>
internal sealed record FindNamesake(DirectoryId Directory, UserDocument Document) : IQuery<Error?>;

/// <summary>The groups that a user is in, directly and through others.</summary>
internal sealed record GetGroupsOfUser(UserId Id) : IQuery<IReadOnlyList<ResourceReference>>;
