using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>The connections of the store, by what they are for: work that takes long is not in the way of work that is waited for.</summary>
internal sealed class StoreConnections(Func<NpgsqlConnection> connect) : IAsyncDisposable
{
    private const int WriterCount = 2;
    private const int ReaderCount = 2;
    private const int BackgroundCount = 2;

    /// <summary>Commits of transitions.</summary>
    public SessionPool Writers { get; } = new(connect, WriterCount);

    /// <summary>Loads, and questions that are asked for every event.</summary>
    public SessionPool Readers { get; } = new(connect, ReaderCount);

    /// <summary>Due timers, whose transaction lasts as long as their delivery, and the work of the sweeper.</summary>
    public SessionPool Background { get; } = new(connect, BackgroundCount);

    /// <summary>Runs one command on a connection of the pool.</summary>
    /// <returns>The number of rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Readers.DisposeAsync();
        await Background.DisposeAsync();
    }
}
