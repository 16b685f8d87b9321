using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Users;

/// <summary>The seat of a user; null for one who never had any.</summary>
internal sealed record GetLicenseOfUser(UserId Id) : IQuery<ShownLicense?>;
