using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Bulk;

/// <summary>
/// Takes the next batch of a job. Once the first statement is through, the job is this process's until the time that it set, so the rows are read behind it.
/// </summary>
internal sealed class TakeBatchStatement
{
    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<DateTime> _until = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<int> _size = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<Guid> _jobId = new();
    private readonly NpgsqlParameter<int> _takenCount = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly PreparedStatement _take;
    private readonly PreparedStatement _read;

    public TakeBatchStatement(NpgsqlConnection connection, StoreTables tables)
    {
        _take = new PreparedStatement(connection, TakeSql(tables), _now, _until, _size);
        _read = new PreparedStatement(connection, ReadSql(tables), _jobId, _takenCount);
    }

    public static string TakeSql(StoreTables tables) =>
        $"""
        UPDATE {tables.BulkJobs} SET next_at = $2, fence = fence + 1,
            attempt = CASE WHEN taken_count > done_count + refused_count THEN attempt + 1 ELSE 1 END,
            taken_count = CASE WHEN taken_count > done_count + refused_count THEN taken_count ELSE least(taken_count + $3, total_count) END
        WHERE job_id = (SELECT job_id FROM {tables.BulkJobs} WHERE next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING job_id, fence, attempt, operation, actor, reason, taken_count, event_type, event_body
        """;

    public static string ReadSql(StoreTables tables) =>
        $"SELECT position, instance_id FROM {tables.BulkRows} WHERE job_id = $1 AND outcome = 0 AND position <= $2 ORDER BY position";

    public async Task<BulkBatch?> ExecuteAsync(DateTimeOffset now, DateTimeOffset until, int size, CancellationToken cancellationToken)
    {
        _now.TypedValue = now.UtcDateTime;
        _until.TypedValue = until.UtcDateTime;
        _size.TypedValue = size;
        if (await TakeAsync(cancellationToken) is not { } batch)
            return null;

        _jobId.TypedValue = batch.JobId;
        return batch with { Rows = await ReadAsync(cancellationToken) };
    }

    private async Task<BulkBatch?> TakeAsync(CancellationToken cancellationToken)
    {
        await using var reader = await _take.ReadAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;

        _takenCount.TypedValue = reader.GetInt32(6);
        return new BulkBatch
        {
            JobId = reader.GetGuid(0),
            Fence = reader.GetInt64(1),
            Attempt = reader.GetInt32(2),
            Operation = (WorkflowBulkOperation)reader.GetInt16(3),
            Actor = reader.IsDBNull(4) ? null : reader.GetString(4),
            Reason = reader.IsDBNull(5) ? null : reader.GetString(5),
            EventType = reader.IsDBNull(7) ? null : reader.GetString(7),
            EventBody = reader.IsDBNull(8) ? null : reader.GetString(8),
            Rows = [],
        };
    }

    private async Task<List<BulkPlace>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BulkPlace>();
        await using var reader = await _read.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new BulkPlace(reader.GetInt32(0), reader.GetGuid(1)));

        return rows;
    }
}
