using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>The keys of the admin API, revoked ones included, oldest first.</summary>
internal sealed record ListAdminKeys(PageRequest Page) : IQuery<Page<AdminKeyView>>;

/// <summary>A key without its secret; <paramref name="Prefix"/> is how it begins.</summary>
internal sealed record AdminKeyView(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, OrganizationId? OrganizationId, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
