using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Takes instances that were silent for too long. Others that do so at the same time take other ones.</summary>
internal sealed class ClaimStaleStatement
{
    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<DateTime> _nextStaleAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<int> _limit = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly PreparedStatement _statement;

    public ClaimStaleStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _now, _nextStaleAt, _limit);

    public static string Sql(StoreTables tables) =>
        $"""
        UPDATE {tables.Instances} SET stale_at = $2 WHERE instance_id = ANY (ARRAY(
            SELECT instance_id FROM {tables.Instances} WHERE stale_at <= $1 ORDER BY stale_at LIMIT $3 FOR UPDATE SKIP LOCKED))
        RETURNING instance_id, workflow, version
        """;

    public async Task<IReadOnlyList<StaleInstance>> ExecuteAsync(DateTimeOffset now, DateTimeOffset nextStaleAt, int limit, CancellationToken cancellationToken)
    {
        _now.TypedValue = now.UtcDateTime;
        _nextStaleAt.TypedValue = nextStaleAt.UtcDateTime;
        _limit.TypedValue = limit;
        var claimed = new List<StaleInstance>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            claimed.Add(new StaleInstance(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2)));

        await reader.NextResultAsync(cancellationToken);
        return claimed;
    }
}
