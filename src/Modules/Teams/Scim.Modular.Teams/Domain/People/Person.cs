using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Directories;

namespace Scim.Modular.Teams.Domain.People;

/// <summary>This module's copy of what it must know of a user. The newest event wins; an older one changes nothing.</summary>
internal sealed class Person : IOwnedByOrganization
{
    private Person()
    {
    }

    public Person(
        OrganizationId organization, UserId id, long version, UserFacts facts, DirectoryEffect effect = DirectoryEffect.Live)
    {
        (OrganizationId, Id) = (organization, id);
        Heed(effect);
        Learn(version, facts);
    }

    public OrganizationId OrganizationId { get; private set; }

    public UserId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public string UserName { get; private set; } = "";

    public string? DisplayName { get; private set; }

    public string? Email { get; private set; }

    public bool Active { get; private set; }

    public bool Deleted { get; private set; }

    /// <summary>The version of the user in the newest event.</summary>
    public long Version { get; private set; }

    /// <summary>
    /// Whether the person counted when its directory stopped taking effect, if anything has come since; null: it goes by the facts.
    /// </summary>
    public bool? Frozen { get; private set; }

    /// <summary>Whether what this person is entitled to takes effect.</summary>
    public bool IsEffective => Frozen ?? (Active && !Deleted);

    /// <summary>What is learned from now on moves nothing, as its directory has it.</summary>
    public void Heed(DirectoryEffect effect) => Frozen = effect switch
    {
        DirectoryEffect.Live => null,
        DirectoryEffect.Deprovisioned => false,
        _ => Version > 0 && IsEffective,
    };

    /// <summary>Takes the facts over; false when something newer is known already.</summary>
    public bool Learn(long version, UserFacts facts)
    {
        if (version <= Version)
            return false;
        Version = version;
        (DirectoryId, UserName, DisplayName) = (facts.DirectoryId, facts.UserName, facts.DisplayName);
        (Email, Active) = (facts.Email, facts.Active);
        Deleted = false;
        return true;
    }

    /// <summary>The user was deleted, and may return; false when something newer is known already.</summary>
    public bool Delete(long version)
    {
        if (version <= Version)
            return false;
        Version = version;
        Deleted = true;
        return true;
    }
}
