using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Bulk;

/// <summary>Records what came of a batch, if nobody else has taken it meanwhile. Its fence is spent with it: recorded twice, it counts once.</summary>
internal sealed class RecordBatchStatement
{
    private readonly NpgsqlParameter<Guid> _jobId = new();
    private readonly NpgsqlParameter<long> _fence = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<DateTime> _retryAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<int> _doneCount = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<int> _refusedCount = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<int[]> _positions = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<string?[]> _messages = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private readonly PreparedStatement _statement;

    public RecordBatchStatement(NpgsqlConnection connection, StoreTables tables) =>
        _statement = new PreparedStatement(connection, Sql(tables), _jobId, _fence, _now, _retryAt, _doneCount, _refusedCount, _positions, _messages);

    public static string Sql(StoreTables tables) =>
        $"""
        WITH held AS (
            UPDATE {tables.BulkJobs} SET fence = fence + 1, done_count = done_count + $5, refused_count = refused_count + $6,
                attempt = CASE WHEN $5 + $6 > 0 THEN 0 ELSE attempt END,
                status = CASE WHEN status = 0 AND done_count + refused_count + $5 + $6 = total_count THEN 1 ELSE status END,
                finished_at = CASE WHEN status = 0 AND done_count + refused_count + $5 + $6 = total_count THEN $3 ELSE finished_at END,
                next_at = CASE
                    WHEN status <> 0 OR done_count + refused_count + $5 + $6 = total_count THEN NULL
                    WHEN taken_count > done_count + refused_count + $5 + $6 THEN $4
                    ELSE $3 END
            WHERE job_id = $1 AND fence = $2
            RETURNING status),
        written AS (
            UPDATE {tables.BulkRows} AS r SET outcome = CASE WHEN o.message IS NULL THEN 1 ELSE 2 END, message = o.message, at = $3
            FROM unnest($7, $8) AS o(position, message)
            WHERE r.job_id = $1 AND r.position = ANY ($7) AND r.position = o.position AND EXISTS (SELECT FROM held))
        SELECT status FROM held
        """;

    /// <returns>Where the job stands; null: the fence is no longer that of the job.</returns>
    public async Task<WorkflowBulkStatus?> ExecuteAsync(BulkBatch batch, IReadOnlyCollection<BulkResult> results, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken)
    {
        _jobId.TypedValue = batch.JobId;
        _fence.TypedValue = batch.Fence;
        _now.TypedValue = now.UtcDateTime;
        _retryAt.TypedValue = retryAt.UtcDateTime;
        _refusedCount.TypedValue = results.Count(result => result.Outcome == WorkflowBulkOutcome.Refused);
        _doneCount.TypedValue = results.Count - _refusedCount.TypedValue;
        _positions.TypedValue = [.. results.Select(result => result.Position)];
        _messages.TypedValue = [.. results.Select(result => result.Refusal)];
        await using var reader = await _statement.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (WorkflowBulkStatus)reader.GetInt16(0) : null;
    }
}
