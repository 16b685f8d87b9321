using System.Collections.Concurrent;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// SQLite has one writer at a time. Writers of this process wait here, in turn and without a thread; writers of other processes are
/// waited for by SQLite's own busy time-out, which is neither. The other databases need no gate.
/// </summary>
internal sealed class WriteGate
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _files = new(StringComparer.Ordinal);

    public async Task<IDisposable?> EnterAsync(DatabaseTarget target, CancellationToken ct)
    {
        if (target.Provider != DatabaseProvider.Sqlite)
            return null;
        var file = _files.GetOrAdd(target.ConnectionString, _ => new SemaphoreSlim(1, 1));
        await file.WaitAsync(ct);
        return new Turn(file);
    }

    private sealed class Turn(SemaphoreSlim file) : IDisposable
    {
        public void Dispose() => file.Release();
    }
}
