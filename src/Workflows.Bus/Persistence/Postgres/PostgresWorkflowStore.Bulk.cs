using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Bulk;
using Workflows.Persistence.Postgres.Queries;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public async Task<WorkflowBulkJob> AddBulkJobAsync(WorkflowBulkJob job, string? eventBody, IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connections.OpenAsync(cancellationToken);
            return await new NewBulkJob(connection, tables).WriteAsync(job, eventBody, pages, cancellationToken);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return (await FindBulkJobAsync(job.JobId, cancellationToken))?.Job ?? throw new InvalidOperationException($"Job {job.JobId} is neither new nor stored.", taken);
        }
    }

    public async Task<StoredBulkJob?> FindBulkJobAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        return await lease.Rows<BulkJobRow>().FirstOrDefaultAsync(row => row.JobId == jobId, cancellationToken) is { } row ? BulkLines.Job(row) : null;
    }

    public async Task<IReadOnlyList<StoredBulkJob>> ListBulkJobsAsync(ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        var rows = await lease.Rows<BulkJobRow>()
            .Behind(after)
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.JobId)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(BulkLines.Job)];
    }

    public async Task<IReadOnlyList<BulkRow>> ListBulkRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome, int afterPosition, int limit, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        var rows = lease.Rows<BulkInstanceRow>().Where(row => row.JobId == jobId && row.Position > afterPosition);
        if (outcome is { } wanted)
            rows = rows.Where(row => row.Outcome == (short)wanted);

        return await rows.OrderBy(row => row.Position).Take(limit).Select(BulkLines.Row).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<(WorkflowStatus? Status, long Count)>> CountBulkStandingAsync(Guid jobId, int limit, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        var obeyed = lease.Rows<BulkInstanceRow>().Where(row => row.JobId == jobId && row.Outcome == (short)WorkflowBulkOutcome.Done).OrderBy(row => row.Position).Take(limit);
        var statuses =
            from row in obeyed
            join instance in lease.Rows<InstanceRow>() on row.InstanceId equals instance.InstanceId into found
            from instance in found.DefaultIfEmpty()
            select (short?)instance.Status;
        var counts = await statuses.GroupBy(status => status).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync(cancellationToken);
        return [.. counts.Select(count => ((WorkflowStatus?)count.Key, count.Count))];
    }

    public async Task<bool> AbortBulkJobAsync(Guid jobId, OperationOptions by, DateTimeOffset now, CancellationToken cancellationToken) =>
        await connections.ExecuteAsync(
            $"""
            WITH running AS (
                SELECT job_id, done_count + refused_count AS ended_count, total_count FROM {tables.BulkJobs} WHERE job_id = $1 AND status = 0 FOR UPDATE),
            recorded AS (
                INSERT INTO {tables.Audit} (audit_id, at, actor, operation, is_accepted, job_id, reason, outcome)
                SELECT $5, $2, $3, '{BulkAudit.Aborted}', true, job_id, $4, format('{BulkAudit.AbortedBehind("%s", "%s")}', ended_count, total_count) FROM running WHERE $6)
            UPDATE {tables.BulkJobs} AS j SET status = 2, finished_at = $2, aborted_by = $3, abort_reason = $4,
                next_at = CASE WHEN taken_count > done_count + refused_count THEN next_at END
            FROM running WHERE j.job_id = running.job_id
            """,
            [
                new NpgsqlParameter<Guid> { TypedValue = jobId },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<string?> { TypedValue = by.Actor, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string?> { TypedValue = by.Reason, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<Guid> { TypedValue = DeterministicId.OfBulkAbort(jobId) },
                new NpgsqlParameter<bool> { TypedValue = !string.IsNullOrWhiteSpace(by.Actor), NpgsqlDbType = NpgsqlDbType.Boolean },
            ],
            cancellationToken) > 0;

    public Task<BulkBatch?> TakeBulkBatchAsync(DateTimeOffset now, DateTimeOffset until, int size, CancellationToken cancellationToken) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new TakeBatchStatement(connection, tables)).ExecuteAsync(now, until, size, token),
            cancellationToken);

    public Task<WorkflowBulkStatus?> RecordBulkBatchAsync(BulkBatch batch, IReadOnlyCollection<BulkResult> results, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new RecordBatchStatement(connection, tables)).ExecuteAsync(batch, results, now, retryAt, token),
            cancellationToken);
}
