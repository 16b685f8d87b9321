using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Directories;

/// <summary>What can be the matter with a directory: the words of the API, of events and of metrics.</summary>
internal static class AlertKinds
{
    /// <summary>The identity provider has called before, and does not call any more.</summary>
    public const string Silent = "silent";

    /// <summary>Many of its calls were refused or failed.</summary>
    public const string CallsRefused = "calls_refused";

    /// <summary>The last token that opens it ends soon.</summary>
    public const string TokenEnding = "token_ending";

    /// <summary>It had tokens, and none opens it now.</summary>
    public const string NoToken = "no_token";

    /// <summary>One of its users is deactivated and activated again and again.</summary>
    public const string UserFlapping = "user_flapping";

    /// <summary>The breaker holds. The directory itself says so, and the suspicion that tripped it was told: it has no row and no event.</summary>
    public const string ChangesHeld = "changes_held";

    public static readonly IReadOnlyList<string> All = [Silent, CallsRefused, TokenEnding, NoToken, UserFlapping, ChangesHeld];
}

/// <summary>Something is the matter with a directory, and was told. The row goes when it is over; its events stay.</summary>
internal sealed class DirectoryAlert : AggregateRoot, IOwnedByOrganization
{
    private DirectoryAlert()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    /// <summary>One of <see cref="AlertKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Whom it concerns: a user, or the directory itself. With directory and kind it is the key, so nothing is told twice.</summary>
    public Guid Subject { get; private set; }

    /// <summary>Its story: what begins again later is another one.</summary>
    public Guid Id { get; private set; }

    /// <summary>What was told when it was raised.</summary>
    public string Text { get; private set; } = "";

    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>The user whom it concerns, if it concerns one.</summary>
    public UserId? UserId => Kind == AlertKinds.UserFlapping ? new UserId(Subject) : null;

    public static DirectoryAlert Raise(Directory directory, AlertFinding found, DateTimeOffset now)
    {
        var alert = new DirectoryAlert
        {
            OrganizationId = directory.OrganizationId,
            DirectoryId = directory.Id,
            Kind = found.Kind,
            Subject = found.SubjectIn(directory.Id),
            Id = Guid.CreateVersion7(now),
            Text = found.Text,
            RaisedAt = now,
        };
        alert.Raise(version => new DirectoryAlertRaised(
            alert.Id, version, directory.Id, directory.Name, alert.Kind, found.User?.Id, found.Text, now));
        return alert;
    }

    /// <summary>It is over; <paramref name="text"/> says how.</summary>
    public void Resolve(Directory directory, string text, DateTimeOffset now) => Raise(version => new DirectoryAlertResolved(
        Id, version, directory.Id, directory.Name, Kind, UserId, text, RaisedAt, now));
}

/// <summary>Something is the matter with a directory since now. It is a notice, and webhooks tell it.</summary>
/// <param name="AlertId">The alert: the same when it is over.</param>
/// <param name="Version">Its place in the alert's story.</param>
/// <param name="DirectoryId">The directory.</param>
/// <param name="DirectoryName">Its name.</param>
/// <param name="Kind">One of <see cref="AlertKinds"/>.</param>
/// <param name="UserId">The user whom it concerns, if it concerns one.</param>
/// <param name="Text">What is the matter, in a sentence.</param>
/// <param name="At">When it was noticed.</param>
internal sealed record DirectoryAlertRaised(
    Guid AlertId, long Version, DirectoryId DirectoryId, string DirectoryName, string Kind, UserId? UserId, string Text, DateTimeOffset At) : IDomainEvent
{
    /// <summary>Tells both events apart where their names are not seen.</summary>
    public string State { get; } = "raised";

    string IDomainEvent.Stream => $"directory-alert:{AlertId:D}";

    Guid? IDomainEvent.Person => UserId?.Value;
}

/// <summary>What was the matter with a directory is over: <paramref name="Text"/> says how. The rest is as it was raised.</summary>
internal sealed record DirectoryAlertResolved(
    Guid AlertId, long Version, DirectoryId DirectoryId, string DirectoryName, string Kind, UserId? UserId, string Text, DateTimeOffset RaisedAt,
    DateTimeOffset At) : IDomainEvent
{
    /// <summary>Tells both events apart where their names are not seen.</summary>
    public string State { get; } = "resolved";

    string IDomainEvent.Stream => $"directory-alert:{AlertId:D}";

    Guid? IDomainEvent.Person => UserId?.Value;
}

internal interface IDirectoryAlertRepository
{
    /// <summary>Those of these directories that are there.</summary>
    Task<IReadOnlyDictionary<DirectoryId, Directory>> DirectoriesAsync(IReadOnlyCollection<DirectoryId> ids, CancellationToken ct);

    /// <summary>The open alerts of these directories, for change.</summary>
    Task<IReadOnlyList<DirectoryAlert>> OpenAsync(IReadOnlyCollection<DirectoryId> directories, CancellationToken ct);

    void Add(DirectoryAlert alert);

    void Remove(DirectoryAlert alert);
}
