using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.SignIn;

/// <summary>A connection by which an organization's administrators sign in.</summary>
[JsonConverter(typeof(IdJsonConverter<SignInConnectionId>))]
internal readonly record struct SignInConnectionId(Guid Value) : IId<SignInConnectionId>
{
    public static SignInConnectionId From(Guid value) => new(value);

    public int CompareTo(SignInConnectionId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>The protocols that a connection can speak.</summary>
internal static class SignInKinds
{
    public const string Oidc = "oidc";
    public const string Saml = "saml";

    public static readonly IReadOnlyList<string> All = [Oidc, Saml];
}

/// <summary>
/// An identity provider that an organization has chosen for its administrators. What it says opens that organization and no other.
/// </summary>
internal sealed class SignInConnection : AggregateRoot, IOwnedByOrganization
{
    /// <summary>How many an organization may have.</summary>
    public const int Most = 20;

    private SignInConnection()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public SignInConnectionId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>One of <see cref="SignInKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    public bool Enabled { get; private set; } = true;

    /// <summary>The provider's own name: an authority, or an entity id. No two connections of an organization share it.</summary>
    public string Issuer { get; private set; } = "";

    public string? ClientId { get; private set; }

    /// <summary>Sealed by a key that is kept outside of the database.</summary>
    public byte[]? ClientSecret { get; private set; }

    public string? SsoUrl { get; private set; }

    /// <summary>The certificates that the provider signs with, as PEM.</summary>
    public string? Certificates { get; private set; }

    public bool AllowIdpInitiated { get; private set; }

    public bool RequireBothSignatures { get; private set; }

    public string? EmailAttribute { get; private set; }

    public string? NameAttribute { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static SignInConnection Create(
        OrganizationId organization, SignInConnectionId id, string name, string kind, bool enabled, ProviderSettings provider, DateTimeOffset now)
    {
        var connection = new SignInConnection { OrganizationId = organization, Id = id, Name = name, Kind = kind, Enabled = enabled, CreatedAt = now };
        connection.Take(provider);
        connection.Raise(version => new SignInConnectionCreated(id, version, connection.Facts, now));
        return connection;
    }

    /// <summary>Takes what is given; what is null stays.</summary>
    public void Change(string? name, bool? enabled, ProviderSettings provider, DateTimeOffset now)
    {
        var (before, secret) = (Facts, ClientSecret);
        (Name, Enabled) = (name ?? Name, enabled ?? Enabled);
        Take(provider);
        if (Facts != before || ClientSecret != secret)
            Raise(version => new SignInConnectionChanged(Id, version, Facts, ClientSecret != secret, now));
    }

    public void Delete(DateTimeOffset now) => Raise(version => new SignInConnectionDeleted(Id, version, Facts, now));

    private SignInConnectionFacts Facts => new(
        Name, Kind, Enabled, Issuer, ClientId, SsoUrl, Certificates, AllowIdpInitiated, RequireBothSignatures, EmailAttribute, NameAttribute);

    private void Take(ProviderSettings given)
    {
        Issuer = given.Issuer ?? Issuer;
        (ClientId, ClientSecret) = (given.ClientId ?? ClientId, given.ClientSecret ?? ClientSecret);
        (SsoUrl, Certificates) = (given.SsoUrl ?? SsoUrl, given.Certificates ?? Certificates);
        AllowIdpInitiated = given.AllowIdpInitiated ?? AllowIdpInitiated;
        RequireBothSignatures = given.RequireBothSignatures ?? RequireBothSignatures;
        EmailAttribute = OrNothing(given.EmailAttribute ?? EmailAttribute);
        NameAttribute = OrNothing(given.NameAttribute ?? NameAttribute);
    }

    private static string? OrNothing(string? text) => text is "" ? null : text;
}

/// <summary>What an administrator says of a provider; what is null stays as it is.</summary>
internal sealed record ProviderSettings
{
    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Sealed.</summary>
    public byte[]? ClientSecret { get; init; }

    public string? SsoUrl { get; init; }

    public string? Certificates { get; init; }

    public bool? AllowIdpInitiated { get; init; }

    public bool? RequireBothSignatures { get; init; }

    /// <summary>Empty: the usual names.</summary>
    public string? EmailAttribute { get; init; }

    /// <summary>Empty: the usual names.</summary>
    public string? NameAttribute { get; init; }
}

/// <summary>An assertion that was used, until it is too old to come again.</summary>
internal sealed class UsedAssertion : IOwnedByOrganization
{
    private UsedAssertion()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>By which it came; none: by the provider of the installation.</summary>
    public SignInConnectionId ConnectionId { get; private set; }

    /// <summary>Of its id.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset ForgottenAt { get; private set; }

    public static UsedAssertion Of(OrganizationId organization, SignInConnectionId connection, byte[] hash, DateTimeOffset forgottenAt) =>
        new() { OrganizationId = organization, ConnectionId = connection, Hash = hash, ForgottenAt = forgottenAt };
}

internal interface ISignInConnectionRepository
{
    Task<SignInConnection?> FindAsync(SignInConnectionId id, CancellationToken ct);

    Task<int> CountAsync(CancellationToken ct);

    Task<bool> IsIssuerTakenAsync(string issuer, SignInConnectionId except, CancellationToken ct);

    void Add(SignInConnection connection);

    /// <summary>Removes it with what is remembered of it.</summary>
    Task RemoveAsync(SignInConnection connection, CancellationToken ct);

    /// <summary>Whether an assertion was used before. What is too old to come again is forgotten.</summary>
    Task<bool> IsUsedAsync(SignInConnectionId connection, byte[] hash, DateTimeOffset now, CancellationToken ct);

    void Add(UsedAssertion assertion);
}

internal static class SignInConnectionErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "sign_in_connection_not_found", "There is no such sign-in connection.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error TooMany { get; } = new(
        ErrorKind.Conflict, "too_many", "An organization has 20 sign-in connections at most. Delete one that nobody needs.");

    public static Error IssuerTaken { get; } = new(
        ErrorKind.Conflict, "issuer_taken", "Another sign-in connection of this organization has this authority or entityId. Change that one.");

    public static Error SecretNeeded { get; } = new(
        ErrorKind.Invalid, "client_secret_needed",
        "oidc.clientSecret: another authority or clientId needs the secret again: what was given to one provider is never sent to another.");

    public static Error OtherKind(string attribute, string kind) => new(
        ErrorKind.Invalid, "invalid_request", $"{attribute}: this connection is of the kind {kind}; make another one.");
}
