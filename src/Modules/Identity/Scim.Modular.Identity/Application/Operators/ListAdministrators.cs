using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>The administrators of the organization that was entered, or of the installation; the oldest first.</summary>
internal sealed record ListAdministrators(PageRequest Page) : IQuery<Page<AdministratorView>>;

/// <summary>One of them, or null.</summary>
internal sealed record GetAdministrator(Guid Id) : IQuery<AdministratorView?>;
