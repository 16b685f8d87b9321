using System.Text;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.People;

/// <summary>
/// What this module knows of a user: the newest facts that it heard. Nothing older than those changes it, so a repeated or a late event
/// does no harm.
/// </summary>
internal sealed class Person : AggregateRoot, IOwnedByOrganization
{
    private Person()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public UserId UserId { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public string UserName { get; private set; } = "";

    public string? DisplayName { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Entitled to something: there, and not deactivated.</summary>
    public bool Active { get; private set; }

    public bool Deleted { get; private set; }

    /// <summary>The version of the user that these facts are of.</summary>
    public long FactVersion { get; private set; }

    /// <summary>The plan that an administrator chose for the person, before everything else; null: none.</summary>
    public string? Pin { get; private set; }

    /// <summary>When it was first heard of: who came first is served first.</summary>
    public DateTimeOffset FirstSeen { get; private set; }

    /// <summary>What a search looks into.</summary>
    public string SearchText { get; private set; } = "";

    public static Person FirstHeardOf(OrganizationId organization, UserId user, DateTimeOffset at) =>
        new() { OrganizationId = organization, UserId = user, FirstSeen = at };

    /// <summary>Takes over facts; false when newer ones are known.</summary>
    public bool Hear(UserFacts facts, long version)
    {
        if (version <= FactVersion)
            return false;

        FactVersion = version;
        (DirectoryId, UserName, DisplayName, Email, Active) = facts;
        Deleted = false;
        SearchText = Fold($"{UserName}\n{DisplayName}\n{Email}");
        return true;
    }

    /// <summary>The user was deleted; false when something newer is known.</summary>
    public bool Leave(long version)
    {
        if (version <= FactVersion)
            return false;

        FactVersion = version;
        (Active, Deleted) = (false, true);
        return true;
    }

    /// <summary>An administrator chooses a plan, or leaves it to the rules again; false when it is so already.</summary>
    public bool PinTo(string? plan, DateTimeOffset now)
    {
        if (Pin == plan)
            return false;
        Pin = plan;
        Raise(version => new LicensePinChanged(UserId.Value, version, plan, now));
        return true;
    }

    /// <summary>Text as a search compares it: without regard to case and to ways of writing the same letter.</summary>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}

/// <summary>A person is pinned to this plan from now on; no <paramref name="Plan"/>: to none. Nobody acts on it: it is a line of history.</summary>
internal sealed record LicensePinChanged(Guid UserId, long Version, string? Plan, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"license-pin:{UserId:D}";

    Guid? IDomainEvent.Person => UserId;
}

/// <summary>
/// A user, a directory or the organization itself that is gone for good. Events of different stories come in any order: one about a person
/// that comes after this must not bring the person back.
/// </summary>
internal sealed class Tombstone : IOwnedByOrganization
{
    private Tombstone()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The id of what is gone.</summary>
    public Guid Id { get; private set; }

    public static Tombstone Of(OrganizationId organization, Guid id) => new() { OrganizationId = organization, Id = id };
}
