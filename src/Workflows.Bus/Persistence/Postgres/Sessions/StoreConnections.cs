using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>The connections of the store, by what they are for: work that takes long is not in the way of work that is waited for.</summary>
internal sealed class StoreConnections : IAsyncDisposable
{
    private const int WriterCount = 2;
    private const int ReaderCount = 2;
    private const int BackgroundCount = 2;

    private readonly Func<NpgsqlConnection> _connect;

    public StoreConnections(Func<NpgsqlConnection> connect)
    {
        _connect = connect;
        var breakage = new Breakage();
        Writers = new SessionPool(connect, WriterCount, breakage);
        Readers = new SessionPool(connect, ReaderCount, breakage);
        Background = new SessionPool(connect, BackgroundCount, breakage);
    }

    /// <summary>Commits of transitions.</summary>
    public SessionPool Writers { get; }

    /// <summary>Loads, and questions that are asked for every event.</summary>
    public SessionPool Readers { get; }

    /// <summary>Due timers, whose transaction lasts as long as their delivery, and the work of the sweeper.</summary>
    public SessionPool Background { get; }

    /// <summary>Runs one command on a connection of the pool.</summary>
    /// <returns>The number of rows it changed.</returns>
    /// <exception cref="InvalidOperationException">The tables are missing or of an older version.</exception>
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
            throw new InvalidOperationException(MissingTables.Explanation(exception), exception);
        }
    }

    /// <summary>A connection for work that takes long, and keeps nobody from theirs.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => Unenlisted.OpenAsync(_connect(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Readers.DisposeAsync();
        await Background.DisposeAsync();
    }
}
