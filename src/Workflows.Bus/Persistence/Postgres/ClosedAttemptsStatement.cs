using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Tells which attempts are not open any more.</summary>
internal sealed class ClosedAttemptsStatement
{
    private readonly NpgsqlParameter<Guid[]> _instances = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<int[]> _tokens = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<int[]> _attempts = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
    private readonly PreparedStatement _statement;

    public ClosedAttemptsStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _instances, _tokens, _attempts);

    public static string Sql(StoreTables tables) =>
        $"""
        SELECT k.instance_id, k.token, k.attempt FROM unnest($1, $2, $3) AS k(instance_id, token, attempt)
        WHERE NOT EXISTS (
            SELECT FROM {tables.Instances} AS i CROSS JOIN LATERAL json_to_recordset(i.execution -> 'tokens') AS t(id integer, attempt integer)
            WHERE i.instance_id = k.instance_id AND t.id = k.token AND t.attempt = k.attempt)
        """;

    public async Task<IReadOnlyList<RunningKey>> ExecuteAsync(IReadOnlyCollection<RunningKey> attempts, CancellationToken cancellationToken)
    {
        _instances.TypedValue = [.. attempts.Select(attempt => attempt.InstanceId)];
        _tokens.TypedValue = [.. attempts.Select(attempt => attempt.Token)];
        _attempts.TypedValue = [.. attempts.Select(attempt => attempt.Attempt)];
        var closed = new List<RunningKey>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            closed.Add(new RunningKey(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt32(2)));

        return closed;
    }
}
