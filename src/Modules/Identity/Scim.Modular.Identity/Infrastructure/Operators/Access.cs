using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Infrastructure.Directories;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Operators;

/// <summary>
/// Knows credentials and organizations. These are the two questions that come before the organization of a request is known, so they
/// are asked across all of them: by the hash of a secret, and by an id or a slug that only an admin key may say.
/// </summary>
internal sealed class Access(IDbContextFactory<IdentityDbContext> contexts, TokenUses uses, Sessions sessions, TimeProvider clock)
    : ICredentialStore, IOrganizationLookup, IAccessMemory
{
    private readonly ShortMemory<Credential> _credentials = new(clock);
    private readonly ShortMemory<Known> _organizations = new(clock);

    public ValueTask<Credential?> FindAsync(byte[] hash, CancellationToken ct) =>
        _credentials.FindAsync(Convert.ToBase64String(hash), () => ReadAsync(hash, ct));

    public void Used(Credential credential) => uses.Note(credential);

    public async ValueTask<OrganizationId?> FindAsync(string idOrSlug, CancellationToken ct) =>
        (await _organizations.FindAsync(idOrSlug, () => ReadAsync(idOrSlug, ct)))?.Id;

    public async ValueTask<string?> NameOfAsync(string idOrSlug, CancellationToken ct) =>
        (await _organizations.FindAsync(idOrSlug, () => ReadAsync(idOrSlug, ct)))?.Name;

    public void Forget()
    {
        _credentials.Forget();
        _organizations.Forget();
        sessions.Forget();
    }

    private async Task<Credential?> ReadAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var token = await (
            from row in db.Tokens.IgnoreQueryFilters()
            join directory in db.Directories.IgnoreQueryFilters()
                on new { row.OrganizationId, Id = row.DirectoryId } equals new { directory.OrganizationId, directory.Id }
            where row.Hash == hash && row.RevokedAt == null
            select new { row.Id, row.OrganizationId, row.DirectoryId, row.ExpiresAt, row.UserId, directory.Status, directory.Provider, directory.Profile })
            .AsNoTracking().SingleOrDefaultAsync(ct);
        if (token is not null)
        {
            return new(
                CredentialKind.Directory, token.Id, token.OrganizationId, token.DirectoryId.Value, token.ExpiresAt,
                token.Status == DirectoryStatus.Disabled)
            {
                Provider = token.Provider, Profile = token.Profile, Subject = token.UserId?.Value,
            };
        }

        var key = await db.AdminKeys.Where(row => row.Hash == hash && row.RevokedAt == null)
            .Select(row => new { row.Id, row.OrganizationId, row.ExpiresAt, row.Scopes }).SingleOrDefaultAsync(ct);
        return key is null
            ? null
            : new(CredentialKind.Admin, key.Id, key.OrganizationId ?? default, default, key.ExpiresAt, DirectoryDisabled: false)
            {
                Scopes = key.Scopes.Split(' '),
            };
    }

    private async Task<Known?> ReadAsync(string idOrSlug, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        IQueryable<Organization> named;
        if (Ids.TryParse<OrganizationId>(idOrSlug, out var id))
            named = db.Organizations.Where(row => row.Id == id);
        else if (Slug.IsValid(idOrSlug))
            named = db.Organizations.Where(row => row.Slug == idOrSlug);
        else
            return null;
        return await named.Select(row => new Known(row.Id, row.Name)).SingleOrDefaultAsync(ct);
    }

    private sealed record Known(OrganizationId Id, string Name);
}
