using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Timers;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public Task<int> TakeDueAsync(DateTimeOffset now, int limit, Func<IReadOnlyList<DueTimer>, Task<IReadOnlyCollection<Guid>>> deliver, CancellationToken cancellationToken, DateTimeOffset? retryAt = null) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new DueTimersStatement(connection, tables)).ExecuteAsync(now, limit, deliver, retryAt, token),
            cancellationToken);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        return await lease.Rows<TimerRow>().OrderBy(row => row.DueAt).Select(row => (DateTimeOffset?)row.DueAt).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<int> CountDueBeforeAsync(DateTimeOffset moment, int limit, CancellationToken cancellationToken)
    {
        var before = moment.ToUniversalTime();
        await using var lease = contexts.Rent();
        var late = lease.Rows<TimerRow>().Where(row => row.DueAt < before).Select(row => row.TimerId).Take(limit);
        var deferred = lease.Rows<TimerRow>().Where(row => row.FirstDueAt < before && row.DueAt >= before).Select(row => row.TimerId).Take(limit);
        return await late.Concat(deferred).Take(limit).CountAsync(cancellationToken);
    }

    public Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken) =>
        connections.ExecuteAsync(
            $"""
            WITH aside AS (DELETE FROM {tables.Quarantine} WHERE id = $6)
            INSERT INTO {tables.Timers} (timer_id, due_at, destination, content_type, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (timer_id) DO UPDATE SET due_at = excluded.due_at, first_due_at = NULL, destination = excluded.destination, content_type = excluded.content_type, body = excluded.body
            """,
            [
                new NpgsqlParameter<Guid> { TypedValue = message.Id },
                new NpgsqlParameter<DateTime> { TypedValue = message.DueAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<string> { TypedValue = message.Destination },
                new NpgsqlParameter<string> { TypedValue = message.ContentType },
                new NpgsqlParameter<string> { TypedValue = message.Body },
                new NpgsqlParameter<Guid> { TypedValue = QuarantineIdOf(message.Id) },
            ],
            cancellationToken);

    /// <summary>One that was set aside is canceled as well: nobody may release it later.</summary>
    public async Task<bool> CancelScheduledAsync(Guid id, CancellationToken cancellationToken) =>
        await connections.ExecuteAsync(
            $"DELETE FROM {tables.Timers} WHERE timer_id = $1 AND instance_id IS NULL", [new NpgsqlParameter<Guid> { TypedValue = id }], cancellationToken) > 0
        || await connections.ExecuteAsync(
            $"DELETE FROM {tables.Quarantine} WHERE id = $1 AND quarantined_at IS NOT NULL", [new NpgsqlParameter<Guid> { TypedValue = QuarantineIdOf(id) }], cancellationToken) > 0;

    private static Guid QuarantineIdOf(Guid timerId) => DeterministicId.OfQuarantine(WorkflowQuarantineKind.Timer, timerId, null);
}
