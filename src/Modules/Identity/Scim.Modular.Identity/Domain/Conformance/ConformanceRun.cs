using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Domain.Conformance;

/// <summary>The clients that a run can play. Okta has two, which send different things.</summary>
internal static class ConformanceClients
{
    /// <summary>An app of Okta that an administrator made: it reads, merges and replaces.</summary>
    public const string Okta = "okta";

    /// <summary>An app of Okta's catalogue: it patches.</summary>
    public const string OktaCatalogue = "okta-catalogue";

    public const string Entra = "entra";

    public const string OneLogin = "onelogin";

    public const string JumpCloud = "jumpcloud";

    public static readonly IReadOnlyList<string> All = [Okta, OktaCatalogue, Entra, OneLogin, JumpCloud];

    /// <summary>The clients of a directory's identity provider; none of a generic one.</summary>
    public static IReadOnlyList<string> Of(string provider) => provider == Okta ? [Okta, OktaCatalogue] : [.. All.Where(client => client == provider)];
}

/// <summary>
/// What identity providers' clients were answered in a sandbox that is configured like a directory. The last few of a directory are kept.
/// </summary>
internal sealed class ConformanceRun : IOwnedByOrganization
{
    /// <summary>How many runs of a directory are kept.</summary>
    public const int Kept = 10;

    /// <summary>A run that takes longer has lost its process.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private ConformanceRun()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    /// <summary>Which clients it plays: some of <see cref="ConformanceClients.All"/>, with commas between.</summary>
    public string Clients { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null: it is under way, or its process is gone.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public int Ok { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Why it could not be played to its end; null when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>The exchanges, in their order, as a JSON array.</summary>
    public string Exchanges { get; private set; } = "[]";

    public static ConformanceRun Start(Directory directory, IReadOnlyList<string> clients, DateTimeOffset now) => new()
    {
        OrganizationId = directory.OrganizationId,
        Id = Guid.CreateVersion7(now),
        DirectoryId = directory.Id,
        Clients = string.Join(',', clients),
        StartedAt = now,
    };

    public bool IsUnderWay(DateTimeOffset now) => IsUnderWay(StartedAt, FinishedAt, now);

    public static bool IsUnderWay(DateTimeOffset startedAt, DateTimeOffset? finishedAt, DateTimeOffset now) =>
        finishedAt is null && now < startedAt + Longest;

    /// <summary>Keeps what it showed. One that is over stays as it is.</summary>
    public void Finish(int ok, int failed, int skipped, string exchanges, string? problem, DateTimeOffset now)
    {
        if (FinishedAt is not null)
            return;
        (Ok, Failed, Skipped, Exchanges, Problem, FinishedAt) = (ok, failed, skipped, exchanges, problem, now);
    }
}

internal interface IConformanceRunRepository
{
    Task<ConformanceRun?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Those of a directory that are not finished.</summary>
    Task<IReadOnlyList<ConformanceRun>> UnfinishedAsync(DirectoryId directory, CancellationToken ct);

    void Add(ConformanceRun run);

    /// <summary>Removes all of a directory but the newest ones.</summary>
    Task RemoveAllButAsync(DirectoryId directory, int newest, CancellationToken ct);
}

internal static class ConformanceErrors
{
    public static Error UnderWay { get; } = new(
        ErrorKind.Conflict, "conformance_run_in_progress", "A conformance run of this directory is under way. Wait a few seconds until it is done.");

    public static Error ClientNeeded(string provider) => new(
        ErrorKind.Invalid, "invalid_request",
        $"provider: the directory's own, {provider}, has no client that could be played. Name one of {string.Join(", ", ConformanceClients.All)}.");
}
