using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Commands;

/// <summary>
/// The request only asks what would happen: a command runs in its transaction as always, which is never committed. It stays open while
/// the answer is made, so that the answer's queries see what the command did, and so does the turn to write on SQLite.
/// </summary>
internal sealed class DryRun(ModuleCatalog modules, WriteGate gate) : IAsyncDisposable
{
    private ModuleDbContext? _db;
    private IDbContextTransaction? _transaction;
    private IDisposable? _turn;

    /// <summary>Whether it is one.</summary>
    public bool IsOn { get; private set; }

    /// <summary>From here on nothing of this request is committed.</summary>
    public void Begin() => IsOn = true;

    /// <summary>
    /// Opens the transaction of a module; a second command of the request goes on in it. That of another module is given up first: modules
    /// see nothing of each other but events, and SQLite has one writer.
    /// </summary>
    public async Task BeginAsync(Module module, ModuleDbContext db, CancellationToken ct)
    {
        if (_db == db)
            return;
        await RollBackAsync();
        _turn = await gate.EnterAsync(modules.TargetOf(module), ct);
        _db = db;
        _transaction = await db.Database.BeginTransactionAsync(ct);
    }

    /// <summary>Makes undone whatever was done.</summary>
    public async Task RollBackAsync()
    {
        var (db, transaction, turn) = (_db, _transaction, _turn);
        (_db, _transaction, _turn) = (null, null, null);
        try
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
            db?.ChangeTracker.Clear();
            db?.TakeRecorded();
        }
        finally
        {
            turn?.Dispose();
        }
    }

    public ValueTask DisposeAsync() => new(RollBackAsync());
}
