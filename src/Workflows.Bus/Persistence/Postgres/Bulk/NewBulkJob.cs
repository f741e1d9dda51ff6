using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Postgres.Bulk;

/// <summary>Stores a job in one transaction: its rows as a stream, page by page as they come, then the job itself and who accepted it.</summary>
internal sealed class NewBulkJob(NpgsqlConnection connection, StoreTables tables)
{
    public async Task<WorkflowBulkJob> WriteAsync(WorkflowBulkJob job, string? eventBody, IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var stored = job with { TotalCount = await CopyRowsAsync(job.JobId, pages, cancellationToken) };
        await InsertJobAsync(stored, eventBody, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    private async Task<int> CopyRowsAsync(Guid jobId, IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellationToken)
    {
        var count = 0;
        await using var rows = await connection.BeginBinaryImportAsync($"COPY {tables.BulkRows} (job_id, position, instance_id, outcome) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var instanceId in page)
            {
                await rows.StartRowAsync(cancellationToken);
                await rows.WriteAsync(jobId, NpgsqlDbType.Uuid, cancellationToken);
                await rows.WriteAsync(++count, NpgsqlDbType.Integer, cancellationToken);
                await rows.WriteAsync(instanceId, NpgsqlDbType.Uuid, cancellationToken);
                await rows.WriteAsync((short)WorkflowBulkOutcome.Pending, NpgsqlDbType.Smallint, cancellationToken);
            }
        }

        await rows.CompleteAsync(cancellationToken);
        return count;
    }

    private async Task InsertJobAsync(WorkflowBulkJob job, string? eventBody, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH job AS (
                INSERT INTO {tables.BulkJobs} (job_id, created_at, operation, total_count, search, actor, reason, status, taken_count, done_count, refused_count, fence, attempt, next_at, event_type, event_body, failure)
                VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, $2, $8, $9, $10)
                RETURNING job_id, created_at, actor, reason)
            INSERT INTO {tables.Audit} (audit_id, at, actor, operation, is_accepted, job_id, reason, outcome)
            SELECT job_id, created_at, actor, '{BulkAudit.Accepted}', true, job_id, reason, $11 FROM job WHERE $12
            """, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = job.JobId },
                new NpgsqlParameter<DateTime> { TypedValue = job.CreatedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<short> { TypedValue = (short)job.Operation },
                new NpgsqlParameter<int> { TypedValue = (int)job.TotalCount },
                new NpgsqlParameter<string?> { TypedValue = StoredJson.OfSearch(job.Search), NpgsqlDbType = NpgsqlDbType.Json },
                new NpgsqlParameter<string?> { TypedValue = job.Actor, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string?> { TypedValue = job.Reason, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string?> { TypedValue = job.EventType, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string?> { TypedValue = eventBody, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string?> { TypedValue = job.Failure, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string> { TypedValue = BulkAudit.OutcomeOf(job), NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<bool> { TypedValue = BulkAudit.OfAccepted(job) is not null, NpgsqlDbType = NpgsqlDbType.Boolean },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
