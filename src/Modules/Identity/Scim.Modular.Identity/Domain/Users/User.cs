using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Protocol.Text;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Users;

/// <summary>A user as the identity provider pushes it: a fact. It says nothing of seats and teams.</summary>
internal sealed class User : AggregateRoot, IOwnedByOrganization
{
    /// <summary>How long a deleted user's id is kept for its return.</summary>
    public static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(30);

    /// <summary>So many changes of <c>active</c> within a day are no decisions any more: the user flaps.</summary>
    public const int ManyChanges = 4;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private User()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public UserId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    /// <summary>As sent.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>Folded: what is unique, and what is looked up.</summary>
    public string UserNameKey { get; private set; } = "";

    public string? ExternalId { get; private set; }

    public string? DisplayName { get; private set; }

    /// <summary>What groups show of it, folded.</summary>
    public string DisplayKey { get; private set; } = "";

    public string? Email { get; private set; }

    public bool Active { get; private set; }

    /// <summary>When <c>active</c> last changed, as many times as tell whether the user flaps: milliseconds as a JSON array, or null.</summary>
    public string? ActiveChanges { get; private set; }

    /// <summary>When <c>active</c> last changed for the fourth time within a day; null: it never did.</summary>
    public DateTimeOffset? FlappedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastModifiedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>The attributes as JSON: what GET answers from.</summary>
    public string Document { get; private set; } = "";

    /// <summary>Their folded form: what filters are run against.</summary>
    public string Search { get; private set; } = "";

    /// <summary>The addresses by which it is found, folded; none while it is deleted.</summary>
    public IReadOnlyList<string> EmailKeys =>
        DeletedAt is null && Document.Length > 0 ? UserDocument.EmailKeysOf((JsonObject)JsonNode.Parse(Document)!) : [];

    private UserFacts Facts => new(DirectoryId, UserName, DisplayName, Email, Active);

    public static User Create(OrganizationId organization, DirectoryId directory, UserDocument document, Guid? admission, DateTimeOffset now)
    {
        var user = new User { OrganizationId = organization, Id = Ids.New<UserId>(), DirectoryId = directory, CreatedAt = now };
        user.Take(document.WithActive(document.Active ?? true), now);
        user.Raise(version => new UserCreated(user.Id, version, user.Facts, admission, now));
        return user;
    }

    /// <summary>
    /// Takes new attributes. What says the same as before is no change: Okta repeats requests, and the second one is not news.
    /// A client that doesn't say <c>active</c> leaves it as it is: nobody is reactivated by silence.
    /// </summary>
    public void Replace(UserDocument document, DateTimeOffset now)
    {
        var complete = document.WithActive(document.Active ?? Active);
        if (complete.Json == Document)
            return;

        var wasActive = Active;
        Take(complete, now);
        NoteActive(wasActive, now);
        Raise(version => (wasActive, Active) switch
        {
            (true, false) => new UserDeactivated(Id, version, Facts, now),
            (false, true) => new UserActivated(Id, version, Facts, now),
            _ => new UserProfileChanged(Id, version, Facts, now),
        });
    }

    public void Delete(DateTimeOffset now)
    {
        var wasActive = Active;
        (Active, DeletedAt, LastModifiedAt) = (false, now, now);
        NoteActive(wasActive, now);
        Raise(version => new UserDeleted(Id, version, now));
    }

    /// <summary>Provisioned again while the id is kept: the same person, with the attributes of today.</summary>
    public void Return(UserDocument document, Guid? admission, DateTimeOffset now)
    {
        DeletedAt = null;
        Take(document.WithActive(document.Active ?? true), now);
        NoteActive(wasActive: false, now);
        Raise(version => new UserReturned(Id, version, Facts, admission, now));
    }

    public void Forget(DateTimeOffset now) => Raise(version => new UserForgotten(Id, version, now));

    private void NoteActive(bool wasActive, DateTimeOffset now)
    {
        if (Active == wasActive)
            return;
        long[] changes = [.. JsonSerializer.Deserialize<long[]>(ActiveChanges ?? "[]")!.TakeLast(ManyChanges - 1), now.ToUnixTimeMilliseconds()];
        ActiveChanges = JsonSerializer.Serialize(changes);
        if (changes.Length == ManyChanges && changes[^1] - changes[0] <= Day.TotalMilliseconds)
            FlappedAt = now;
    }

    private void Take(UserDocument document, DateTimeOffset now)
    {
        UserName = document.UserName;
        UserNameKey = FoldedKey.Of(document.UserName, "userName");
        ExternalId = document.ExternalId;
        DisplayName = document.DisplayName;
        DisplayKey = CaseFolding.Fold(document.DisplayName ?? document.UserName);
        Email = document.Email;
        Active = document.Active == true;
        Document = document.Json;
        Search = document.Search;
        LastModifiedAt = now;
    }
}

/// <summary>An address by which a user is found: <c>filter=email eq "…"</c> is the lookup of one of the two set-up guides.</summary>
internal sealed class UserEmail(OrganizationId organizationId, UserId userId, DirectoryId directoryId, string valueKey) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public UserId UserId { get; private set; } = userId;

    public DirectoryId DirectoryId { get; private set; } = directoryId;

    public string ValueKey { get; private set; } = valueKey;
}
