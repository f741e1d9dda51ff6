using Npgsql;
using Workflows.Contracts;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>The connections of the store, by what they are for: work that takes long is not in the way of work that is waited for.</summary>
internal sealed class StoreConnections : IAsyncDisposable
{
    private const int WriterCount = 2;
    private const int ReaderCount = 2;
    private const int BackgroundCount = 2;

    /// <summary>Connections that stay open.</summary>
    public const int SessionCount = WriterCount + ReaderCount + BackgroundCount;

    private readonly Func<NpgsqlConnection> _connect;
    private readonly PoolerGate? _gate;

    public StoreConnections(Func<NpgsqlConnection> connect, PoolerGate? gate = null)
    {
        _connect = connect;
        _gate = gate;
        var breakage = new Breakage();
        Writers = new SessionPool(connect, WriterCount, breakage, gate);
        Readers = new SessionPool(connect, ReaderCount, breakage, gate);
        Background = new SessionPool(connect, BackgroundCount, breakage, gate);
    }

    /// <summary>Commits of transitions.</summary>
    public SessionPool Writers { get; }

    /// <summary>Loads, and questions that are asked for every event.</summary>
    public SessionPool Readers { get; }

    /// <summary>Due timers, whose transaction lasts as long as their delivery, and the work of the sweeper.</summary>
    public SessionPool Background { get; }

    /// <summary>Runs one command on a connection of the pool.</summary>
    /// <returns>The number of rows it changed.</returns>
    /// <exception cref="WorkflowStoreUnavailableException">The tables are missing or of an older version.</exception>
    public async Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (MissingTables.Is(exception))
        {
            throw new WorkflowStoreUnavailableException(MissingTables.Explanation(exception), exception);
        }
    }

    /// <summary>A connection for work that takes long, and keeps nobody from theirs.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_gate is not null)
            await _gate.EnterAsync(cancellationToken);

        return await Unenlisted.OpenAsync(_connect(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Readers.DisposeAsync();
        await Background.DisposeAsync();
    }
}
