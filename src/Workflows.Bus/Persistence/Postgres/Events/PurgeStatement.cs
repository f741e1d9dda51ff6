using Npgsql;
using NpgsqlTypes;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Deletes expired events, a bounded number of rows at a time.</summary>
internal sealed class PurgeStatement
{
    private const int RowsAtOnce = 5_000;

    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly PreparedStatement _statement;

    public PurgeStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _now);

    public static string Sql(StoreTables tables) =>
        $"""
        DELETE FROM {tables.ParkedEvents} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {tables.ParkedEvents} WHERE expires_at <= $1 ORDER BY expires_at LIMIT {RowsAtOnce}))
        RETURNING event_id, workflow, is_offered
        """;

    /// <returns>How many of the events no instance had taken. An event may have several rows.</returns>
    public async Task<int> ExecuteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _now.TypedValue = now.UtcDateTime;
        var dropped = new HashSet<(Guid EventId, string Workflow)>();
        int rowCount;
        do
        {
            rowCount = 0;
            await using var reader = await _statement.ReadAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rowCount++;
                if (!reader.GetBoolean(2))
                    dropped.Add((reader.GetGuid(0), reader.GetString(1)));
            }
        }
        while (rowCount == RowsAtOnce);

        return dropped.Count;
    }
}
