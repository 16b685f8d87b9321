using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure.Resources;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Users;

internal sealed class FindNamesakeHandler(IUserRepository users, TimeProvider clock) : IQueryHandler<FindNamesake, Error?>
{
    public async Task<Error?> Handle(FindNamesake query, CancellationToken ct) => UserNames.Conflict(
        await users.NamesakesAsync(
            query.Directory, FoldedKey.Of(query.Document.UserName, "userName"), query.Document.ExternalId, clock.Now(), ct),
        query.Document);
}

internal sealed class GetLicenseOfUserHandler(IdentityDbContext db) : IQueryHandler<GetLicenseOfUser, ShownLicense?>
{
    public async Task<ShownLicense?> Handle(GetLicenseOfUser query, CancellationToken ct) =>
        (await LicensesOfUsers.LoadAsync(db, [query.Id], ct)).GetValueOrDefault(query.Id.Value);
}

internal sealed class GetGroupsOfUserHandler(IdentityDbContext db) : IQueryHandler<GetGroupsOfUser, IReadOnlyList<ResourceReference>>
{
    public async Task<IReadOnlyList<ResourceReference>> Handle(GetGroupsOfUser query, CancellationToken ct) =>
        [.. (await References.LoadAsync(db, ResourceKind.User, [query.Id.ToString()], ct))[query.Id.Value]];
}
