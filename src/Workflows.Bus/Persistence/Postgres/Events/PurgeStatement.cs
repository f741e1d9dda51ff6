using Npgsql;
using NpgsqlTypes;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Deletes expired events, a bounded number at a time, each with all its rows.</summary>
internal sealed class PurgeStatement
{
    private const int RowsAtOnce = 5_000;

    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly PreparedStatement _statement;

    public PurgeStatement(NpgsqlConnection connection, StoreTables tables) =>
        _statement = new PreparedStatement(
            connection,
            $"""
            WITH purged AS (
                DELETE FROM {tables.ParkedEvents} WHERE ctid = ANY (ARRAY(
                    SELECT p.place FROM (
                        SELECT DISTINCT event_id, workflow FROM (
                            SELECT event_id, workflow FROM {tables.ParkedEvents} WHERE expires_at <= $1 ORDER BY expires_at LIMIT {RowsAtOnce}) AS e) AS d
                    CROSS JOIN LATERAL (
                        SELECT ctid AS place FROM {tables.ParkedEvents} AS t WHERE t.event_id = d.event_id AND t.workflow = d.workflow OFFSET 0) AS p))
                RETURNING event_id, workflow, is_offered)
            SELECT count(*)::integer, (count(DISTINCT (event_id, workflow)) FILTER (WHERE NOT is_offered))::integer FROM purged
            """,
            _now);

    /// <returns>How many of the events no instance had taken.</returns>
    public async Task<int> ExecuteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _now.TypedValue = now.UtcDateTime;
        var droppedCount = 0;
        int rowCount;
        do
        {
            await using var reader = await _statement.ReadAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            rowCount = reader.GetInt32(0);
            droppedCount += reader.GetInt32(1);
        }
        while (rowCount >= RowsAtOnce);

        return droppedCount;
    }
}
