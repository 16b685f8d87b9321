using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scim.Modular.IntegrationTests.Infrastructure;

/// <summary>A statement that EF sent, with what it needs to be sent again.</summary>
internal sealed record Statement(string Text, IReadOnlyList<(string Name, object? Value)> Parameters)
{
    public override string ToString() => Text;
}

/// <summary>
/// The statements that are sent by whatever this test calls until it is disposed of. BEGIN and COMMIT are not among them. It listens to
/// EF's own diagnostics, so the service needs no hook for it.
/// </summary>
internal sealed class Statements : IDisposable
{
    private static readonly AsyncLocal<Statements?> Listening = new();
    private static readonly IDisposable Subscription = DiagnosticListener.AllListeners.Subscribe(new Listeners());
    private readonly List<Statement> _sent = [];
    private int _rowsRead;

    private Statements()
    {
    }

    public IReadOnlyList<Statement> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public int Count => Sent.Count;

    /// <summary>How many rows were read in answer to them.</summary>
    public int RowsRead => _rowsRead;

    /// <summary>Before EF's first statement: for a second after one that nobody listened to, it does not ask again whether anybody does.</summary>
    public static void Subscribe() => GC.KeepAlive(Subscription);

    public static Statements Listen() => Listening.Value = new Statements();

    public static async Task<int> CountAsync(Func<Task> work)
    {
        using var statements = Listen();
        await work();
        return statements.Count;
    }

    public void Dispose() => Listening.Value = null;

    public override string ToString() => string.Join("\n--\n", Sent);

    private void Add(DbCommand command)
    {
        var parameters = command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value)).ToArray();
        lock (_sent)
            _sent.Add(new Statement(command.CommandText, parameters));
    }

    private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name || name == RelationalEventId.DataReaderDisposing.Name);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData executed)
                Listening.Value?.Add(executed.Command);
            else if (value.Value is DataReaderDisposingEventData { ReadCount: var rows } && Listening.Value is { } statements)
                Interlocked.Add(ref statements._rowsRead, rows);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
