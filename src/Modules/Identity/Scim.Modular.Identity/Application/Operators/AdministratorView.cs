using System.Text.Json.Serialization;
using Scim.Modular.Identity.Domain.Operators;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>An administrator; <paramref name="Bound"/> says whether the invitation was taken up, and by whom.</summary>
internal sealed record AdministratorView(
    Guid Id, string Email, string? Name, string Role, BoundIdentity? Bound, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt,
    [property: JsonIgnore] long Version)
{
    public static AdministratorView Of(Administrator row) => new(
        row.Id, row.Email, row.Name, row.Role, row.Issuer is null ? null : new(row.Issuer, row.Subject!), row.LastSignInAt, row.CreatedAt,
        row.Version);
}

/// <summary>Who an administrator is to the identity provider.</summary>
internal sealed record BoundIdentity(string Issuer, string Subject);
