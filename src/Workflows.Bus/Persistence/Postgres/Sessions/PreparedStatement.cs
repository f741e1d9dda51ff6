using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>A command that is prepared on its connection the first time it runs, where the connection stays.</summary>
internal sealed class PreparedStatement(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
{
    private readonly NpgsqlCommand _command = Create(connection, sql, parameters);
    private bool _isPrepared;

    public async ValueTask<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await _command.ExecuteReaderAsync(cancellationToken);
    }

    public async ValueTask<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await _command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared || Stateless.Is(connection))
            return;

        await _command.PrepareAsync(cancellationToken);
        _isPrepared = true;
    }

    private static NpgsqlCommand Create(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
