namespace Scim.Modular.Platform.Modules;

/// <summary>
/// Opens sandboxes: the service of this build once more, in this process, on an empty database of its own that goes with it. It listens on
/// no address, and nothing that happens in it is heard outside of it. The host, which puts the service together, implements it.
/// </summary>
public interface ISandboxes
{
    /// <summary>
    /// Opens one, in a second or some. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when no file can be
    /// written where temporary files go.
    /// </summary>
    Task<ISandbox> OpenAsync(CancellationToken ct);
}

/// <summary>A running sandbox. Disposing of it ends it and deletes its database.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>Sends requests through its pipeline, the same one that answers on the network. It belongs to the sandbox.</summary>
    HttpClient Http { get; }

    /// <summary>The admin key that opens it.</summary>
    string AdminKey { get; }
}
