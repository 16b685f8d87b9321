using System.ComponentModel.DataAnnotations;

namespace Scim.Modular.Platform.Limits;

/// <summary>Every limit of the service, in the section <c>Limits</c> of the settings. Each is enforced where its name is used.</summary>
public sealed class LimitOptions
{
    /// <summary>Requests a second for each directory token and admin key; the burst is four times that. 0 lifts every rate limit.</summary>
    [Range(0, 1_000_000)] public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests of one organization that run at the same time; more wait in line.</summary>
    [Range(1, 100_000)] public int ConcurrentRequests { get; set; } = 16;

    /// <summary>Requests of one organization that wait in line; the next gets 429 with <c>Retry-After</c>.</summary>
    [Range(0, 100_000)] public int QueuedRequests { get; set; } = 64;

    /// <summary>Refused credentials a minute from one address, before the answer is 429. 0 lifts the limit.</summary>
    [Range(0, 1_000_000)] public int FailedAuthenticationsPerMinute { get; set; } = 20;

    /// <summary>Longest credential that is looked at, in characters.</summary>
    [Range(64, 4096)] public int TokenLength { get; set; } = 256;

    /// <summary>Largest body of a user, in bytes.</summary>
    [Range(1024, 1 << 30)] public int UserBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Largest body of a group, in bytes.</summary>
    [Range(1024, 1 << 30)] public int GroupBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Largest body of a search by POST, in bytes.</summary>
    [Range(1024, 1 << 30)] public int SearchBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Largest body of a bulk request, in bytes.</summary>
    [Range(1024, 1 << 30)] public int BulkBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Most operations of a bulk request. Each counts as a request against the rate limit.</summary>
    [Range(1, 100_000)] public int BulkOperations { get; set; } = 100;

    /// <summary>Largest body of an admin request, in bytes.</summary>
    [Range(1024, 1 << 30)] public int AdminBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Deepest nesting of a JSON body.</summary>
    [Range(4, 128)] public int JsonDepth { get; set; } = 32;

    /// <summary>Longest filter, in characters.</summary>
    [Range(64, 65_536)] public int FilterLength { get; set; } = 4096;

    /// <summary>Most terms and operators of a filter.</summary>
    [Range(1, 2000)] public int FilterNodes { get; set; } = 200;

    /// <summary>Deepest nesting of a filter.</summary>
    [Range(1, 100)] public int FilterDepth { get; set; } = 20;

    /// <summary>Most terms and operators inside the brackets of a value path.</summary>
    [Range(1, 100)] public int ValuePathNodes { get; set; } = 10;

    /// <summary>Resources on a page when the client names no <c>count</c>.</summary>
    [Range(1, 10_000)] public int PageSizeDefault { get; set; } = 100;

    /// <summary>Most resources on a page.</summary>
    [Range(1, 10_000)] public int PageSize { get; set; } = 200;

    /// <summary>Largest <c>startIndex</c> that is looked for; beyond it a page is empty.</summary>
    [Range(1, int.MaxValue)] public int StartIndex { get; set; } = 1_000_000;

    /// <summary>Most operations of a PATCH.</summary>
    [Range(1, 100_000)] public int PatchOperations { get; set; } = 1000;

    /// <summary>Most member values in one PATCH. POST and PUT carry a whole group, up to <see cref="GroupMembers"/>.</summary>
    [Range(1, 1_000_000)] public int MemberValues { get; set; } = 10_000;

    /// <summary>Most members of a group.</summary>
    [Range(1, 1_000_000)] public int GroupMembers { get; set; } = 50_000;

    /// <summary>Longest string value, in characters.</summary>
    [Range(256, 65_536)] public int StringLength { get; set; } = 4096;

    /// <summary>Longest <c>userName</c>, <c>externalId</c> and group <c>displayName</c>, in characters: what an index key holds.</summary>
    [Range(16, 256)] public int KeyLength { get; set; } = 256;

    /// <summary>Most values of a multi-valued attribute.</summary>
    [Range(1, 10_000)] public int Values { get; set; } = 100;

    /// <summary>How long a request may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a database command may take.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement waits for a lock.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Open connections from clients.</summary>
    [Range(1, 1_000_000)] public int Connections { get; set; } = 10_000;

    /// <summary>How long a client may take for its request's headers.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long running requests are given when the service stops.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);
}
