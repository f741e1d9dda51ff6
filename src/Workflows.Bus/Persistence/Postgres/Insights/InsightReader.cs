using Npgsql;
using Workflows.Contracts;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>
/// Asks the questions of people who watch, each on a connection of the pool. No table is read whole, none of them runs for long, and none takes
/// more than one core from those who work.
/// </summary>
internal sealed class InsightReader(Func<NpgsqlConnection> connect)
{
    // For the one statement behind it: both are one transaction. Planned for the values at hand, for these differ wildly in what they find.
    private const string Settings =
        """
        SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
            set_config('max_parallel_workers_per_gather', '0', true), set_config('statement_timeout', '10s', true), set_config('work_mem', '16MB', true)
        """;

    /// <exception cref="WorkflowStoreUnavailableException">The tables are missing or of an older version.</exception>
    public async Task<List<T>> ReadAsync<T>(string sql, SqlParameters parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await Unenlisted.OpenAsync(connect(), cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Settings));
        var question = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters.All)
            question.Parameters.Add(parameter);

        batch.BatchCommands.Add(question);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));

            return rows;
        }
        catch (PostgresException exception) when (MissingTables.Is(exception))
        {
            throw new WorkflowStoreUnavailableException(MissingTables.Explanation(exception), exception);
        }
    }

    /// <summary>Runs statements one behind the other, as one transaction and with the same values.</summary>
    /// <returns>What the last one says.</returns>
    /// <exception cref="WorkflowStoreUnavailableException">The tables are missing or of an older version.</exception>
    public async Task<List<T>> WriteAsync<T>(IReadOnlyList<string> statements, SqlParameters parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await Unenlisted.OpenAsync(connect(), cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            foreach (var parameter in parameters.All)
                command.Parameters.Add(parameter.Clone());

            batch.BatchCommands.Add(command);
        }

        try
        {
            // Statements without an answer have no result to pass over.
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));

            await reader.NextResultAsync(cancellationToken);
            return rows;
        }
        catch (PostgresException exception) when (MissingTables.Is(exception))
        {
            throw new WorkflowStoreUnavailableException(MissingTables.Explanation(exception), exception);
        }
    }

    /// <exception cref="WorkflowStoreUnavailableException">The tables are missing or of an older version.</exception>
    public async Task WriteAsync(string sql, SqlParameters parameters, CancellationToken cancellationToken)
    {
        await using var connection = await Unenlisted.OpenAsync(connect(), cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters.All)
            command.Parameters.Add(parameter);

        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (MissingTables.Is(exception))
        {
            throw new WorkflowStoreUnavailableException(MissingTables.Explanation(exception), exception);
        }
    }
}
