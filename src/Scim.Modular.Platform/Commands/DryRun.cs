using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Commands;

/// <summary>
/// The request only asks what would happen: a command runs in its transaction as always, which is never committed. It stays open while
/// the answer is made, so that the answer's queries see what the command did, and so does the turn to write on SQLite.
/// </summary>
public sealed class DryRun : IAsyncDisposable
{
    // Of the same name, the one that was made last is meant.
    private const string BeforeCommand = "command";

    private readonly ModuleCatalog _modules;
    private readonly WriteGate _gate;
    private ModuleDbContext? _db;
    private IDbContextTransaction? _transaction;
    private IDisposable? _turn;
    private bool _holdsOthers;

    internal DryRun(ModuleCatalog modules, WriteGate gate) => (_modules, _gate) = (modules, gate);

    /// <summary>Whether it is one.</summary>
    public bool IsOn { get; private set; }

    /// <summary>From here on nothing of this unit of work is committed.</summary>
    public void Begin() => IsOn = true;

    /// <summary>
    /// Begins a command: opens the transaction of its module. A second command of the request goes on in it, as it would find what the first
    /// has committed. That of another module is given up first: modules see nothing of each other but events, and SQLite has one writer.
    /// </summary>
    internal async Task BeginAsync(Module module, ModuleDbContext db, CancellationToken ct)
    {
        if (_db == db)
        {
            await _transaction!.CreateSavepointAsync(BeforeCommand, ct);
            _holdsOthers = true;
            return;
        }

        await RollBackAsync();
        _turn = await _gate.EnterAsync(_modules.TargetOf(module), ct);
        _db = db;
        _transaction = await db.Database.BeginTransactionAsync(ct);
    }

    /// <summary>Makes the command that began last undone, and leaves what those before it did.</summary>
    internal async Task UndoAsync()
    {
        if (!_holdsOthers)
        {
            await RollBackAsync();
            return;
        }

        await _transaction!.RollbackToSavepointAsync(BeforeCommand);
        _db!.ChangeTracker.Clear();
        _db.TakeRecorded();
    }

    /// <summary>Makes undone whatever was done. Whoever began it does so before the unit of work ends.</summary>
    public async Task RollBackAsync()
    {
        var (db, transaction, turn) = (_db, _transaction, _turn);
        (_db, _transaction, _turn, _holdsOthers) = (null, null, null, false);
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(RollBackAsync());
}
